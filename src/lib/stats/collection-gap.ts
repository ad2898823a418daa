import type { Numbers } from './numbers.ts';
import { quantileSorted } from './quantiles.ts';
import { HOURS_IN_WEEK } from './week-table.ts';

const GAP_SHARE = 0.1;
const LEAST_MEDIAN = 50;
const RECOVERY_HOURS = 24;
const LEAST_RECOVERY_HOURS = 12;
const RECOVERED_SHARE = 0.5;

/**
 * Hours in which collection probably failed: the whole network below 10 % of the median of that hour of the week, where
 * the median is at least 50. They are to be treated as not collected, everywhere. A fall is no gap: hours from `until`
 * on (the alert) are never marked, nor a run of hours after which the network does not come back to half of its usual
 * within the next 24 hours, so that a collapse survives. total: messages of the network per hour, NaN = not collected;
 * how: hour of the week. Returns 1 for such hours, else 0. Source: specification 0.
 */
export function suspectedGaps(total: Numbers, how: Numbers, until = total.length): Uint8Array {
  const medians = weekMedians(total, how, until);
  const gaps = new Uint8Array(total.length);
  const low = (i: number) => medians[how[i]] >= LEAST_MEDIAN && total[i] < GAP_SHARE * medians[how[i]];
  let i = 0;
  while (i < Math.min(until, total.length)) {
    if (!low(i)) {
      i += 1;
      continue;
    }
    let end = i;
    while (end < total.length && (low(end) || Number.isNaN(total[end]))) end += 1;
    if (comesBack(total, how, medians, end)) {
      for (let hour = i; hour < Math.min(end, until); hour += 1) if (low(hour)) gaps[hour] = 1;
    }
    i = end;
  }
  return gaps;
}

/** Whether the 24 hours from `start` hold at least half of what is usual; no where too few of them were observed. */
function comesBack(total: Numbers, how: Numbers, medians: Float64Array, start: number): boolean {
  let observed = 0;
  let usual = 0;
  let hours = 0;
  for (let i = start; i < Math.min(total.length, start + RECOVERY_HOURS); i += 1) {
    if (Number.isNaN(total[i]) || Number.isNaN(medians[how[i]])) continue;
    observed += total[i];
    usual += medians[how[i]];
    hours += 1;
  }
  return hours >= LEAST_RECOVERY_HOURS && observed >= RECOVERED_SHARE * usual;
}

function weekMedians(total: Numbers, how: Numbers, until: number): Float64Array {
  const values: number[][] = Array.from({ length: HOURS_IN_WEEK }, () => []);
  for (let i = 0; i < Math.min(until, total.length); i += 1) {
    if (!Number.isNaN(total[i])) values[how[i]].push(total[i]);
  }
  return Float64Array.from(values, (bin) => quantileSorted(Float64Array.from(bin).sort(), 0.5));
}
