import { DAY_MS, HOUR_MS, type ActivityCube, type HourCounts } from '../domain/activity.ts';
import { numbers, texts, type Columns } from '../domain/columns.ts';
import type { Engine } from '../engine/engine.ts';
import {
  activitySlice,
  dayCellActivity,
  hourActivity,
  hourCountryActivity,
  trafficKinds,
  type HourColumn
} from '../sql/activity.ts';
import { buildCube, type ActivityRows } from '../views/activity-cube.ts';

function activityRows(answer: Columns): ActivityRows {
  return {
    place: numbers(answer, 'place'),
    bin: numbers(answer, 'bin'),
    messages: numbers(answer, 'messages')
  };
}

/** The daily cumulative counts, from the rollup. */
export async function loadDayCube(
  engine: Engine,
  file: string,
  places: number,
  signal?: AbortSignal
): Promise<ActivityCube> {
  return buildCube([activityRows(await engine.run(dayCellActivity(file), signal))], places, DAY_MS);
}

export interface HourCubeQuestion {
  readonly file: string;
  readonly hour: HourColumn;
  readonly places: number;
  /** Kinds of traffic kept; empty: all. */
  readonly traffic: readonly string[];
}

/** Places read at a time: small enough that the page stays responsive and the progress moves. */
const SLICES = 12;

/** The full cumulative counts, slice by slice of the places. onProgress gets the share done, 0 to 1. */
export async function loadHourCube(
  engine: Engine,
  question: HourCubeQuestion,
  onProgress: (share: number) => void,
  signal?: AbortSignal
): Promise<ActivityCube> {
  const { file, hour, places, traffic } = question;
  const size = Math.max(1, Math.ceil(places / SLICES));
  const slices: ActivityRows[] = [];
  for (let first = 0; first < places; first += size) {
    const last = Math.min(places, first + size) - 1;
    slices.push(activityRows(await engine.run(activitySlice(file, hour, first, last, traffic), signal)));
    onProgress((last + 1) / places);
  }
  return buildCube(slices, places, HOUR_MS);
}

/** Hourly counts of the whole case. */
export async function loadHours(
  engine: Engine,
  file: string,
  hour: HourColumn,
  hasDevices: boolean,
  signal?: AbortSignal
): Promise<HourCounts> {
  const answer = await engine.run(hourActivity(file, hour, hasDevices), signal);
  return {
    hour: Uint32Array.from(numbers(answer, 'hour')),
    messages: Float64Array.from(numbers(answer, 'messages')),
    devices: Float64Array.from(numbers(answer, 'devices'))
  };
}

/** Hourly counts by country code; rows without a country are under ''. */
export async function loadCountryHours(
  engine: Engine,
  file: string,
  hour: HourColumn,
  hasDevices: boolean,
  signal?: AbortSignal
): Promise<ReadonlyMap<string, HourCounts>> {
  const answer = await engine.run(hourCountryActivity(file, hour, hasDevices), signal);
  const countries = texts(answer, 'country');
  const hours = Uint32Array.from(numbers(answer, 'hour'));
  const messages = Float64Array.from(numbers(answer, 'messages'));
  const devices = Float64Array.from(numbers(answer, 'devices'));
  const byCountry = new Map<string, HourCounts>();
  let begin = 0;
  for (let index = 1; index <= answer.rows; index++) {
    if (index < answer.rows && countries[index] === countries[begin]) continue;
    byCountry.set(countries[begin] ?? '', {
      hour: hours.subarray(begin, index),
      messages: messages.subarray(begin, index),
      devices: devices.subarray(begin, index)
    });
    begin = index;
  }
  return byCountry;
}

/** Kinds of traffic in the case with their messages. */
export async function loadTraffic(
  engine: Engine,
  file: string,
  signal?: AbortSignal
): Promise<readonly { value: string; messages: number }[]> {
  const answer = await engine.run(trafficKinds(file), signal);
  const messages = numbers(answer, 'messages');
  return texts(answer, 'value').map((value, index) => ({
    value: value ?? '',
    messages: messages[index] as number
  }));
}
