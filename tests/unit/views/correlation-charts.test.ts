import { describe, expect, test } from 'vitest';
import { dayTicks, linearAxis, ratioAxis, ratioPosition } from '../../../src/lib/views/correlation-axis.ts';
import {
  breakLines,
  breakMarks,
  breaksTable,
  levelChart,
  levelTable
} from '../../../src/lib/views/correlation-breaks.ts';
import {
  effectBlockChart,
  effectFigures,
  effectSeriesChart,
  windowWords
} from '../../../src/lib/views/correlation-effect.ts';
import { effectTable } from '../../../src/lib/views/correlation-effect-table.ts';
import { forest, gradeCounts, impactTable } from '../../../src/lib/views/correlation-forest.ts';
import { lagChart, lagWindowTable, leadLagTable } from '../../../src/lib/views/correlation-leadlag.ts';
import {
  compositeChart,
  compositeTable,
  lagSpan,
  responseTable,
  studyEntries
} from '../../../src/lib/views/correlation-response.ts';
import {
  knoxGrid,
  ratioTint,
  shiftChart,
  spaceTimeTable
} from '../../../src/lib/views/correlation-spacetime.ts';
import {
  episodesTable,
  keptEpisodes,
  nearWords,
  strengthShare
} from '../../../src/lib/views/correlation-surges.ts';
import type { ResultTable } from '../../../src/lib/views/correlation-table.ts';
import type { ResultStyle } from '../../../src/lib/views/correlation-words.ts';
import { detail, effect, impactRecord, missingEffect } from '../../fixtures/correlation-records.ts';
import {
  breaksRecord,
  episode,
  leadLagRecord,
  responseRecord,
  spaceTimeRecord,
  surgesRecord
} from '../../fixtures/correlation-records-more.ts';

const DAY = 86_400_000;
const style: ResultStyle = { locale: 'en-GB', zone: 'UTC', unit: { name: 'messages', scale: 1 } };

describe('axes', () => {
  test('an axis of ratios is as wide on either side of 1, between a halving and sixteen times', () => {
    expect(ratioAxis([1.1], String).domain).toEqual([0.5, 2]);
    expect(ratioAxis([0.2], String).domain).toEqual([1 / 8, 8]);
    expect(ratioAxis([1e9, 0], String).domain).toEqual([1 / 16, 16]);
    expect(ratioPosition(ratioAxis([0.2], String), 1)).toBeCloseTo(0.5, 12);
  });

  test('an axis of one value, or none, still has an extent', () => {
    expect(linearAxis([0], [0], String).domain[1]).toBeGreaterThan(0);
    expect(linearAxis([], [], String)).toEqual({ domain: [0, 1], ticks: [] });
  });

  test('days are ticked at midnights, seldom enough', () => {
    const ticks = dayTicks(Date.UTC(2020, 2, 27, 5), Date.UTC(2020, 6, 3), String);
    expect(ticks.length).toBeLessThanOrEqual(7);
    for (const { at } of ticks) expect(at % DAY).toBe(0);
  });
});

describe('all events on one axis', () => {
  const { effects } = impactRecord().result;

  test('events without an estimate come last in every order', () => {
    for (const key of ['change', 'q', 'grade'] as const)
      for (const descending of [false, true]) {
        const { rows } = forest(effects, { key, descending });
        expect(rows.slice(-2).map(({ mark }) => mark)).toEqual([null, null]);
        expect(rows.slice(0, -2).every(({ mark }) => mark !== null)).toBe(true);
      }
  });

  test('the order is that of the numbers', () => {
    const { rows } = forest(effects, { key: 'change', descending: true });
    const ratios = rows.flatMap(({ effect: { rr } }) => (rr === null ? [] : [rr]));
    expect(ratios).toEqual(ratios.toSorted((a, b) => b - a));
  });

  test('an interval that leaves the axis is cut and marked', () => {
    const { rows } = forest([effect(1, { rr: 1, lo: 0.001, hi: 500 })], { key: 'time', descending: false });
    expect(rows[0].mark).toMatchObject({ lo: 0, hi: 1, beyondLow: true, beyondHigh: true });
    expect(rows[0].mark?.estimate).toBeCloseTo(0.5, 12);
  });

  test('each event has one grade', () => {
    expect(gradeCounts(effects).reduce((sum, [, count]) => sum + count, 0)).toBe(effects.length);
  });
});

