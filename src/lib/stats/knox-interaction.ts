import { countWithin, nearSurgeDays, type CrossInput } from './near-surges.ts';
import { normalUpper } from './normal.ts';
import { permutationP, type PermutationOptions, type PermutationP } from './permutation.ts';

export interface KnoxInteraction extends PermutationP {
  readonly nEvents: number;
  readonly nSurges: number;
  /** Surges near an event's place and soon after its date. */
  readonly observed: number;
  readonly expected: number;
  readonly sd: number;
  /** null where every deal gives the same. */
  readonly z: number | null;
  /** null where nothing is expected. */
  readonly ratio: number | null;
  /** Normal approximation with continuity correction: a check; null where z is. */
  readonly pNormal: number | null;
  /** Fewer than 10 events or 10 surges: too few to test. */
  readonly tooFew: boolean;
}

const LEAST = 10;

/**
 * Are surges nearer in place AND time to events than the calendar alone explains? Counts surges near each event's place
 * and soon after its date, and deals the same dates out over the same places: national waves are conditioned on. Mean
 * and variance are those of Hoeffding 1951 Ann Math Stat 22:558. Source: specification 7b; permutation, Mantel 1967.
 */
export function knoxInteraction(input: CrossInput, options: PermutationOptions = {}): KnoxInteraction {
  const m = input.eventDays.length;
  const a = surgesByPlaceAndDate(input);
  const { centre, sd } = assignmentMoments(a, m);
  const statistic = (order: Int32Array) => {
    let count = 0;
    for (let i = 0; i < m; i += 1) count += a[i * m + order[i]];
    return count;
  };
  const observed = statistic(Int32Array.from({ length: m }, (_, i) => i));
  const varies = sd > 1e-9;
  // Where every deal gives the same count, none needs to be made.
  const tested = permutationP(m, observed, varies ? statistic : () => observed, options);
  return {
    nEvents: m,
    nSurges: input.surgeDays.length,
    observed,
    expected: centre,
    sd: varies ? sd : 0,
    z: varies ? (observed - centre) / sd : null,
    ratio: centre > 0 ? observed / centre : null,
    pNormal: varies ? normalUpper((observed - 0.5 - centre) / sd) : null,
    tooFew: m < LEAST || input.surgeDays.length < LEAST,
    ...tested
  };
}

/** a[i * m + k]: surges within epsS of the place of event i and within the lags of the date of event k. */
function surgesByPlaceAndDate(input: CrossInput): Float64Array {
  const { eventDays, lags } = input;
  const m = eventDays.length;
  const a = new Float64Array(m * m);
  nearSurgeDays(input).forEach((days, i) => {
    for (let k = 0; k < m; k += 1) {
      a[i * m + k] = countWithin(days, eventDays[k] + lags.from, eventDays[k] + lags.to);
    }
  });
  return a;
}

function assignmentMoments(a: Float64Array, m: number): { readonly centre: number; readonly sd: number } {
  const rows = new Float64Array(m);
  const columns = new Float64Array(m);
  let total = 0;
  for (let i = 0; i < m; i += 1) {
    for (let k = 0; k < m; k += 1) {
      rows[i] += a[i * m + k] / m;
      columns[k] += a[i * m + k] / m;
      total += a[i * m + k];
    }
  }
  let squares = 0;
  for (let i = 0; i < m; i += 1) {
    for (let k = 0; k < m; k += 1) {
      squares += (a[i * m + k] - rows[i] - columns[k] + total / (m * m)) ** 2;
    }
  }
  return { centre: m > 0 ? total / m : 0, sd: m > 1 ? Math.sqrt(squares / (m - 1)) : 0 };
}
