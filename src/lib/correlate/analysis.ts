import type { Range } from '../domain/range.ts';
import type { CaseData } from './input.ts';

/**
 * The period of analysis: exact UTC instants. A case that names none (its analysis is its whole period) ends with the
 * first alert whose day is known: after a warning to the network nothing is stationary.
 */
export function analysisRange(data: CaseData): { readonly range: Range; readonly warning: string | null } {
  const { analysis, period, events } = data;
  const isNamed = analysis.from !== period.from || analysis.to !== period.to;
  if (isNamed) return { range: analysis, warning: null };
  for (let row = 0; row < events.count; row += 1) {
    const start = events.start[row];
    const isExact = events.precision[row] !== 'month' && events.precision[row] !== 'year';
    if (events.kind[row] !== 'alert' || events.reported[row] === 1 || !isExact) continue;
    if (start > analysis.from && start < analysis.to) {
      const until = new Date(start).toISOString();
      return {
        range: { from: analysis.from, to: start },
        warning: `The analysis ends with the first alert, ${until}.`
      };
    }
  }
  return { range: analysis, warning: null };
}
