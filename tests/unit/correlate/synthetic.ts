import { cellToLatLng } from 'h3-js';
import { HOUR_MS, type ActivityCube, type Gap, type PlaceTable } from '../../../src/lib/domain/activity.ts';
import type { TimePrecision } from '../../../src/lib/domain/event.ts';
import type { CaseData, EventList, ViewData } from '../../../src/lib/correlate/input.ts';
import { openSession, type OptionsOf } from '../../../src/lib/correlate/run.ts';
import type { Method, RecordFor } from '../../../src/lib/domain/correlation.ts';
import { buildCube } from '../../../src/lib/views/activity-cube.ts';
import { seeded } from '../../fixtures/seeded.ts';

/** Monday 2 March 2020, 00:00 UTC. */
export const START = Date.UTC(2020, 2, 2);
export const DAY = 24 * HOUR_MS;

export interface MadeEvent {
  readonly id?: string;
  readonly kind?: string;
  /** Hours after START; null: no date. */
  readonly at: number | null;
  readonly precision?: TimePrecision;
  readonly reported?: boolean;
  /** Place that it lies in; null: none. */
  readonly place: number | null;
  readonly operation?: string;
}

export interface Made {
  readonly places?: number;
  /** Places of one region, in a row. */
  readonly perRegion?: number;
  readonly days?: number;
  readonly seed?: number;
  /** Messages of a place in an hour before noise, or a level for all. */
  readonly level?: number | ((place: number, hour: number) => number);
  /** Spread of the day effects (AR(1), 0.5); 0 = none. Counts are negative binomial, shape 8; `exact`: no noise. */
  readonly noise?: number | 'exact';
  readonly events?: readonly MadeEvent[];
  readonly gaps?: readonly Gap[];
  readonly collected?: CaseData['collected'];
  readonly analysis?: CaseData['analysis'];
  readonly binMs?: number;
  readonly h3?: readonly string[];
}

/** A case on plain arrays: places on a line, 30 km apart, regions NL-A, NL-B, ... */
export function makeCase(made: Made = {}): CaseData {
  const { places = 8, perRegion = 1, days = 70, binMs = HOUR_MS } = made;
  const hours = Math.round((days * DAY) / binMs);
  const counts = countsOf(made, places, hours);
  const rows = { place: [] as number[], bin: [] as number[], messages: [] as number[] };
  for (let place = 0; place < places; place += 1) {
    for (let bin = 0; bin < hours; bin += 1) {
      const messages = counts[place * hours + bin];
      if (!(messages > 0)) continue;
      rows.place.push(place);
      rows.bin.push(START / binMs + bin);
      rows.messages.push(messages);
    }
  }
  const period = { from: START, to: START + days * DAY };
  const cube: ActivityCube = buildCube([rows], places, binMs);
  const table = placeTable(places, perRegion, made.h3);
  return {
    zone: 'Europe/Amsterdam',
    period: { from: START - DAY, to: period.to + DAY },
    analysis: made.analysis ?? period,
    step: binMs === DAY ? 'day' : 'hour',
    unit: 'messages',
    scale: 1,
    collected: made.collected ?? [period],
    gaps: made.gaps ?? [],
    places: table,
    cube,
    hours: null,
    events: eventList(made.events ?? [], table)
  };
}

function placeTable(count: number, perRegion: number, h3?: readonly string[]): PlaceTable {
  const list = <T>(make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
  return {
    count,
    lat: Float64Array.from(list((i) => (h3 === undefined ? 52 : cellToLatLng(h3[i])[0]))),
    lon: Float64Array.from(list((i) => (h3 === undefined ? 4 + 0.44 * i : cellToLatLng(h3[i])[1]))),
    h3: list((i) => h3?.[i] ?? null),
    country: list(() => 'NL'),
    region: list((i) => `NL-${String.fromCharCode(65 + Math.floor(i / perRegion))}`),
    name: list((i) => `Place ${i}`)
  };
}

export function eventList(events: readonly MadeEvent[], places: PlaceTable): EventList {
  const start = Float64Array.from(events, ({ at }) => (at === null ? NaN : START + at * HOUR_MS));
  const precision = events.map((event) => event.precision ?? 'hour');
  const unit: Readonly<Record<TimePrecision, number>> = {
    minute: 60_000,
    hour: HOUR_MS,
    day: DAY,
    month: 30 * DAY,
    year: 365 * DAY
  };
  const at = <T>(place: number | null, list: ArrayLike<T>, none: T): T =>
    place === null ? none : list[place];
  return {
    count: events.length,
    id: events.map(({ id }, i) => id ?? `ev-${i}`),
    title: events.map((_, i) => `Event ${i}`),
    kind: events.map(({ kind }) => kind ?? 'raid'),
    start,
    startEnd: start.map((value, i) => value + unit[precision[i]]),
    precision,
    reported: Uint8Array.from(events, ({ reported }) => (reported === true ? 1 : 0)),
    lat: Float64Array.from(events, ({ place }) => at(place, places.lat, NaN)),
    lon: Float64Array.from(events, ({ place }) => at(place, places.lon, NaN)),
    place: events.map(({ place }) => at(place, places.name, null)),
    country: events.map(({ place }) => at(place, places.country, null)),
    region: events.map(({ place }) => at(place, places.region, null)),
    operation: events.map(({ operation }) => operation ?? null)
  };
}

export function viewOf(data: CaseData, changes: Partial<ViewData> = {}): ViewData {
  return {
    eventKeep: new Uint8Array(data.events.count).fill(1),
    placeKeep: null,
    isAllTraffic: true,
    words: [],
    analysesRun: 1,
    seed: 1,
    ...changes
  };
}

export function runOn<M extends Method>(
  data: CaseData,
  method: M,
  options: OptionsOf[M],
  view: ViewData = viewOf(data)
): Promise<RecordFor<M>> {
  return openSession(data, view).run(method, options);
}

/** Rhythm of the day and week times the level, with AR(1) day effects and negative binomial counts. */
function countsOf({ level = 20, noise = 0.1, seed = 1 }: Made, places: number, bins: number): Float64Array {
  const random = seeded(seed);
  const counts = new Float64Array(places * bins);
  const levelAt = typeof level === 'number' ? () => level : level;
  const isHourly = bins > 400;
  const perDay = isHourly ? 24 : 1;
  for (let place = 0; place < places; place += 1) {
    let effect = 0;
    for (let bin = 0; bin < bins; bin += 1) {
      if (noise !== 'exact' && bin % perDay === 0) {
        effect = 0.5 * effect + Math.sqrt(0.75) * noise * normal(random);
      }
      const hour = bin % 24;
      const weekday = Math.floor(bin / perDay) % 7;
      const rhythm =
        (isHourly ? 1 + 0.6 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) : 1) * (weekday > 4 ? 0.8 : 1);
      const mean = levelAt(place, bin) * rhythm;
      counts[place * bins + bin] =
        noise === 'exact'
          ? Math.round(mean)
          : poisson(random, (mean * Math.exp(effect) * gamma(random, 8)) / 8);
    }
  }
  return counts;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Sum of exponentials: shape is whole. */
function gamma(random: () => number, shape: number): number {
  let sum = 0;
  for (let i = 0; i < shape; i += 1) sum -= Math.log(1 - random());
  return sum;
}

function poisson(random: () => number, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
}
