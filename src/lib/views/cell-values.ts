import type { ActivityCube } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { changeBuffers, countChange, type ChangeCounts, type Comparisons } from './change-counts.ts';
import { placesWithoutData, type Observation } from './collection.ts';
import { cellLevels, type LevelScale } from './map-cells.ts';
import { changeLevels } from './map-change.ts';
import { unitsInRange, type ObservedClocks } from './observed-time.ts';
import { comparisonOf, stepMs, type Comparison, type ComparisonQuestion } from './other-weeks.ts';
import { rangeCounter } from './range-counter.ts';
import { sumsBefore, type SumTable } from './sum-table.ts';

/** What the cells of the map show, a number a place. */
export type CellValues =
  | ({ readonly tag: 'count' } & Counts)
  | {
      readonly tag: 'rate';
      /** 0: nothing; NaN: no data. */
      readonly values: Float64Array;
      readonly counts: Float64Array;
      /** What the counts are divided by: hours (days) that were covered, or device-hours. */
      readonly units: Float64Array;
      readonly noData: Uint8Array | null;
    }
  | { readonly tag: 'change'; readonly change: ChangeCounts; readonly comparison: Comparison };

/** Counts of every place, and a table of them where it fits into memory. */
export interface Counted {
  readonly cube: ActivityCube;
  readonly table: SumTable | null;
}

export function levelsOf(cells: CellValues, scale: LevelScale): Uint8Array {
  return cells.tag === 'change'
    ? changeLevels(cells.change)
    : cellLevels(cells.values, { scale, noData: cells.noData });
}

/** Counts of every place in a range. */
export interface Counts {
  readonly values: Float64Array;
  /** 1 where nothing was collected in the range; null: nowhere. */
  readonly noData: Uint8Array | null;
}

export function countsOf({ cube, table }: Counted, range: Range, observation: Observation): Counts {
  const values = new Float64Array(cube.places);
  rangeCounter(cube, table)(range, null, values);
  return { values, noData: placesWithoutData(observation, range, cube.binMs, cube.places) };
}

/** Amount per hour that was covered, or per day where the case counts by day. */
export function ratesOf(
  counts: Float64Array,
  clocks: ObservedClocks,
  span: { readonly range: Range; readonly binMs: number; readonly step: ComparisonQuestion['step'] }
): CellValues {
  const units = new Float64Array(counts.length);
  const unitMs = stepMs(span.step);
  // A case that counts by day has its counts at midnight: the day that begins in the range is covered as a whole.
  const binMs = Math.max(span.binMs, unitMs);
  unitsInRange(clocks, { range: span.range, binMs, unitMs }, units);
  // No data where nothing was covered.
  const values = units.map((covered, place) => (covered > 0 ? counts[place] / covered : NaN));
  return { tag: 'rate', values, counts, units, noData: null };
}

/** Amount per device-hour: a device that was active at the place in an hour. */
export function ratesPerDevice(counts: Counts, { cube, table }: Counted, range: Range): CellValues {
  const units = new Float64Array(cube.places);
  rangeCounter(cube, table)(range, null, units);
  const values = units.map((active, place) => (active > 0 ? counts.values[place] / active : 0));
  return { tag: 'rate', values, counts: counts.values, units, noData: counts.noData };
}

/** Places that share what was observed, so that they share what they are compared with. */
export interface SilenceGroups {
  readonly whole: readonly Range[];
  readonly groups: readonly { readonly observed: readonly Range[]; readonly places: readonly number[] }[];
}

export function silenceGroups({ whole, own }: Observation): SilenceGroups {
  const groups = new Map<string, { observed: readonly Range[]; places: number[] }>();
  for (const [place, observed] of own) {
    const key = observed.map(({ from, to }) => `${from} ${to}`).join();
    const group = groups.get(key) ?? { observed, places: [] };
    group.places.push(place);
    groups.set(key, group);
  }
  return { whole, groups: [...groups.values()] };
}

export function changesOf(
  { cube, table }: Counted,
  silence: SilenceGroups,
  question: Omit<ComparisonQuestion, 'observed'>,
  into: ChangeCounts = changeBuffers(cube.places)
): CellValues {
  const comparisons: Comparisons = {
    whole: comparisonOf({ ...question, observed: silence.whole }),
    own: new Map(
      silence.groups.flatMap(({ observed, places }) => {
        const comparison = comparisonOf({ ...question, observed });
        return places.map((place) => [place, comparison] as const);
      })
    )
  };
  const factor = stepMs(question.step) / cube.binMs;
  countChange({ before: sumsBefore(cube, table), factor }, comparisons, into);
  return { tag: 'change', change: into, comparison: comparisons.whole };
}
