import { HOUR_MS, type ActivityCube, type Gap, type HourCounts } from '../domain/activity.ts';
import { isActive, keepsAllPlaces, type Filter } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import { seriesOf } from './activity-cube.ts';
import type { Collection } from './collection.ts';

/** Activity over time of the places kept, whatever the range: what the timeline draws. */
export interface ActivitySeries {
  readonly binMs: number;
  readonly firstBin: number;
  /** NaN: not collected. */
  readonly counts: Float64Array;
}

/** What there is to make a series from; the full cube comes last. */
export interface SeriesSources {
  readonly hours: HourCounts | null;
  readonly countryHours: ReadonlyMap<string, HourCounts> | null;
  readonly dayCube: ActivityCube | null;
  readonly hourCube: ActivityCube | null;
}

/**
 * The finest exact series for a filter by place: from the full cube, else from the rollup that knows it (hours of the
 * whole case, hours of countries), else by days. Null where nothing is there yet.
 */
export function activitySeries(
  sources: SeriesSources,
  filter: Filter,
  keep: Uint8Array | null
): ActivitySeries | null {
  const { hours, countryHours, dayCube, hourCube } = sources;
  const isWhole = keepsAllPlaces(filter);
  const hasTraffic = isActive(filter, 'traffic');
  if (isWhole && hours !== null && !hasTraffic) return fromHours([hours]);
  if (hourCube !== null) return fromCube(hourCube, isWhole ? null : keep);
  if (hasTraffic) return null;
  if (countryHours !== null && isByCountryOnly(filter)) {
    return fromHours(filter.regions.flatMap((code) => countryHours.get(code) ?? []));
  }
  return dayCube === null ? null : fromCube(dayCube, isWhole ? null : keep);
}

/** Whether places are chosen by keeping countries, and in no other way. */
function isByCountryOnly({ regions, not, areas, cells, extent }: Filter): boolean {
  return (
    regions.length > 0 &&
    regions.every((code) => code.length === 2) &&
    not.regions.length + areas.length + cells.length === 0 &&
    extent === null
  );
}

function fromCube(cube: ActivityCube, keep: Uint8Array | null): ActivitySeries {
  return { binMs: cube.binMs, firstBin: cube.firstBin, counts: seriesOf(cube, keep) };
}

function fromHours(parts: readonly HourCounts[]): ActivitySeries {
  const filled = parts.filter((part) => part.hour.length > 0);
  if (filled.length === 0) return { binMs: HOUR_MS, firstBin: 0, counts: new Float64Array(0) };
  const firstBin = Math.min(...filled.map((part) => part.hour[0]));
  const endBin = Math.max(...filled.map((part) => part.hour[part.hour.length - 1])) + 1;
  const counts = new Float64Array(endBin - firstBin);
  for (const part of filled) {
    for (let index = 0; index < part.hour.length; index++)
      counts[part.hour[index] - firstBin] += part.messages[index];
  }
  return { binMs: HOUR_MS, firstBin, counts };
}

/**
 * The periods in which nothing was collected for any of the places kept, with their reasons: gaps of the whole case, and
 * times at which every kept place has a gap of its own.
 */
export function silentPeriods(
  collection: Collection,
  keep: Uint8Array | null,
  places: number
): readonly (Range & { readonly reason: string })[] {
  const whole = collection.gaps.filter((gap) => gap.place === null);
  const byPeriod = new Map<string, { gap: Gap; places: Set<number> }>();
  for (const gap of collection.gaps) {
    if (gap.place === null || (keep !== null && keep[gap.place] !== 1)) continue;
    const key = `${gap.from} ${gap.to}`;
    const entry = byPeriod.get(key) ?? { gap, places: new Set<number>() };
    entry.places.add(gap.place);
    byPeriod.set(key, entry);
  }
  const kept = keep === null ? places : keep.reduce((sum, value) => sum + value, 0);
  const common = [...byPeriod.values()]
    .filter((entry) => kept > 0 && entry.places.size === kept)
    .map((entry) => entry.gap);
  return [...whole, ...common]
    .map(({ from, to, reason }) => ({ from, to, reason }))
    .sort((a, b) => a.from - b.from);
}

/** Marks the bins that lie wholly inside a silent period, or wholly outside what was collected, as NaN. A copy. */
export function withoutSilence(
  series: ActivitySeries,
  silent: readonly Range[],
  collected: readonly Range[]
): ActivitySeries {
  const counts = Float64Array.from(series.counts);
  for (let index = 0; index < counts.length; index++) {
    const bin = {
      from: (series.firstBin + index) * series.binMs,
      to: (series.firstBin + index + 1) * series.binMs
    };
    const isSilent = silent.some((gap) => gap.from <= bin.from && gap.to >= bin.to);
    const isCollected =
      collected.length === 0 || collected.some((period) => period.from < bin.to && period.to > bin.from);
    if (isSilent || !isCollected) counts[index] = NaN;
  }
  return { ...series, counts };
}

/** Distinct devices of the View, where exactly that was counted: the whole case, one hour, or one country in one hour. */
export function devicesOf(
  sources: Pick<SeriesSources, 'hours' | 'countryHours'>,
  totalDevices: number | null,
  filter: Filter,
  range: Range,
  whole: Range | null
): number | null {
  const isWholePlace = keepsAllPlaces(filter);
  if (isActive(filter, 'traffic') || !(isWholePlace || isByCountryOnly(filter))) return null;
  const isWholeCase = whole !== null && range.from <= whole.from && range.to >= whole.to;
  if (isWholePlace && isWholeCase) return totalDevices;
  const isOneHour = range.to - range.from === HOUR_MS && range.from % HOUR_MS === 0;
  if (!isOneHour || filter.regions.length > 1) return null;
  const counts = isWholePlace ? sources.hours : (sources.countryHours?.get(filter.regions[0]) ?? null);
  return counts === null ? null : devicesAt(counts, range.from / HOUR_MS);
}

function devicesAt(counts: HourCounts, hour: number): number | null {
  const index = counts.hour.indexOf(hour);
  const devices = index < 0 ? NaN : counts.devices[index];
  return Number.isNaN(devices) ? null : devices;
}
