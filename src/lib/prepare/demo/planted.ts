import { ALERT_HOUR, END_HOUR, FIRST_HOUR } from './clock.ts';
import { RESOLUTION, type DemoCell } from './cells.ts';
import { cellsByRegion, type Effect } from './effects.ts';
import type { DemoEvent } from './demo-event.ts';
import { MODEL } from './expected.ts';
import { cellsOfGap, GAPS } from './gaps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const PLANTED_FILE = 'planted.json';

/**
 * The truth behind the demo, for scoring the statistics: every planted change, and the model of the rest. `expected`
 * says how the numbers were made, in words.
 */
export function plantedTruth(
  cells: readonly DemoCell[],
  effects: readonly Effect[],
  events: readonly DemoEvent[],
  run: { readonly seed: number; readonly messages: number; readonly devices: number }
) {
  return {
    version: 1,
    synthetic: true,
    seed: run.seed,
    messagesTarget: run.messages,
    devices: run.devices,
    resolution: RESOLUTION,
    activity: { from: isoHour(FIRST_HOUR), to: isoHour(END_HOUR) },
    expected: [
      'Expected messages of a cell in an hour = scale x weight of the cell x profile of its country by local hour of the week x growth x Easter x network day effect x region day effect x ratios of the planted changes x collapse; zero in gaps.',
      'scale is chosen so that the expected total over all hours and cells is messagesTarget.',
      'Counts are negative binomial: variance = mean + mean^2 / shape, independent given what is expected.',
      'Day effects are exp(x - sd^2 / 2) by UTC day, x an AR(1) series with standard deviation sd and lag-1 correlation rho; one series for the network, one for each region.',
      'A planted change multiplies what is expected in its cells from `from` until before `to` by `ratio`. regionRatio is what that makes of the whole region. Role control: an event without any change. Role unexplained: a change without any event near.',
      'After the alert: floor + (1 - floor) x exp(-hours / decayHours).'
    ],
    model: {
      ...MODEL,
      profiles: 'src/lib/prepare/demo/rhythm.ts',
      collapse: { ...MODEL.collapse, from: isoHour(ALERT_HOUR) }
    },
    effects: effects.map((effect, index) => ({
      event: events.find((event) => event.effect === index)?.id ?? null,
      role: effect.role,
      scope: effect.scope,
      country: effect.country,
      region: effect.region,
      place: effect.place.name,
      cells: effect.cells,
      precision: effect.precision,
      start: isoHour(effect.startHour),
      from: isoHour(effect.fromHour),
      to: isoHour(effect.toHour),
      ratio: effect.ratio,
      regionRatio: regionRatio(cells, effect),
      overlap: overlapping(effect, index, events)
    })),
    gaps: GAPS.map((gap) => ({
      cells: cellsOfGap(gap, cells),
      from: isoHour(gap.fromHour),
      to: isoHour(gap.toHour),
      reason: gap.reason
    }))
  };
}

function isoHour(hour: number): string {
  return new Date(hour * HOUR_MS).toISOString().replace('.000Z', 'Z');
}

/** What the change of some cells makes of their region, by the weights of the cells; 4 decimals. */
export function regionRatio(cells: readonly DemoCell[], effect: Effect): number {
  const changed = new Set(effect.cells);
  const region = cellsByRegion(cells).get(effect.region) ?? [];
  const sum = (weight: (cell: DemoCell) => number) => region.reduce((total, cell) => total + weight(cell), 0);
  const after = sum(({ cell, weight }) => weight * (changed.has(cell) ? effect.ratio : 1));
  return Math.round((1e4 * after) / sum(({ weight }) => weight)) / 1e4;
}

/** Other events of the region whose start may lie within 7 days before or 8 days after that of this one. */
export function overlapping(effect: Effect, index: number, events: readonly DemoEvent[]): string[] {
  const start = effect.startHour * HOUR_MS;
  return events
    .filter((event) => event.region === effect.region && event.effect !== index)
    .filter((event) => {
      const doubt = event.precision === 'month' ? 31 * DAY_MS : event.precision === 'day' ? DAY_MS : 0;
      return event.start < start + 8 * DAY_MS && event.start + doubt >= start - 7 * DAY_MS;
    })
    .map((event) => event.id);
}
