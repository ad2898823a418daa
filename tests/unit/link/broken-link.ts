import { NO_FILTER, type Filter } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW, type View } from '../../../src/lib/domain/view.ts';
import type { LinkProblem } from '../../../src/lib/link/problem.ts';

/** A link with something wrong in it, what must survive, and every problem it must name. */
export interface BrokenLink {
  readonly link: string;
  readonly view: View;
  readonly problems: readonly LinkProblem[];
}

type Survivors = Partial<Omit<View, 'filter'>> & { readonly filter?: Partial<Filter> };
type Said = readonly [parameter: string, value: string, message: string, kept: string];

export function broken(link: string, survivors: Survivors, ...said: readonly Said[]): BrokenLink {
  const view = { ...DEFAULT_VIEW, ...survivors, filter: { ...NO_FILTER, ...survivors.filter } };
  const problems = said.map(([parameter, value, message, kept]) => ({ parameter, value, message, kept }));
  return { link, view, problems };
}

/** Values that are refused with the same words, and leave nothing behind. */
export function refused(
  parameter: string,
  message: string,
  kept: string,
  values: readonly string[]
): BrokenLink[] {
  return values.map((value) => broken(`${parameter}=${value}`, {}, [parameter, value, message, kept]));
}
