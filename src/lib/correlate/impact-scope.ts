import type { ImpactOptions, ImpactScope } from '../domain/correlation-impact.ts';
import { HOUR_MS } from '../domain/activity.ts';
import type { HourlySeries } from '../stats/baseline.ts';
import { greatCircleKm } from '../stats/distance.ts';
import { sufficiency } from '../stats/sufficiency.ts';
import { eventsByUnit, type Chosen } from './event-choice.ts';
import { sumOfPlaces, type Prepared } from './prepared.ts';
import { addSummed, seriesOfSum, type Summed } from './summed.ts';

/** Whose activity is compared at an event. */
export interface Compared {
  readonly series: HourlySeries;
  /** Code of the region or country, or plain words. */
  readonly label: string;
  readonly rolledUp: boolean;
  /** Units that the places belong to: no controls, and their events overlap. null: all. */
  readonly units: ReadonlySet<number> | null;
  readonly insufficient: string | null;
}

/** What all events of one run share. */
export interface ImpactContext {
  readonly prepared: Prepared;
  readonly W: number;
  readonly scope: ImpactScope;
  readonly counts: 'messages' | 'devices';
  /** Events of the case per unit, whatever the filter. */
  readonly events: ReturnType<typeof eventsByUnit>;
  /** Units that carry inference, and their sum. */
  readonly controls: readonly number[];
  readonly allControls: Summed;
}

export function impactContext(prepared: Prepared, options: ImpactOptions): ImpactContext {
  const controls = prepared.units
    .map((_, unit) => unit)
    .filter((unit) => prepared.enough(unit).insufficient === null);
  return {
    prepared,
    W: options.W ?? 7,
    scope: options.scope ?? { tag: 'region' },
    counts: options.counts ?? 'messages',
    events: eventsByUnit(prepared),
    controls,
    allControls: addSummed(
      prepared.grid.hours,
      controls.map((unit) => prepared.sums[unit])
    )
  };
}

/** The series to compare at an event; null where the event has no point and a radius is asked for. */
export function comparedAt(context: ImpactContext, event: Chosen): Compared | null {
  const { scope, prepared } = context;
  if (scope.tag === 'network') return network(context);
  const counted = areaAt(prepared, scope, event);
  if (counted === null || context.counts === 'messages') return counted;
  return { ...counted, insufficient: DEVICES_OF_PART };
}

/** The region of an event, or the places within a radius of it; null where it has no point. */
function areaAt(prepared: Prepared, scope: ImpactScope, event: Chosen): Compared | null {
  if (scope.tag === 'radius') return within(prepared, event.row, scope.km);
  const unit = prepared.units[event.unit];
  const enough = prepared.enough(event.unit);
  if (enough.insufficient === null) {
    const series = prepared.series(event.unit, prepared.analysis);
    const units = new Set([event.unit]);
    return { series, label: unit.code, rolledUp: false, units, insufficient: null };
  }
  return country(prepared, event.unit, enough.insufficient);
}

/** Why distinct devices cannot be compared in a part of the network. */
export const DEVICES_OF_PART =
  'distinct devices are known for all places together only: a device may be active in several places, so that their counts do not add up';

/** The whole country of a region that holds too little. */
function country(prepared: Prepared, unit: number, lack: string): Compared {
  const { code, country: name, zone } = prepared.units[unit];
  const units = new Set<number>();
  prepared.units.forEach((other, index) => {
    if (other.country === name) units.add(index);
  });
  const sum = addSummed(
    prepared.grid.hours,
    [...units].map((index) => prepared.sums[index])
  );
  const series = seriesOfSum(prepared.grid, sum, prepared.analysis, zone);
  const whole = sufficiency(series.y).insufficient;
  const rolledUp = units.size > 1 && whole === null;
  if (rolledUp) return { series, label: name, rolledUp, units, insufficient: null };
  const own = prepared.series(unit, prepared.analysis);
  return { series: own, label: code, rolledUp: false, units: new Set([unit]), insufficient: lack };
}

function within(prepared: Prepared, row: number, km: number): Compared | null {
  const { events, places } = prepared.data;
  const lat = events.lat[row];
  const lon = events.lon[row];
  if (Number.isNaN(lat) || Number.isNaN(lon)) return null;
  const near = prepared.kept.filter(
    (place) => greatCircleKm(lat, lon, places.lat[place], places.lon[place]) <= km
  );
  const units = new Set(near.map((place) => prepared.unitOfPlace[place]));
  const zone = near.length > 0 ? prepared.units[prepared.unitOfPlace[near[0]]].zone : 'UTC';
  const series = seriesOfSum(prepared.grid, sumOfPlaces(prepared, near), prepared.analysis, zone);
  const label = `${near.length} ${near.length === 1 ? 'place' : 'places'} within ${km} km`;
  const insufficient =
    near.length === 0 ? 'no place lies within the radius' : sufficiency(series.y).insufficient;
  return { series, label, rolledUp: false, units, insufficient };
}

