import { LEAST_MESSAGES, type ChangeCounts } from './change-counts.ts';
import type { LegendStop } from './map-cells.ts';
import {
  LEVEL_HIGHEST,
  LEVEL_LOWEST,
  LEVEL_MIDDLE,
  LEVEL_NO_DATA,
  LEVEL_NOTHING,
  LEVEL_TOO_LITTLE
} from './palette.ts';

/** The ends of the ramp: so many times more, and so many times less. */
const LIMIT = 8;
const FACTOR = (LEVEL_HIGHEST - LEVEL_MIDDLE) / Math.log(LIMIT);

/** What can be said of the change at a place. */
export type ChangeState = 'nothing' | 'no data' | 'too little' | 'change';

/** observed and expected: see ChangeCounts. Both together below LEAST_MESSAGES, or nothing to expect: too little. */
export function changeState(observed: number, expected: number): ChangeState {
  if (Number.isNaN(observed)) return 'no data';
  if (Number.isNaN(expected)) return observed > 0 ? 'too little' : 'nothing';
  if (observed + expected >= LEAST_MESSAGES) return 'change';
  return observed + expected > 0 ? 'too little' : 'nothing';
}

/** Level of each place by how many times its count is of what was expected: 127 is no change, the ends are 8 times. */
export function changeLevels({ observed, expected }: ChangeCounts): Uint8Array {
  const levels = new Uint8Array(observed.length);
  for (let place = 0; place < observed.length; place++) {
    levels[place] = changeLevel(observed[place], expected[place]);
  }
  return levels;
}

function changeLevel(observed: number, expected: number): number {
  const state = changeState(observed, expected);
  if (state === 'no data') return LEVEL_NO_DATA;
  if (state === 'too little') return LEVEL_TOO_LITTLE;
  if (state === 'nothing') return LEVEL_NOTHING;
  return rampLevel(observed / expected);
}

/** A ratio of 0 or of infinity lies at an end. */
function rampLevel(ratio: number): number {
  const level = Math.round(LEVEL_MIDDLE + Math.log(ratio) * FACTOR);
  return Math.max(LEVEL_LOWEST, Math.min(LEVEL_HIGHEST, level));
}

/** Ratios along the ramp: 1/8 to 8, as multiples of two. */
export const CHANGE_STOPS: readonly LegendStop[] = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8].map((value) => ({
  value,
  level: rampLevel(value)
}));

/** `÷4`, `=`, `×2`: the label of a stop. */
export function stopText(ratio: number): string {
  return ratio === 1 ? '=' : ratio < 1 ? `÷${1 / ratio}` : `×${ratio}`;
}

/** `×2.9`, `+12 %`, `−71 %`, `none expected`: a change for people, in their language. */
export function changeText(observed: number, expected: number, locale: string): string {
  if (expected === 0) return 'none expected';
  const ratio = observed / expected;
  if (ratio >= 2) {
    const digits = ratio < 10 ? 1 : 0;
    return `×${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(ratio)}`;
  }
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return '±0 %';
  return `${percent < 0 ? '−' : '+'}${new Intl.NumberFormat(locale).format(Math.abs(percent))} %`;
}
