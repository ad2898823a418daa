import { eachOrder, mulberry32, shuffle } from './random.ts';

/** Up to so many dates every order is gone through. */
export const EXACT_UP_TO = 7;

/** p of a statistic over permutations: all of them, or random ones. */
export interface PermutationP {
  readonly p: number;
  /** Every order: p is exact. */
  readonly exact: { readonly p: number; readonly nPermutations: number } | null;
  /** Random orders: p = (1 + x)/(B + 1), never 0. */
  readonly monteCarlo: { readonly p: number; readonly B: number; readonly seed: number } | null;
}

export interface PermutationOptions {
  readonly B?: number;
  readonly seed?: number;
  /** Called every thousand permutations with those done, for progress or to stop by throwing. */
  readonly onProgress?: (done: number) => void;
}

export const DEFAULT_PERMUTATIONS = 9999;

/**
 * How often a statistic of dates dealt out anew is at least as large as observed: over every order for up to 7 dates,
 * else over B random ones (mulberry32, the seed given). Sources: Mantel 1967 Cancer Res 27:209; Phipson & Smyth 2010 Stat
 * Appl Genet Mol Biol 9:39.
 */
export function permutationP(
  n: number,
  observed: number,
  statistic: (order: Int32Array) => number,
  options: PermutationOptions = {}
): PermutationP {
  const { B = DEFAULT_PERMUTATIONS, seed = 1 } = options;
  const limit = observed - 1e-9;
  let exceed = 0;
  if (n <= EXACT_UP_TO) {
    let nPermutations = 0;
    eachOrder(n, (order) => {
      nPermutations += 1;
      if (statistic(order) >= limit) exceed += 1;
    });
    const p = exceed / nPermutations;
    return { p, exact: { p, nPermutations }, monteCarlo: null };
  }
  const random = mulberry32(seed);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let round = 1; round <= B; round += 1) {
    shuffle(order, random);
    if (statistic(order) >= limit) exceed += 1;
    if (round % 1000 === 0) options.onProgress?.(round);
  }
  const p = (1 + exceed) / (B + 1);
  return { p, exact: null, monteCarlo: { p, B, seed } };
}
