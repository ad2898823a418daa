import type { HourlySeries } from '../stats/baseline.ts';
import { suspectedGaps } from '../stats/collection-gap.ts';
import { sufficiency, type Sufficiency } from '../stats/sufficiency.ts';
import { countryOf } from '../geo/region.ts';
import { zoneOfCountry } from '../time/country-zones.ts';
import { analysisRange } from './analysis.ts';
import { gridOf, hourIndex, isoAt, stretchOf, type Grid, type Stretch } from './grid.ts';
import type { CaseData, ViewData } from './input.ts';
import { addSummed, ownGaps, seriesOfSum, sumSets, type OwnGaps, type Summed } from './summed.ts';

/** Places that share a region; where a place has none, its country stands for it. */
export interface Unit {
  readonly code: string;
  /** Country of the code. */
  readonly country: string;
  readonly zone: string;
  readonly places: readonly number[];
}

/** A case under a View, ready for every method; what methods share is computed once. */
export interface Prepared {
  readonly data: CaseData;
  readonly view: ViewData;
  readonly grid: Grid;
  readonly gaps: OwnGaps;
  /** Hours of the analysis period, and all hours. */
  readonly analysis: Stretch;
  readonly whole: Stretch;
  /** Places kept by the filter, in order. */
  readonly kept: readonly number[];
  readonly units: readonly Unit[];
  /** Number of the unit of a code; undefined where no activity is counted there. */
  readonly unitOf: ReadonlyMap<string, number>;
  /** Number of the unit of each place, -1 = left out by the filter. */
  readonly unitOfPlace: Int32Array;
  readonly sums: readonly Summed[];
  /** Stretches taken as not collected, ISO. */
  readonly suspected: readonly { readonly from: string; readonly to: string }[];
  readonly warnings: readonly string[];
  readonly series: (unit: number, stretch: Stretch) => HourlySeries;
  readonly network: (stretch: Stretch) => HourlySeries;
  /** Whether the unit carries inference in the analysis period. */
  readonly enough: (unit: number) => Sufficiency;
}

/** Gets a case under a View ready; null where it has no activity. */
export function prepareCase(data: CaseData, view: ViewData): Prepared | null {
  const grid = gridOf(data);
  const { cube } = data;
  if (grid === null || cube === null || grid.hours === 0) return null;
  const gaps = ownGaps(data, grid);
  const { range, warning } = analysisRange(data);
  const suspected = grid.isDaily ? [] : hideSuspected(data, grid, gaps, range.to);
  const { units, unitOfPlace, kept } = unitsOf(data, view.placeKeep);
  const sums = sumSets(cube, grid, gaps, unitOfPlace, units.length);
  const total = addSummed(grid.hours, sums);
  const unitOf = new Map(units.map(({ code }, index) => [code, index]));
  const analysis = stretchOf(grid, range);
  const series = (unit: number, stretch: Stretch) => seriesOfSum(grid, sums[unit], stretch, units[unit].zone);
  const enough: (Sufficiency | undefined)[] = [];
  return {
    data,
    view,
    grid,
    gaps,
    analysis,
    whole: { from: 0, to: grid.hours },
    kept,
    units,
    unitOf,
    unitOfPlace,
    sums,
    suspected,
    warnings: [warning, zoneWarning(units, grid)].filter((text) => text !== null),
    series,
    network: (stretch) => seriesOfSum(grid, total, stretch, data.zone),
    enough: (unit) => (enough[unit] ??= sufficiency(series(unit, analysis).y))
  };
}

/**
 * Takes hours in which the whole network fell silent and came back as not collected. All places count, whatever the
 * filter: a failure of the collection shows in the network. Never after the end of the analysis.
 */
function hideSuspected(data: CaseData, grid: Grid, gaps: OwnGaps, until: number): Prepared['suspected'] {
  if (data.cube === null) return [];
  const [all] = sumSets(data.cube, grid, gaps, new Int32Array(data.cube.places), 1);
  const { y, how } = seriesOfSum(grid, all, { from: 0, to: grid.hours }, data.zone);
  const marked = suspectedGaps(y, how, Math.max(0, Math.min(grid.hours, hourIndex(grid, until))));
  const found: { from: string; to: string }[] = [];
  for (let i = 0; i < marked.length; i += 1) {
    if (marked[i] === 0) continue;
    let end = i;
    while (end < marked.length && marked[end] === 1) end += 1;
    grid.covered.fill(0, i, end);
    found.push({ from: isoAt(grid, i), to: isoAt(grid, end) });
    i = end;
  }
  return found;
}

function unitsOf(data: CaseData, keep: Uint8Array | null) {
  const { places } = data;
  const cubePlaces = data.cube?.places ?? 0;
  const unitOfPlace = new Int32Array(cubePlaces).fill(-1);
  const kept: number[] = [];
  const members = new Map<string, number[]>();
  for (let place = 0; place < Math.min(places.count, cubePlaces); place += 1) {
    if (keep !== null && keep[place] !== 1) continue;
    kept.push(place);
    const code = places.region[place] ?? places.country[place] ?? 'unknown';
    const list = members.get(code);
    if (list === undefined) members.set(code, [place]);
    else list.push(place);
  }
  const codes = [...members.keys()].sort((a, b) => (a < b ? -1 : 1));
  const units = codes.map((code, index): Unit => {
    const own = members.get(code) ?? [];
    for (const place of own) unitOfPlace[place] = index;
    const country = places.country[own[0]] ?? countryOf(code);
    return { code, country, zone: zoneOfCountry(country) ?? 'UTC', places: own };
  });
  return { units, unitOfPlace, kept };
}

function zoneWarning(units: readonly Unit[], grid: Grid): string | null {
  if (grid.isDaily) return null;
  const unknown = [...new Set(units.map(({ country }) => country))].filter((c) => zoneOfCountry(c) === null);
  if (unknown.length === 0) return null;
  const shown = unknown.slice(0, 5).join(', ') + (unknown.length > 5 ? ' and others' : '');
  return `The hour of the week is that of UTC, not of local clocks, in ${shown}.`;
}

/** The sum of some places, for a radius or a ring around an event. */
export function sumOfPlaces(prepared: Prepared, places: readonly number[]): Summed {
  const { data, grid, gaps } = prepared;
  const setOf = new Int32Array(data.cube?.places ?? 0).fill(-1);
  for (const place of places) setOf[place] = 0;
  if (data.cube === null) return addSummed(grid.hours, []);
  return sumSets(data.cube, grid, gaps, setOf, 1)[0];
}
