import { poissonTails } from './counts.ts';
import type { DistanceKm } from './distance.ts';
import { permutationP, type PermutationOptions, type PermutationP } from './permutation.ts';
import type { Numbers } from './numbers.ts';

/** Pairs close in time, in space and in both, against what chance gives. */
export interface KnoxCounts {
  readonly pairs: number;
  readonly closeTime: number;
  readonly closeSpace: number;
  readonly observed: number;
  /** closeTime * closeSpace / pairs; 0 without pairs. */
  readonly expected: number;
  /** null where nothing is expected. */
  readonly ratio: number | null;
  /** P(X >= observed) of the Poisson distribution: a rough check. */
  readonly pPoisson: number;
}

/** P(X >= observed) and the ratio to what is expected. surveillance 1.20.3 prints P(X > observed) instead. */
export function knoxPoisson(
  observed: number,
  expected: number
): { readonly expected: number; readonly ratio: number | null; readonly pPoisson: number } {
  return {
    expected,
    ratio: expected > 0 ? observed / expected : null,
    pPoisson: observed <= 0 ? 1 : poissonTails(observed - 1, expected).upper
  };
}

/**
 * Near repeats among events: pairs that are close in time and in space (<=), tested by dealing the dates out anew. t: days;
 * distance: km between events i and j. Events without a date or place must be left out before. Sources: Knox 1964 Br J
 * Prev Soc Med 18:17; permutation, Mantel 1967 Cancer Res 27:209; Johnson et al. 2007 J Quant Criminol 23:201;
 * specification 7a.
 */
export function knox(
  t: Numbers,
  distance: DistanceKm,
  epsT: number,
  epsS: number,
  options: PermutationOptions = {}
): KnoxCounts & PermutationP {
  const n = t.length;
  const near = new Uint8Array(n * n);
  const first: number[] = [];
  const second: number[] = [];
  let closeTime = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      if (Math.abs(t[i] - t[j]) <= epsT) {
        closeTime += 1;
        near[i * n + j] = 1;
        near[j * n + i] = 1;
      }
      if (distance(i, j) > epsS) continue;
      first.push(i);
      second.push(j);
    }
  }
  const one = Int32Array.from(first);
  const other = Int32Array.from(second);
  const closeBoth = (order: Int32Array) => {
    let count = 0;
    for (let k = 0; k < one.length; k += 1) count += near[order[one[k]] * n + order[other[k]]];
    return count;
  };
  const pairs = n < 2 ? 0 : (n * (n - 1)) / 2;
  const observed = closeBoth(Int32Array.from({ length: n }, (_, i) => i));
  const expected = pairs > 0 ? (closeTime * one.length) / pairs : 0;
  return {
    pairs,
    closeTime,
    closeSpace: one.length,
    observed,
    ...knoxPoisson(observed, expected),
    ...permutationP(n, observed, closeBoth, options)
  };
}
