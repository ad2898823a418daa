import type { Beside, Calibration, EventEffect } from '../domain/correlation-impact.ts';
import {
  changeWords,
  counted,
  dateWords,
  pWords,
  percent,
  signedPercent,
  valueWords,
  type UnitWords
} from './words.ts';

type Told = Omit<EventEffect, 'sentence'>;

const CLOSING = 'This is a difference in timing and place; it does not show that the event brought it about.';

/** What a record of one event says; zone: of the case, for the date of the event. Source: sentence of specification 2, and its wording rules. */
export function effectSentence(effect: Told, unit: UnitWords, zone: string): string {
  if (effect.insufficient !== null) {
    return `Nothing can be said about ${nameOf(effect, zone)}: ${effect.insufficient}.`;
  }
  if (effect.rr === null || effect.lo === null || effect.hi === null) return withoutRatio(effect, unit, zone);
  const head = `In the ${effect.W} days after ${nameOf(effect, zone)}, ${effect.scope} showed ${valueWords(effect.messagesPost, unit)} ${unit.name} where its usual weekly pattern and its level before the event would give ${valueWords(effect.expectedAtPreLevel ?? 0, unit)}: ${changeWords(effect.rr)} (95 % interval ${signedPercent(effect.lo)} to ${signedPercent(effect.hi)}).`;
  return [head, placeboWords(effect), relativeWords(effect), nullWords(effect), CLOSING]
    .filter((part) => part !== '')
    .join(' ');
}

/** The event, or the group of events that share its windows. */
function nameOf(effect: Told, zone: string): string {
  const others = effect.overlap.length;
  const title = effect.event.title === '' ? effect.eventId : effect.event.title;
  const name = `“${title}” on ${dateWords(effect.event.start, zone)}`;
  return others === 0 ? name : `the group of ${name} and ${counted(others, 'other event')} in its windows`;
}

function withoutRatio(effect: Told, unit: UnitWords, zone: string): string {
  const { exact } = effect;
  const counts = `${valueWords(effect.messagesPre, unit)} ${unit.name} in the ${effect.W} days before ${nameOf(effect, zone)} and ${valueWords(effect.messagesPost, unit)} after it`;
  if (exact === null || exact.lo === null || exact.hi === null)
    return `${effect.scope} showed ${counts}: no ratio can be computed.`;
  const side = (value: number | 'Infinity') => (value === 'Infinity' ? 'no limit' : signedPercent(value));
  return `${effect.scope} showed ${counts}: 95 % interval ${side(exact.lo)} to ${side(exact.hi)} (minimum uncertainty: assumes independent messages). ${CLOSING}`;
}

function placeboWords({ placebo }: Told): string {
  if (placebo === null || placebo.exceed === null || placebo.m === 0) return '';
  return `${placebo.exceed} of ${counted(placebo.m, 'ordinary date')} showed a change at least as large.`;
}

function relativeWords({ relative }: Told): string {
  if (relative === null || relative.rirr === null || relative.lo === null || relative.hi === null) return '';
  return `Compared with ${counted(relative.nControls, 'region')} without such an event the change was ${signedPercent(relative.rirr)} (${signedPercent(relative.lo)} to ${signedPercent(relative.hi)}).`;
}

function nullWords({ grade, mdrr80 }: Told): string {
  if (grade === 'supported' || grade === 'indication' || mdrr80 === null) return '';
  return `No change was shown; a drop of less than ${percent(1 - 1 / mdrr80)} could well have been missed.`;
}

/** What the family of all events says. Source: sentence of specification 8. */
export function familySentence(flagged: number, tested: number): string {
  if (tested === 0) return 'No event could be tested.';
  return `${flagged} of ${counted(tested, 'result')} ${flagged === 1 ? 'is' : 'are'} flagged; on average at most about one in twenty of the flagged is a chance finding.`;
}

/** What the false alarms at ordinary dates say; W: days a side. Source: last line of specification 9. */
export function calibrationSentence(calibration: Calibration | null, W: number, seed: number): string {
  if (calibration === null)
    return 'Fewer than 20 ordinary dates of this case can be tested: its false alarms cannot be measured.';
  const { alarms, dates, share, lo, hi } = calibration;
  const one = (part: number): string => (part * 100).toFixed(1);
  return `Check on this very case: at ${alarms} of ${dates} ordinary dates, where nothing is known to have happened, the test of one region with ${W} days a side gave p < 5 %: ${one(share)} % (95 % interval ${one(lo)} to ${one(hi)} %, exact for independent dates; these share days, so the true one is wider; random hours of random regions, seed ${seed}). Where the method holds, it is near 5 %.`;
}

/** What the other count says of the same event, and whether the two disagree; unit: what the case counts. */
export function besideSentence(beside: Omit<Beside, 'sentence'>, unit: string): string {
  const { name, rr, lo, hi, p, insufficient, perDevice, disagrees } = beside;
  if (rr === null || lo === null || hi === null)
    return `Counted in ${name}, nothing can be said: ${insufficient ?? 'one side holds none'}.`;
  const test = p === null ? '' : `, ${pWords(p)}`;
  const head = `Counted in ${name}: ${changeWords(rr)} (95 % interval ${signedPercent(lo)} to ${signedPercent(hi)}${test}).`;
  if (disagrees === null || perDevice === null) return head;
  if (!disagrees) return `${head} The two counts do not disagree beyond their intervals.`;
  return `${head} The two counts disagree, each ratio outside the interval of the other: ${unit} per device changed by ${signedPercent(perDevice)} (per device-hour, against the usual week).`;
}
