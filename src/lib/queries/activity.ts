import { DAY_MS, HOUR_MS, type ActivityCube, type HourCounts } from '../domain/activity.ts';
import { numbers, texts, type Columns } from '../domain/columns.ts';
import type { Engine } from '../engine/engine.ts';
import {
  activitySlice,
  activitySliceAsStored,
  dayCellActivity,
  dayCellActivityAsStored,
  hourActivity,
  hourCountryActivity,
  rowsWithoutDevices,
  trafficMessages,
  type Counted,
  type HourColumn,
  type Slice,
  type TrafficChoice,
  type TrafficQuestion
} from '../sql/activity.ts';
import type { Sql } from '../sql/sql.ts';
import { buildCube, type ActivityRows } from '../views/activity-cube.ts';

function activityRows(answer: Columns, counts: 'messages' | 'amount'): ActivityRows {
  return {
    place: numbers(answer, 'place'),
    bin: numbers(answer, 'bin'),
    messages: numbers(answer, counts)
  };
}

/** The daily cumulative counts, from the rollup. */
export async function loadDayCube(
  engine: Engine,
  file: string,
  places: number,
  signal?: AbortSignal
): Promise<ActivityCube> {
  const read = async (query: Sql): Promise<ActivityCube> =>
    buildCube([activityRows(await engine.run(query, signal), 'messages')], places, DAY_MS);
  return inOrder(
    () => read(dayCellActivityAsStored(file)),
    () => read(dayCellActivity(file))
  );
}

/** A file is read as it is stored; where its order turns out broken, it is sorted after all. */
async function inOrder(
  asStored: () => Promise<ActivityCube>,
  sorted: () => Promise<ActivityCube>
): Promise<ActivityCube> {
  try {
    return await asStored();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return sorted();
  }
}

export interface HourCubeQuestion {
  readonly file: string;
  readonly hour: HourColumn;
  readonly places: number;
  /** Whether the file tells kinds of traffic apart: then a place may have several rows an hour. */
  readonly hasTraffic: boolean;
  readonly traffic: TrafficChoice;
  /** Bins of the cube are days, for a case that is counted by day. */
  readonly byDay?: boolean;
  /** Absent: messages. */
  readonly counted?: Counted;
}

/** Places are read in so many slices: other queries get their turn in between, and the progress moves. */
const SLICES = 16;

/** The full cumulative counts. onProgress gets the share done, 0 to 1. */
export async function loadHourCube(
  engine: Engine,
  question: HourCubeQuestion,
  onProgress: (share: number) => void,
  signal?: AbortSignal
): Promise<ActivityCube> {
  const { file, hour, places, hasTraffic, traffic, byDay, counted = 'messages' } = question;
  const size = Math.max(1, Math.ceil(places / SLICES));
  const read = async (query: (slice: Slice) => Sql): Promise<ActivityCube> => {
    const slices: ActivityRows[] = [];
    for (let first = 0; first < places; first += size) {
      const last = Math.min(places, first + size) - 1;
      const slice = { file, hour, first, last, traffic, byDay, counted };
      slices.push(activityRows(await engine.run(query(slice), signal), 'amount'));
      onProgress((last + 1) / places);
    }
    return buildCube(slices, places, byDay === true ? DAY_MS : HOUR_MS);
  };
  return inOrder(
    () => read(hasTraffic ? activitySlice : activitySliceAsStored),
    () => read(activitySlice)
  );
}

/**
 * The same of device-hours: a device that was active at a place in an hour. The devices of a row are distinct, and an hour
 * is never in two rows, so they add up over time, which devices do not. Null where a row does not tell its devices.
 */
export async function loadDeviceCube(
  engine: Engine,
  question: Omit<HourCubeQuestion, 'counted'>,
  onProgress: (share: number) => void,
  signal?: AbortSignal
): Promise<ActivityCube | null> {
  const [missing] = numbers(await engine.run(rowsWithoutDevices(question.file), signal), 'n');
  return missing > 0 ? null : loadHourCube(engine, { ...question, counted: 'devices' }, onProgress, signal);
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

/** Kinds of traffic in the case with their messages under the other filters. */
export async function loadTraffic(
  engine: Engine,
  question: TrafficQuestion,
  signal?: AbortSignal
): Promise<readonly { value: string; messages: number }[]> {
  const answer = await engine.run(trafficMessages(question), signal);
  const messages = numbers(answer, 'messages');
  return texts(answer, 'value').map((value, index) => ({
    value: value ?? '',
    messages: messages[index] as number
  }));
}
