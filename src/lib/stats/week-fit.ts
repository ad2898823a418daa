import { DAYS_IN_WEEK, HOURS_IN_DAY, HOURS_IN_WEEK, margins, type WeekTable } from './week-table.ts';

/** `how`: 168 free levels; `hod+dow`: hour of day times day of week; `level`: one rate for all hours. */
export type BaselineModel = 'how' | 'hod+dow' | 'level';

export interface WeekFit {
  /** Expected messages per fully covered hour, per hour of the week; NaN where the model cannot say. */
  readonly rates: Float64Array;
  /** Free parameters. */
  readonly parameters: number;
  readonly converged: boolean;
}

const MAX_ROUNDS = 2000;
const SMALLEST_STEP = 1e-13;

/**
 * Maximum likelihood (quasi-Poisson, log link) of the week's shape on a table of sums. `how` and `level` have closed
 * forms; `hod+dow` is fitted by iterative proportional fitting, which has the same solution as the weighted regression
 * and never divides by zero. Source: McCullagh & Nelder 1989, Generalized Linear Models; specification 1b.
 */
export function fitWeek(table: WeekTable, model: BaselineModel): WeekFit {
  if (model === 'hod+dow') return fitMargins(table);
  const { counts, exposure } = table;
  if (model === 'how') {
    let parameters = 0;
    const rates = counts.map((count, cell) => {
      if (exposure[cell] > 0) parameters += 1;
      return exposure[cell] > 0 ? count / exposure[cell] : NaN;
    });
    return { rates, parameters, converged: true };
  }
  const level = total(counts) / total(exposure);
  return {
    rates: new Float64Array(HOURS_IN_WEEK).fill(level),
    parameters: Number.isNaN(level) ? 0 : 1,
    converged: true
  };
}

function fitMargins(table: WeekTable): WeekFit {
  const { hours, days } = margins(table.counts);
  const groups = connectedGroups(table.exposure);
  const byHour = new Float64Array(HOURS_IN_DAY);
  const byDay = new Float64Array(DAYS_IN_WEEK).fill(1);
  let converged = false;
  for (let round = 0; round < MAX_ROUNDS && !converged; round += 1) {
    for (let hour = 0; hour < HOURS_IN_DAY; hour += 1) {
      let covered = 0;
      for (let day = 0; day < DAYS_IN_WEEK; day += 1) covered += table.exposure[24 * day + hour] * byDay[day];
      byHour[hour] = covered > 0 ? hours[hour] / covered : 0;
    }
    converged = true;
    for (let day = 0; day < DAYS_IN_WEEK; day += 1) {
      let covered = 0;
      for (let hour = 0; hour < HOURS_IN_DAY; hour += 1)
        covered += table.exposure[24 * day + hour] * byHour[hour];
      const next = covered > 0 ? days[day] / covered : 0;
      if (Math.abs(next - byDay[day]) > SMALLEST_STEP * Math.abs(next)) converged = false;
      byDay[day] = next;
    }
  }
  const rates = new Float64Array(HOURS_IN_WEEK);
  for (let cell = 0; cell < HOURS_IN_WEEK; cell += 1) {
    const hour = cell % HOURS_IN_DAY;
    const day = Math.floor(cell / HOURS_IN_DAY);
    const known = groups.ofHour[hour] >= 0 && groups.ofHour[hour] === groups.ofDay[day];
    rates[cell] = known ? byHour[hour] * byDay[day] : NaN;
  }
  return { rates, parameters: groups.parameters, converged };
}

interface Groups {
  /** Group of each hour of the day and day of the week; -1 = never observed. */
  readonly ofHour: Int8Array;
  readonly ofDay: Int8Array;
  readonly parameters: number;
}

/**
 * Hours and days that share observed cells, directly or by way of others: only within such a group can hour and day
 * effects be told apart, and each group spends one parameter less than it has levels.
 */
function connectedGroups(exposure: Float64Array): Groups {
  const ofHour = new Int8Array(HOURS_IN_DAY).fill(-1);
  const ofDay = new Int8Array(DAYS_IN_WEEK).fill(-1);
  let groups = 0;
  let levels = 0;
  const addDay = (day: number, group: number): void => {
    if (ofDay[day] >= 0) return;
    ofDay[day] = group;
    levels += 1;
    for (let hour = 0; hour < HOURS_IN_DAY; hour += 1) {
      if (!(exposure[24 * day + hour] > 0) || ofHour[hour] >= 0) continue;
      ofHour[hour] = group;
      levels += 1;
      for (let other = 0; other < DAYS_IN_WEEK; other += 1) {
        if (exposure[24 * other + hour] > 0) addDay(other, group);
      }
    }
  };
  for (let day = 0; day < DAYS_IN_WEEK; day += 1) {
    const observed = exposure.subarray(24 * day, 24 * day + 24).some((hours) => hours > 0);
    if (!observed || ofDay[day] >= 0) continue;
    addDay(day, groups);
    groups += 1;
  }
  return { ofHour, ofDay, parameters: levels - groups };
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
