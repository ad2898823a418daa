import type { Beside, EffectBlock, EffectDetail, EventEffect } from '../domain/correlation-impact.ts';
import { DAY_MS, HOUR_MS } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { dayTicks, finite, linearAxis, type Axis, type AxisTick } from './correlation-axis.ts';
import {
  axisCount,
  changeRange,
  changeText,
  countText,
  integerText,
  NONE,
  probabilityPhrase,
  probabilityText,
  type ResultStyle
} from './correlation-words.ts';
import { formatInstant, formatRange } from '../time/format.ts';

/** One figure of the head of a result. */
export interface EffectFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** Everything that one event's change is read from, the most important first. */
export function effectFigures(effect: EventEffect, style: ResultStyle): readonly EffectFigure[] {
  const { locale } = style;
  const { relative, placebo, exact } = effect;
  const change: EffectFigure =
    effect.rr === null && exact !== null
      ? {
          label: 'Change after the event',
          value: changeText(exact.rr, locale),
          note: `95 % interval ${changeRange(exact.lo, exact.hi, locale)}; minimum uncertainty: assumes independent messages`
        }
      : {
          label: 'Change after the event',
          value: changeText(effect.rr, locale),
          note: `95 % interval ${changeRange(effect.lo, effect.hi, locale)}; ${probabilityPhrase('p', effect.p, locale)}${effect.q === null ? '' : `, ${probabilityPhrase('q', effect.q, locale)}`}`
        };
  return [
    change,
    {
      label: `Observed in ${integerText(effect.blocksPost, locale)} days after`,
      value: countText(effect.messagesPost, style),
      note: `expected ${countText(effect.expectedAtPreLevel, style)} from the usual week and the level before`
    },
    relative === null
      ? {
          label: 'Against other regions',
          value: NONE,
          note: 'fewer than 3 regions without an event at the time'
        }
      : {
          label: `Against ${integerText(relative.nControls, locale)} other regions`,
          value: changeText(relative.rirr, locale),
          note: `95 % interval ${changeRange(relative.lo, relative.hi, locale)}; ${probabilityPhrase('p', relative.p, locale)}`
        },
    placebo === null || placebo.exceed === null
      ? {
          label: 'Ordinary dates as large',
          value: NONE,
          note:
            placebo === null
              ? 'no ordinary date can be compared'
              : `only ${integerText(placebo.m, locale)} ordinary dates: fewer than 19 are not counted`
        }
      : {
          label: 'Ordinary dates as large',
          value: `${integerText(placebo.exceed, locale)} of ${integerText(placebo.m, locale)}`,
          note: `${probabilityPhrase('p', placebo.p, locale)}; this confirms or doubts, it is not corrected over events`
        },
    ...besideFigures(effect, locale),
    {
      label: 'Smallest change it could see',
      value:
        effect.mdrr80 === null
          ? NONE
          : `${changeText(1 / effect.mdrr80, locale)} or ${changeText(effect.mdrr80, locale)}`,
      note: 'would have been found 4 times in 5; a smaller change could well have been missed'
    }
  ];
}

/** The change in the other count, where it is known. */
function besideFigures({ beside }: EventEffect, locale: string): readonly EffectFigure[] {
  if (beside === null) return [];
  return [
    {
      label: `Counted in ${beside.name}`,
      value: changeText(beside.rr, locale),
      note: besideNote(beside, locale)
    }
  ];
}

function besideNote(beside: Beside, locale: string): string {
  if (beside.rr === null) return beside.insufficient ?? 'one side holds none';
  const told = `95 % interval ${changeRange(beside.lo, beside.hi, locale)}; ${probabilityPhrase('p', beside.p, locale)}`;
  if (beside.disagrees === null) return told;
  return beside.disagrees
    ? `${told}. The two counts disagree: per device ${changeText(beside.perDevice, locale)}`
    : `${told}. No disagreement beyond the intervals`;
}

/** A stretch of days of the chart. */
export interface EffectStretch {
  readonly from: number;
  readonly to: number;
  readonly side: EffectBlock['side'];
}