describe('one event', () => {
  const one = effect(4);
  const drawn = detail(one);

  test('the chart holds the windows that are compared, and the gap', () => {
    const chart = effectBlockChart(one, drawn, style);
    expect(chart.stretches.map(({ side, from, to }) => [side, (to - from) / DAY])).toEqual([
      ['before', 7],
      ['at', 1],
      ['after', 7]
    ]);
    expect(chart.gaps).toHaveLength(1);
    expect(chart.y.domain[0]).toBe(0);
    const near = effectBlockChart(effect(4, { W: 3 }), drawn, style, 'near');
    expect(near.points).toHaveLength(13);
    const hourly = effectSeriesChart(one, drawn, style);
    expect(hourly.points).toHaveLength(18 * 24);
    expect(hourly.gaps.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([9]);
  });

  test('the figures say what was seen, against what, and what could have been missed', () => {
    const figures = effectFigures(
      effect(4, { rr: 0.6, lo: 0.5, hi: 0.72, p: 0.0004, q: 0.01, mdrr80: 1.25 }),
      style
    );
    expect(figures[0]).toMatchObject({ value: '−40 %' });
    expect(figures[0].note).toContain('−50 % to −28 %; p < 0.001, q = 0.01');
    expect(figures.at(-1)?.value).toBe('−20 % or +25 %');
    expect(figures.find(({ label }) => label === 'Ordinary dates as large')?.value).toBe('0 of 66');
  });

  test('where the ratio cannot be had the exact one stands in, and says what it assumes', () => {
    const [change] = effectFigures(missingEffectWith({ exact: { rr: 0, lo: 0, hi: 0.4, p: 0.002 } }), style);
    expect(change.value).toBe('−100 %');
    expect(change.note).toContain('assumes independent messages');
  });

  test('the window is told in words', () => {
    expect(windowWords(one, style)).toMatch(
      /^7 days before against 7 days after \(.*\), the day of the event left out$/
    );
  });
});

function missingEffectWith(change: Partial<ReturnType<typeof missingEffect>>) {
  return { ...missingEffect(1), ...change };
}

describe('other panels', () => {
  test('the response lists the whole, the kinds and the rings, and draws every lag', () => {
    const { result } = responseRecord();
    const entries = studyEntries(result);
    expect(entries.map(({ id }) => id)).toEqual([
      'all',
      'kind:raid',
      'kind:seizure',
      'kind:arrest',
      'ring:cell',
      'ring:neighbours',
      'ring:rest-of-region',
      'ring:elsewhere'
    ]);
    const chart = compositeChart(entries[0].study, 'hour', 'en');
    expect(chart.points).toHaveLength(241);
    expect(chart.domain).toEqual([-72, 169]);
    expect(compositeTable(entries[0], 'hour').rows).toHaveLength(241);
    expect(lagSpan({ from: -24, to: -1 }, 'hour')).toBe('1 to 24 hours before');
    expect(lagSpan({ from: 0, to: 0 }, 'day')).toBe('day of the event');
  });

  test('a lag is marked only beyond the limit over all lags', () => {
    const chart = lagChart(leadLagRecord().result, 'en');
    expect(chart.bars.filter(({ isBeyond }) => isBeyond).map(({ lag }) => lag)).toEqual([1]);
    const refused = lagChart({ ...leadLagRecord().result, ccfPrewhitened: [], bandBonferroni: null }, 'en');
    expect(refused.bars.every(({ value, isBeyond }) => value === null && !isBeyond)).toBe(true);
  });

  test('a break covers whole days, its last one included', () => {
    const { network, networkLevel } = breaksRecord().result;
    const [mark] = breakMarks(network.changepoints, 'en');
    expect((mark.to - mark.from) / DAY).toBe(3);
    expect(mark.lines[0]).toMatch(/^Level [+−]\d+ % from /);
    expect(mark.lines[1]).toMatch(/^It may have begun from .* to .* \(95 %\)$/);
    expect(breakLines([mark], mark.to - 1)).toEqual(mark.lines);
    expect(breakLines([mark], mark.to)).toEqual([]);
    const chart = levelChart(networkLevel, network, 'en');
    expect(chart.segments.map(({ level }) => level)).toEqual([0.98, 1.08, 0.06]);
    expect(chart.segments.at(-1)?.to).toBe(chart.domain[1]);
    expect(chart.points[50].ratio).toBeNull();
  });

  test('episodes can be kept by kind and to those with no event near; the order stays', () => {
    const { result } = surgesRecord();
    const kept = keptEpisodes(result, { kinds: ['silence'], unexplainedOnly: true });
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every(({ kind, near }) => kind === 'silence' && near.length === 0)).toBe(true);
    expect(strengthShare(result.episodes[0], result.episodes)).toBe(1);
    const [near] = episode(10, true).near;
    expect(nearWords(near, 'en')).toBe('Seizure in the port in Liège: 2 days before, 14 km away');
  });

  test('all nine of the grid are there, by distance and days', () => {
    const grid = knoxGrid(spaceTimeRecord().result.grid);
    expect(grid.distances).toEqual([10, 25, 50]);
    expect(grid.spans).toEqual([3, 7, 14]);
    expect(grid.cells.flat().every((knox) => knox !== null)).toBe(true);
    expect([ratioTint(4), ratioTint(1), ratioTint(0.25), ratioTint(0), ratioTint(null)]).toEqual([
      1, 0, -1, -1, 0
    ]);
  });

  test('the chart of shifts begins with the dates as they are', () => {
    const { timeShift } = spaceTimeRecord().result;
    if (timeShift === null) throw new Error('The fixture has a shift');
    const chart = shiftChart(timeShift, 'en');
    expect(chart.counts[0]).toBe(timeShift.observed);
    expect(chart.xTicks[0].label).toBe('as dated');
  });
});

test('every table is rectangular, and its keys are unique', () => {
  const response = responseRecord().result;
  const one = effect(4);
  const breaks = breaksRecord().result;
  const tables: readonly ResultTable[] = [
    impactTable(impactRecord()),
    effectTable(one, detail(one), 'messages'),
    responseTable(response),
    leadLagTable(leadLagRecord().result),
    lagWindowTable(leadLagRecord().result),
    breaksTable(breaks),
    levelTable(breaks.networkLevel),
    episodesTable(surgesRecord().result),
    spaceTimeTable(spaceTimeRecord().result)
  ];
  for (const { columns, rows, id } of tables) {
    expect(new Set(columns.map(({ key }) => key)).size, id).toBe(columns.length);
    expect(rows.length, id).toBeGreaterThan(0);
    for (const row of rows) expect(row.length, id).toBe(columns.length);
  }
});
