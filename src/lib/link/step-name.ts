import type { View } from '../domain/view.ts';
import { PARAMS } from './params.ts';
import { shorten } from './problem.ts';
import { decodeText } from './text.ts';

/** Changes of one step that are named one by one. */
const MOST_NAMED = 2;

/** What led from one view to another, by the parameters that changed: `region: NL`, `kind cleared`. Empty where nothing did. */
export function stepName(before: View, after: View): string {
  const changes = PARAMS.flatMap(({ name, write }) => {
    const written = write(after);
    if (written === write(before)) return [];
    return [written === null ? `${name} cleared` : `${name}: ${shorten(decodeText(written) ?? written)}`];
  });
  const others = changes.length - MOST_NAMED;
  const named = changes.slice(0, MOST_NAMED).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}
