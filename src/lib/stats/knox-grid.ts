import { adjustP } from './fdr.ts';
import { knoxInteraction, type KnoxInteraction } from './knox-interaction.ts';
import type { CrossInput } from './near-surges.ts';
import type { PermutationOptions } from './permutation.ts';

export interface KnoxGridCell extends KnoxInteraction {
  readonly epsS: number;
  readonly lagFrom: number;
  readonly lagTo: number;
  /** Benjamini and Hochberg over the grid. */
  readonly q: number;
}

const DISTANCES_KM = [10, 25, 50] as const;
const LAST_DAYS = [3, 7, 14] as const;

/**
 * Sensitivity of knoxInteraction to what counts as near and soon: all nine combinations of 10, 25, 50 km and 3, 7, 14
 * days, corrected together. All nine are reported, never the best one. Source: specification 7.
 */
export function knoxGrid(
  input: Omit<CrossInput, 'epsS' | 'lags'>,
  options: PermutationOptions = {}
): readonly KnoxGridCell[] {
  const cells = DISTANCES_KM.flatMap((epsS) =>
    LAST_DAYS.map((lagTo) => ({
      epsS,
      lagFrom: 0,
      lagTo,
      ...knoxInteraction({ ...input, epsS, lags: { from: 0, to: lagTo } }, options)
    }))
  );
  const { qBH } = adjustP(cells.map(({ p }) => p));
  return cells.map((cell, i) => ({ ...cell, q: qBH[i] }));
}