function network({ prepared, counts }: ImpactContext): Compared {
  const messages = prepared.network(prepared.analysis);
  const isFiltered = prepared.view.placeKeep !== null;
  const label = isFiltered ? 'all places kept by the filter' : 'the whole network';
  const common = { label, rolledUp: false, units: null };
  if (counts === 'messages') {
    return { ...common, series: messages, insufficient: sufficiencyOfNetwork(messages) };
  }
  const devices = deviceSeries(prepared, messages);
  const lack = devicesLack(prepared, { tag: 'network' });
  if (devices === null || lack !== null) return { ...common, series: messages, insufficient: lack };
  return { ...common, series: devices, insufficient: sufficiencyOfNetwork(devices) };
}

/** Why distinct devices are not known for what is compared; null where they are. */
export function devicesLack({ data, view }: Prepared, scope: ImpactScope): string | null {
  if (!hasDevices(data)) return 'distinct devices are not known for this case';
  if (scope.tag !== 'network' || view.placeKeep !== null) return DEVICES_OF_PART;
  return view.isAllTraffic ? null : 'distinct devices are not known by kind of traffic';
}

function hasDevices({ hours }: Prepared['data']): boolean {
  return hours !== null && hours.devices.some((value) => !Number.isNaN(value));
}

/** A network observed on few days still has its scrapes: only its size can be too small. */
function sufficiencyOfNetwork({ y }: HourlySeries): string | null {
  const { messagesPerDay, insufficient } = sufficiency(y);
  return messagesPerDay !== null && messagesPerDay >= 5 ? null : insufficient;
}

/** Distinct devices per hour, added up over the hours of the analysis; null where they are not known for the View. */
export function deviceHours(prepared: Prepared): number | null {
  if (prepared.view.placeKeep !== null) return null;
  const series = deviceSeries(prepared, prepared.network(prepared.analysis));
  return series === null ? null : sumOfKnown(series.y);
}

function sumOfKnown(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) if (!Number.isNaN(values[i])) total += values[i];
  return total;
}

/** Distinct devices per bin; they are those of the bin, and are never added up over bins. */
function deviceSeries({ data, view, grid, analysis }: Prepared, like: HourlySeries): HourlySeries | null {
  if (!view.isAllTraffic) return null;
  if (data.hours === null || !hasDevices(data)) return null;
  const { hour, devices } = data.hours;
  const first = Math.round(grid.start / HOUR_MS);
  const span = grid.isDaily ? 24 : 1;
  const y = Float64Array.from(like.y, (value) => (Number.isNaN(value) ? NaN : 0));
  for (let i = 0; i < hour.length; i += 1) {
    const at = hour[i] - first - analysis.from;
    for (let h = at; h < at + span; h += 1) {
      if (h >= 0 && h < y.length && !Number.isNaN(y[h])) y[h] = devices[i] / span;
    }
  }
  return { ...like, y };
}

/**
 * Sum of the control regions of an event: those without such an event (one under the filter) in the two windows, and not
 * the place itself. null with fewer than 3.
 */
export function controlsOf(
  context: ImpactContext,
  compared: Compared,
  event: Chosen
): (HourlySeries & { readonly count: number }) | null {
  const { prepared, W } = context;
  if (compared.units === null) return null;
  const [from, to] = windowOf(event, W);
  const isOut = (unit: number) =>
    compared.units?.has(unit) === true ||
    context.events[unit].some(
      ({ row, at }) => prepared.view.eventKeep[row] === 1 && row !== event.row && at >= from && at < to
    );
  const out = context.controls.filter(isOut);
  const left = context.controls.length - out.length;
  if (left < LEAST_CONTROLS) return null;
  const sum = addSummed(
    prepared.grid.hours,
    [context.allControls],
    out.map((unit) => prepared.sums[unit])
  );
  const zone = event.unit >= 0 ? prepared.units[event.unit].zone : prepared.data.zone;
  return { ...seriesOfSum(prepared.grid, sum, prepared.analysis, zone), count: left };
}

const LEAST_CONTROLS = 3;

/** Hours of the grid from the start of the window before an event to the end of that after it. */
export function windowOf({ t0, gap }: Chosen, W: number): readonly [from: number, to: number] {
  return [t0 - 24 * W, t0 + 24 * (W + gap)];
}

/** Rows of the other events of the case in the windows of an event, at the same place. */
export function overlapOf(context: ImpactContext, compared: Compared, event: Chosen): readonly number[] {
  const [from, to] = windowOf(event, context.W);
  const same = (row: number) => row === event.row || event.merged.includes(row);
  const lists = compared.units === null ? context.events : [...compared.units].map((u) => context.events[u]);
  return lists
    .flatMap((list) =>
      list.filter(({ row, at }) => !same(row) && at >= from && at < to).map(({ row }) => row)
    )
    .sort((a, b) => a - b);
}
