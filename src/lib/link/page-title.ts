import type { Manifest } from '../domain/case.ts';
import type { View } from '../domain/view.ts';
import { viewTitle, type Names } from './words.ts';

/** Title of the page under a view, by which the browser lists the steps of its history. Synthetic data are marked. */
export function pageTitle(view: View, { id, title, synthetic, zone }: Manifest, names: Names): string {
  const marked = synthetic && !/\(synthetic\)/i.test(title) ? `${title} (synthetic)` : title;
  const named = viewTitle({ ...view, case: view.case ?? id }, { ...names, case: () => marked, zone });
  return `${named} · Casewall`;
}
