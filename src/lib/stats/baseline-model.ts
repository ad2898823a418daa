import type { Numbers } from './numbers.ts';
import type { BaselineModel } from './week-fit.ts';
import { HOURS_IN_WEEK, margins, weekTable } from './week-table.ts';

const LEAST_WEEKS_FOR_HOW = 6;
const LEAST_MESSAGES_FOR_HOW = 3360;
const LEAST_MESSAGES_FOR_MARGINS = 300;

/**
 * The richest model of the week that the fitted hours can carry: `how` from 6 weeks and 3,360 messages without an empty
 * hour of the week, `hod+dow` from 300 messages without an empty hour or weekday, else `level`. weights: 0 = not
 * fitted (missing or masked), 1 = fitted. Source: specification 1b.
 */
export function chooseModel(y: Numbers, how: Numbers, weights: Numbers): BaselineModel {
  const { counts, hours } = weekTable(y, how, weights);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const longEnough = hours >= LEAST_WEEKS_FOR_HOW * HOURS_IN_WEEK;
  if (longEnough && total >= LEAST_MESSAGES_FOR_HOW && counts.every((count) => count > 0)) return 'how';
  const sums = margins(counts);
  const full = sums.hours.every((count) => count > 0) && sums.days.every((count) => count > 0);
  return total >= LEAST_MESSAGES_FOR_MARGINS && full ? 'hod+dow' : 'level';
}
