import type { Range } from '../domain/range.ts';
import { DAY_MS, HOUR_MS } from '../time/zone.ts';

/** `slide`: the selected range moves and keeps its length; `grow`: its start stays and its end moves. */
export const PLAY_MODES = ['slide', 'grow'] as const;
export type PlayMode = (typeof PLAY_MODES)[number];

/** Time of the case that passes in a second of the clock. */
export const PLAY_SPEEDS = [
  { id: '1h', ms: HOUR_MS, words: '1 hour' },
  { id: '6h', ms: 6 * HOUR_MS, words: '6 hours' },
  { id: 'day', ms: DAY_MS, words: '1 day' },
  { id: 'week', ms: 7 * DAY_MS, words: '1 week' },
  { id: 'month', ms: 30 * DAY_MS, words: '30 days' },
  { id: 'year', ms: 365 * DAY_MS, words: '365 days' }
] as const;
export type PlaySpeed = (typeof PLAY_SPEEDS)[number]['id'];

export function speedMs(speed: PlaySpeed): number {
  return PLAY_SPEEDS.find(({ id }) => id === speed)?.ms ?? DAY_MS;
}

/** The speed at which a case of this length passes in about a minute, the slowest of those that do. */
export function defaultSpeed(lengthMs: number): PlaySpeed {
  return PLAY_SPEEDS.find(({ ms }) => lengthMs / ms <= 110)?.id ?? 'year';
}

/**
 * The range that play begins with: the selected one, and `fallback` where none is or all of the case. One that stands
 * at the end of the case begins anew at its start: moved there, or, where it grows, with its end one step after its
 * start.
 */
export function playOrigin(
  selected: Range | null,
  fallback: Range,
  mode: PlayMode,
  limits: Range,
  stepMs: number
): Range {
  const isAll = selected !== null && selected.from <= limits.from && selected.to >= limits.to;
  const range = selected === null || isAll ? fallback : selected;
  if (range.to < limits.to) return range;
  if (mode === 'slide')
    return { from: limits.from, to: Math.min(limits.from + (range.to - range.from), limits.to) };
  return { from: range.from, to: Math.min(range.from + stepMs, limits.to) };
}

/**
 * The range after so much time of the case, in whole steps, so that its ends keep their place in the hour (or the day)
 * and no number is asked for that the data cannot tell. It stops at the end of the case with its length.
 */
export function playedRange(
  origin: Range,
  passedMs: number,
  stepMs: number,
  mode: PlayMode,
  limits: Range
): { readonly range: Range; readonly isOver: boolean } {
  const room = Math.max(limits.to - origin.to, 0);
  const wanted = Math.floor(passedMs / stepMs) * stepMs;
  const moved = Math.min(wanted, room);
  return {
    range: { from: mode === 'slide' ? origin.from + moved : origin.from, to: origin.to + moved },
    isOver: wanted >= room
  };
}
