import type { Gap } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';

/** Gaps and collected periods of a case, for telling "no data" from zero. */
export interface Collection {
  /** What was collected; empty: everything, but for the gaps. */
  readonly collected: readonly Range[];
  readonly gaps: readonly Gap[];
}

/** When activity was observed: everywhere, and at the places that have gaps of their own. */
export interface Observation {
  readonly whole: readonly Range[];
  readonly own: ReadonlyMap<number, readonly Range[]>;
}

export function observationOf({ collected, gaps }: Collection): Observation {
  const always: readonly Range[] = collected.length > 0 ? collected : [{ from: -Infinity, to: Infinity }];
  const whole = without(
    always,
    gaps.filter((gap) => gap.place === null)
  );
  const own = new Map<number, readonly Range[]>();
  for (const gap of gaps) {
    if (gap.place !== null) own.set(gap.place, without(own.get(gap.place) ?? whole, [gap]));
  }
  return { whole, own };
}

/** The periods with the holes cut out. */
function without(periods: readonly Range[], holes: readonly Range[]): readonly Range[] {
  let left = periods;
  for (const hole of holes) {
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, hole.from) },
        { from: Math.max(from, hole.to), to }
      ].filter((piece) => piece.from < piece.to)
    );
  }
  return left;
}

/** Whether a bin that begins in the range was observed, if only in part. */
export function isObserved(periods: readonly Range[], range: Range, binMs: number): boolean {
  const first = Math.ceil(range.from / binMs);
  const end = Math.ceil(range.to / binMs);
  return periods.some(
    ({ from, to }) => Math.max(first, Math.floor(from / binMs)) < Math.min(end, Math.ceil(to / binMs))
  );
}

/**
 * Per place: 1 where no bin that begins in the range was observed; null where every place has one. Cheap enough for the
 * brush: only places with gaps of their own are looked at one by one.
 */
export function placesWithoutData(
  { whole, own }: Observation,
  range: Range,
  binMs: number,
  places: number
): Uint8Array | null {
  if (!isObserved(whole, range, binMs)) return new Uint8Array(places).fill(1);
  const silent = [...own].filter(([, periods]) => !isObserved(periods, range, binMs));
  if (silent.length === 0) return null;
  const flags = new Uint8Array(places);
  for (const [place] of silent) flags[place] = 1;
  return flags;
}
