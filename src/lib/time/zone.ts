/** A span of time: start included, end excluded, epoch milliseconds UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A moment at which the clocks of a zone are set: offsets in milliseconds east of UTC. */
export interface Transition {
  readonly at: number;
  readonly offsetBefore: number;
  readonly offsetAfter: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** First and one past the last instant that dates may lie in: the years 1 to 9999. */
export const TIME_LIMITS: Span = { from: -62_135_596_800_000, to: 253_402_300_800_000 };

/**
 * Length of a cached stretch. The clocks of no zone were set twice within 6 days since 1900 (the shortest pair is
 * 6.96 days, Brazil in October 2000), so a stretch holds at most one transition.
 */
const STRETCH_MS = 6 * DAY_MS;
const LONGEST_TRANSITION_SPAN_MS = 150 * 366 * DAY_MS;
const MAX_CACHED_STRETCHES = 50_000;

interface Clock {
  readonly format: Intl.DateTimeFormat;
  /** Per stretch: its only offset, or the transition inside it. */
  readonly stretches: Map<number, number | Transition>;
  /** Offsets at the borders of stretches, by number of the stretch that begins there. */
  readonly borders: Map<number, number>;
}

const clocks = new Map<string, Clock>();
const knownNames = new Map<string, string>();
let spellings: ReadonlyMap<string, string> | undefined;

/** The zone with its usual spelling (`europe/paris` is `Europe/Paris`), or null where it is no IANA zone. */
export function zoneName(text: string): string | null {
  const known = knownNames.get(text);
  if (known !== undefined) return known;
  const name = findZone(text);
  // Asking the engine takes 0.1 ms. What is no zone is not kept: there is no end to what a link may say.
  if (name !== null) knownNames.set(text, name);
  return name;
}

function findZone(text: string): string | null {
  // Offsets such as +02:00 are no zones, although newer engines take them for one.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,60}$/.test(text)) return null;
  const lower = text.toLowerCase();
  let resolved: string;
  try {
    resolved = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
  // An alias (US/Eastern) is kept as it was written: engines differ in what they make of it.
  if (resolved.toLowerCase() === lower) return resolved;
  spellings ??= new Map(
    ['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => [name.toLowerCase(), name])
  );
  return spellings.get(lower) ?? text;
}

/** Whether the text names an IANA zone that this engine knows; the case of the letters does not matter. */
export function isZone(text: string): boolean {
  return zoneName(text) !== null;
}

/**
 * Offset of the zone at the instant, in milliseconds east of UTC: local = instant + offset. Cached, so that it costs
 * two look-ups. Outside the years 1 to 9999 the offset of the nearer end. Throws RangeError for an unknown zone.
 */
export function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const clock = clockOf(zone);
  const at = Math.min(Math.max(instant, TIME_LIMITS.from), TIME_LIMITS.to);
  const stretch = stretchOf(clock, Math.floor(at / STRETCH_MS));
  if (typeof stretch === 'number') return stretch;
  return at < stretch.at ? stretch.offsetBefore : stretch.offsetAfter;
}

/**
 * The moments in [from, to) at which the clocks are set, in order. Empty for spans of more than 150 years, on which
 * no axis could show one. Throws RangeError for an unknown zone.
 */
export function transitions(span: Span, zone: string): readonly Transition[] {
  if (zone === 'UTC' || span.to - span.from > LONGEST_TRANSITION_SPAN_MS) return [];
  const clock = clockOf(zone);
  const from = Math.max(span.from, TIME_LIMITS.from);
  const to = Math.min(span.to, TIME_LIMITS.to);
  const found: Transition[] = [];
  for (let number = Math.floor(from / STRETCH_MS); number * STRETCH_MS < to; number += 1) {
    const stretch = stretchOf(clock, number);
    if (typeof stretch !== 'number' && stretch.at >= from && stretch.at < to) found.push(stretch);
  }
  return found;
}

function clockOf(zone: string): Clock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  });
  const clock: Clock = { format, stretches: new Map(), borders: new Map() };
  clocks.set(zone, clock);
  return clock;
}

function stretchOf(clock: Clock, number: number): number | Transition {
  const known = clock.stretches.get(number);
  if (known !== undefined) return known;
  if (clock.stretches.size > MAX_CACHED_STRETCHES) {
    clock.stretches.clear();
    clock.borders.clear();
  }
  const before = borderOffset(clock, number);
  const after = borderOffset(clock, number + 1);
  const stretch = before === after ? before : findTransition(clock, number, before, after);
  clock.stretches.set(number, stretch);
  return stretch;
}

function borderOffset(clock: Clock, number: number): number {
  const known = clock.borders.get(number);
  if (known !== undefined) return known;
  const offset = readOffset(clock.format, number * STRETCH_MS);
  clock.borders.set(number, offset);
  return offset;
}

/** Halves the stretch until the second at which the offset changes is found. */
function findTransition(clock: Clock, number: number, offsetBefore: number, offsetAfter: number): Transition {
  let low = (number * STRETCH_MS) / 1000;
  let high = ((number + 1) * STRETCH_MS) / 1000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(clock.format, middle * 1000) === offsetBefore) low = middle;
    else high = middle;
  }
  return { at: high * 1000, offsetBefore, offsetAfter };
}

/** Offset at a whole second, read off the written local time. */
function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const fields: Record<string, string> = {};
  for (const part of format.formatToParts(instant)) fields[part.type] = part.value;
  const year = fields.era?.startsWith('B') ? 1 - Number(fields.year) : Number(fields.year);
  const local = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  local.setUTCFullYear(year, Number(fields.month) - 1, Number(fields.day));
  local.setUTCHours(Number(fields.hour), Number(fields.minute), Number(fields.second));
  return local.getTime() - instant;
}
