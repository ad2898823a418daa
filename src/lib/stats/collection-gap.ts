import type { Numbers } from './numbers.ts';
import { quantileSorted } from './quantiles.ts';
import { HOURS_IN_DAY, HOURS_IN_WEEK } from './week-table.ts';

const GAP_SHARE = 0.1;
const LEAST_MEDIAN = 50;
/** A stretch that holds more than this share of the days around it is a low level, not a hole. */
const HOLE_SHARE = 0.25;

/**
 * Hours in which collection probably failed: the whole network below 10 % of the median of that hour of the week, where
 * the median is at least 50. They are to be treated as not collected, everywhere. A fall is no gap: hours from `until`
 * on (the alert) are never marked, nor is a stretch that does not stand out as a hole, that is, below a quarter of the
 * same hours of the day on the nearest days before and after it. So a collapse survives, however deep, and so does what
 * runs to the end of the data. total: messages of the network per hour, NaN = not collected; how: hour of the week.
 * Returns 1 for such hours, else 0. Source: specification 0.
 */
export function suspectedGaps(total: Numbers, how: Numbers, until = total.length): Uint8Array {
  const medians = weekMedians(total, how, until);
  const gaps = new Uint8Array(total.length);
  const low = (i: number) => medians[how[i]] >= LEAST_MEDIAN && total[i] < GAP_SHARE * medians[how[i]];
  let start = 0;
  while (start < Math.min(until, total.length)) {
    if (!low(start)) {
      start += 1;
      continue;
    }
    let end = start;
    while (end < total.length && (low(end) || Number.isNaN(total[end]))) end += 1;
    if (isHole(total, start, end)) {
      for (let i = start; i < Math.min(end, until); i += 1) if (low(i)) gaps[i] = 1;
    }
    start = end;
  }
  return gaps;
}

function isHole(total: Numbers, start: number, end: number): boolean {
  const away = HOURS_IN_DAY * Math.ceil((end - start) / HOURS_IN_DAY);
  return standsOut(total, start, end, -away) && standsOut(total, start, end, away);
}

/** Whether the stretch holds less than a quarter of the hours so far away; no where none of them was observed. */
function standsOut(total: Numbers, start: number, end: number, away: number): boolean {
  let inside = 0;
  let beside = 0;
  for (let i = start; i < end; i += 1) {
    const other = i + away;
    if (other < 0 || other >= total.length || Number.isNaN(total[other]) || Number.isNaN(total[i])) continue;
    inside += total[i];
    beside += total[other];
  }
  return inside < HOLE_SHARE * beside;
}

function weekMedians(total: Numbers, how: Numbers, until: number): Float64Array {
  const values: number[][] = Array.from({ length: HOURS_IN_WEEK }, () => []);
  for (let i = 0; i < Math.min(until, total.length); i += 1) {
    if (!Number.isNaN(total[i])) values[how[i]].push(total[i]);
  }
  return Float64Array.from(values, (bin) => quantileSorted(Float64Array.from(bin).sort(), 0.5));
}