export interface EffectPoint {
  readonly at: number;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

/** Observed over expected around one event. Times are epoch milliseconds; points stand in the middle of their bins. */
export interface EffectChart {
  readonly domain: readonly [from: number, to: number];
  readonly eventAt: number;
  readonly y: Axis;
  readonly xTicks: readonly AxisTick[];
  readonly points: readonly EffectPoint[];
  /** The windows before and after, and the blocks left out at the event. */
  readonly stretches: readonly EffectStretch[];
  /** Runs of bins without data. */
  readonly gaps: readonly Range[];
  /** Length of a bin, ms. */
  readonly binMs: number;
}

/** How much of the period a chart shows: the windows with as many days around them, or all of it. */
export type EffectExtent = 'near' | 'whole';

/** The part of a detail in which a chart of that extent is drawn. */
function rangeOf({ t0, W, gap }: EventEffect, extent: EffectExtent): Range {
  if (extent === 'whole') return { from: -Infinity, to: Infinity };
  const start = Date.parse(t0);
  return { from: start - 2 * W * DAY_MS, to: start + (gap + 2 * W) * DAY_MS };
}

/** The chart by bins of the series (hours, or days in a daily case). */
export function effectSeriesChart(
  effect: EventEffect,
  detail: EffectDetail,
  style: ResultStyle,
  extent: EffectExtent = 'whole'
): EffectChart {
  const { series } = detail;
  const near = rangeOf(effect, extent);
  const binMs = series.stepHours * HOUR_MS;
  const first = Date.parse(series.from);
  const points = series.observed
    .map((observed, index) => ({
      at: first + (index + 0.5) * binMs,
      observed,
      expected: series.expected[index] ?? null,
      lo: series.bandLo[index] ?? null,
      hi: series.bandHi[index] ?? null
    }))
    .filter(({ at }) => at > near.from && at < near.to);
  return chartOf(effect, detail, points, endsOf(effect, points, binMs), binMs, style);
}

/** The chart by blocks of 24 hours, on which the change is computed. */
export function effectBlockChart(
  effect: EventEffect,
  detail: EffectDetail,
  style: ResultStyle,
  extent: EffectExtent = 'whole'
): EffectChart {
  const near = rangeOf(effect, extent);
  const points = detail.blocks
    .map(({ from, observed, expected }) => ({
      at: Date.parse(from) + DAY_MS / 2,
      observed,
      expected,
      lo: null,
      hi: null
    }))
    .filter(({ at }) => at > near.from && at < near.to);
  return chartOf(effect, detail, points, endsOf(effect, points, DAY_MS), DAY_MS, style);
}

function endsOf(
  { t0 }: EventEffect,
  points: readonly EffectPoint[],
  binMs: number
): readonly [number, number] {
  const start = Date.parse(t0);
  const last = points.at(-1);
  return last === undefined ? [start, start + DAY_MS] : [points[0].at - binMs / 2, last.at + binMs / 2];
}

function chartOf(
  effect: EventEffect,
  detail: EffectDetail,
  points: readonly EffectPoint[],
  domain: readonly [number, number],
  binMs: number,
  style: ResultStyle
): EffectChart {
  const values = points.flatMap(({ observed, expected, hi }) => finite([observed, expected, hi]));
  return {
    domain,
    eventAt: Date.parse(effect.t0),
    y: linearAxis(values, [0], (value) => axisCount(value, style)),
    xTicks: dayTicks(domain[0], domain[1], (at) =>
      formatInstant(at, 'day', 'UTC', style.locale).replace(/,? \d{4}$/, '')
    ),
    points,
    stretches: stretchesOf(detail.blocks),
    gaps: gapsOf(points, binMs),
    binMs
  };
}

function gapsOf(points: readonly EffectPoint[], binMs: number): readonly Range[] {
  const gaps: Range[] = [];
  for (const { at, observed } of points) {
    if (observed !== null) continue;
    const from = at - binMs / 2;
    const last = gaps.at(-1);
    if (last !== undefined && last.to === from) gaps[gaps.length - 1] = { from: last.from, to: from + binMs };
    else gaps.push({ from, to: from + binMs });
  }
  return gaps;
}

function stretchesOf(blocks: readonly EffectBlock[]): readonly EffectStretch[] {
  const stretches: EffectStretch[] = [];
  for (const { from, side } of blocks) {
    if (side === 'outside') continue;
    const start = Date.parse(from);
    const last = stretches.at(-1);
    if (last !== undefined && last.side === side && last.to === start)
      stretches[stretches.length - 1] = { ...last, to: start + DAY_MS };
    else stretches.push({ from: start, to: start + DAY_MS, side });
  }
  return stretches;
}

/** What the chart shows, for those who do not see it. */
export function effectSummary(effect: EventEffect, style: ResultStyle): string {
  const { locale } = style;
  return `Observed and expected ${style.unit.name} around ${effect.event.title}: ${countText(effect.messagesPre, style)} in ${integerText(effect.blocksPre, locale)} days before, ${countText(effect.messagesPost, style)} in ${integerText(effect.blocksPost, locale)} days after, where ${countText(effect.expectedAtPreLevel, style)} would be expected. Change ${changeText(effect.rr, locale)}, p ${probabilityText(effect.p, locale)}.`;
}

/** The windows compared, in words: `7 days before and 7 days after (22 to 28 April), the day itself left out`. */
export function windowWords(effect: EventEffect, { locale, zone }: ResultStyle): string {
  const from = Date.parse(effect.t0) + effect.gap * DAY_MS;
  const after = formatRange({ from, to: from + effect.W * DAY_MS }, zone, locale);
  const left = effect.gap === 0 ? '' : ', the day of the event left out';
  const days = integerText(effect.W, locale);
  return `${days} days before against ${days} days after (${after})${left}`;
}
