import { BLOCK_HOURS, LEAST_BLOCK_HOURS } from './blocks.ts';
import type { Numbers } from './numbers.ts';

export interface Sufficiency {
  /** Days with at least 12 observed hours. */
  readonly coveredDays: number;
  /** Messages per 24 observed hours; null without an observed hour. */
  readonly messagesPerDay: number | null;
  /** What is lacking for inference; null where nothing is. */
  readonly insufficient: string | null;
}

const LEAST_DAYS = 28;
const LEAST_PER_DAY = 5;

/**
 * Whether an hourly series carries inference: at least 28 covered days and 5 messages a day; else it should be rolled up
 * to the parent place. Below 5 a day a silence cannot be seen at all. y: messages per hour, NaN = not collected; days are
 * blocks of 24 hours from the start. Source: specification 0.
 */
export function sufficiency(y: Numbers): Sufficiency {
  let coveredDays = 0;
  let observed = 0;
  let total = 0;
  for (let start = 0; start < y.length; start += BLOCK_HOURS) {
    let hours = 0;
    for (let i = start; i < Math.min(y.length, start + BLOCK_HOURS); i += 1) {
      if (Number.isNaN(y[i])) continue;
      hours += 1;
      total += y[i];
    }
    observed += hours;
    if (hours >= LEAST_BLOCK_HOURS) coveredDays += 1;
  }
  const messagesPerDay = observed > 0 ? (total / observed) * BLOCK_HOURS : null;
  return { coveredDays, messagesPerDay, insufficient: lackOf(coveredDays, messagesPerDay ?? 0) };
}

function lackOf(coveredDays: number, perDay: number): string | null {
  if (coveredDays < LEAST_DAYS) return `${coveredDays} covered days; ${LEAST_DAYS} are needed`;
  if (perDay < LEAST_PER_DAY) return `${perDay.toFixed(1)} messages a day; ${LEAST_PER_DAY} are needed`;
  return null;
}
