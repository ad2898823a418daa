import { LEVEL_HIGHEST, LEVEL_LOWEST, LEVEL_NO_DATA, LEVEL_NOTHING } from './palette.ts';

/** A fixed scale from amounts to levels, so that a colour means the same amount wherever the brush stands. */
export interface LevelScale {
  /** Amount of the lowest level; what is less but not zero gets the lowest level too. Above 0. */
  readonly low: number;
  /** Amount of the highest level; what is more gets the highest too. Above `low`. */
  readonly high: number;
}

export interface LegendStop {
  readonly value: number;
  /** 1..253: where the value lies on the ramp. */
  readonly level: number;
}

// Five decades are as many as 253 levels can keep apart to the eye.
const MOST_DECADES = 5;

/**
 * The scale for amounts up to `largest` (of any place over the whole case): both ends are round numbers (1, 2 or 5
 * times a power of ten), at most five decades apart. For counts, give `smallest` 1.
 */
export function levelScale(largest: number, smallest = 1): LevelScale {
  const low = roundDown(smallest > 0 ? smallest : 1);
  const high = Math.max(roundUp(largest > 0 ? largest : low), low * 10);
  return { low: Math.max(low, roundDown(high / 10 ** MOST_DECADES)), high };
}

/**
 * Level of each place by the logarithm of its amount. counts: one per place; 0 or less is nothing, NaN is no data.
 * noData: 1 where the place has no data in the range, whatever its count. into: reused if of the right length.
 */
export function cellLevels(
  counts: Float64Array | Uint32Array,
  options: { readonly scale: LevelScale; readonly noData?: Uint8Array | null; readonly into?: Uint8Array }
): Uint8Array {
  const levels = options.into?.length === counts.length ? options.into : new Uint8Array(counts.length);
  const { low, high } = options.scale;
  const noData = options.noData ?? null;
  const factor = (LEVEL_HIGHEST - LEVEL_LOWEST) / Math.log(high / low);
  const offset = LEVEL_LOWEST - Math.log(low) * factor + 0.5;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number;
    if (noData !== null && noData[place] === 1) levels[place] = LEVEL_NO_DATA;
    else if (count > low) levels[place] = Math.min(LEVEL_HIGHEST, Math.log(count) * factor + offset);
    else if (count > 0) levels[place] = LEVEL_LOWEST;
    else levels[place] = Number.isNaN(count) ? LEVEL_NO_DATA : LEVEL_NOTHING;
  }
  return levels;
}

/** Round numbers along the scale for the legend, ends included, at most `most` of them, ascending. */
export function scaleStops(scale: LevelScale, most = 6): readonly LegendStop[] {
  const values: number[] = [];
  for (let power = Math.ceil(Math.log10(scale.low) - 1e-9); 10 ** power < scale.high * (1 + 1e-9); power++) {
    values.push(Number(`1e${power}`));
  }
  if (values[0] !== scale.low) values.unshift(scale.low);
  if (values[values.length - 1] !== scale.high) values.push(scale.high);
  const stops = values.map((value) => ({ value, level: levelOf(value, scale) }));
  return thinned(stops, most);
}

/** Drops inner stops that stand too close to the last one for their labels, then enough to leave at most `most`. */
function thinned(stops: readonly LegendStop[], most: number): readonly LegendStop[] {
  const last = stops.length - 1;
  const end = stops[last]?.level ?? LEVEL_HIGHEST;
  const start = stops[0]?.level ?? LEVEL_LOWEST;
  const room = (LEVEL_HIGHEST - LEVEL_LOWEST) / (most + 1);
  const inner = stops.filter((stop, at) => {
    return at > 0 && at < last && end - stop.level >= room && stop.level - start >= room;
  });
  const every = Math.ceil(inner.length / Math.max(1, most - 2));
  const kept = inner.filter((_, at) => at % every === 0);
  return [...stops.slice(0, 1), ...kept, ...stops.slice(last)];
}

function levelOf(value: number, { low, high }: LevelScale): number {
  const share = Math.log(value / low) / Math.log(high / low);
  return Math.round(LEVEL_LOWEST + (LEVEL_HIGHEST - LEVEL_LOWEST) * share);
}

/** The next 1, 2 or 5 times a power of ten that is not below the value. Above 0. */
export function roundUp(value: number): number {
  const power = Math.floor(Math.log10(value));
  for (const step of [1, 2, 5, 10]) {
    const candidate = Number(`${step}e${power}`);
    if (candidate >= value * (1 - 1e-12)) return candidate;
  }
  return Number(`1e${power + 1}`);
}

/** The last 1, 2 or 5 times a power of ten that is not above the value. Above 0. */
export function roundDown(value: number): number {
  const power = Math.floor(Math.log10(value));
  for (const step of [5, 2, 1]) {
    const candidate = Number(`${step}e${power}`);
    if (candidate <= value * (1 + 1e-12)) return candidate;
  }
  return Number(`5e${power - 1}`);
}
