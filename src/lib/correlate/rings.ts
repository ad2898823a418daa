import type { Ring } from '../domain/correlation-response.ts';
import type { HourlySeries } from '../stats/baseline.ts';
import { sufficiency } from '../stats/sufficiency.ts';
import type { Chosen } from './event-choice.ts';
import { placeFinder } from './event-place.ts';
import { neighboursOf } from './neighbours.ts';
import { sumOfPlaces, type Prepared } from './prepared.ts';
import { addSummed, seriesOfSum, type Summed } from './summed.ts';

/** Events that look at the same activity: those of one region, or of one cell. */
export interface RingGroup {
  readonly series: HourlySeries;
  readonly events: readonly Chosen[];
}

export interface RingGroups {
  readonly groups: readonly RingGroup[];
  /** Events that have no such ring (no point, no cell, nothing around), or one with too little activity. */
  readonly without: readonly Chosen[];
}

/** Puts events together by the activity that a ring looks at. What a ring sums is summed once per run. */
export function ringGroups(prepared: Prepared): (ring: Ring, events: readonly Chosen[]) => RingGroups {
  const { data, grid, analysis, units, sums } = prepared;
  const find = placeFinder(data.places);
  const around = neighboursOf(data.places);
  const cells = new Map<number, Cell>();
  const total = addSummed(grid.hours, sums);
  const kept = (place: number) => prepared.unitOfPlace[place] >= 0;

  /** Place that holds the event, if the filter keeps it. */
  function cellOf({ row }: Chosen): number | null {
    const place = find(data.events.lat[row], data.events.lon[row]);
    return place !== null && kept(place) ? place : null;
  }

  function sumsOf(place: number): Cell {
    const known = cells.get(place);
    if (known !== undefined) return known;
    const near = around(place).filter(kept);
    const unit = prepared.unitOfPlace[place];
    const inUnit = [place, ...near].filter((other) => prepared.unitOfPlace[other] === unit);
    const made = {
      own: sumOfPlaces(prepared, [place]),
      near: near.length === 0 ? null : sumOfPlaces(prepared, near),
      nearInUnit: sumOfPlaces(prepared, inUnit)
    };
    cells.set(place, made);
    return made;
  }

  /** What the ring of an event sums, and the key under which it is shared. */
  function ringOf(ring: Ring, event: Chosen): { readonly key: string; readonly sum: Summed } | null {
    const byUnit = `unit ${event.unit}`;
    if (ring === 'region') return { key: byUnit, sum: sums[event.unit] };
    if (ring === 'elsewhere') {
      return { key: byUnit, sum: addSummed(grid.hours, [total], [sums[event.unit]]) };
    }
    const place = cellOf(event);
    if (place === null) return null;
    const { own, near, nearInUnit } = sumsOf(place);
    const key = `cell ${place}`;
    if (ring === 'cell') return { key, sum: own };
    if (ring === 'neighbours') return near === null ? null : { key, sum: near };
    if (prepared.unitOfPlace[place] !== event.unit) return null;
    return { key, sum: addSummed(grid.hours, [sums[event.unit]], [nearInUnit]) };
  }

  return (ring, events) => {
    const groups = new Map<string, { series: HourlySeries | null; events: Chosen[] }>();
    const without: Chosen[] = [];
    for (const event of events) {
      const found = ringOf(ring, event);
      if (found === null) {
        without.push(event);
        continue;
      }
      let group = groups.get(found.key);
      if (group === undefined) {
        const series = seriesOfSum(grid, found.sum, analysis, units[event.unit].zone);
        group = { series: sufficiency(series.y).insufficient === null ? series : null, events: [] };
        groups.set(found.key, group);
      }
      if (group.series === null) without.push(event);
      else group.events.push(event);
    }
    return {
      groups: [...groups.values()].flatMap(({ series, events: own }) =>
        series === null ? [] : [{ series, events: own }]
      ),
      without
    };
  };
}

interface Cell {
  readonly own: Summed;
  readonly near: Summed | null;
  readonly nearInUnit: Summed;
}
