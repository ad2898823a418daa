import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';
import { keyAction, type KeyState } from '../../../src/lib/views/timeline-keys.ts';

const BOUNDS = { from: Date.UTC(2020, 4, 1), to: Date.UTC(2020, 5, 1) };
const RANGE = { from: Date.UTC(2020, 4, 10), to: Date.UTC(2020, 4, 12) };

function makeState(patch: Partial<KeyState> = {}): KeyState {
  return {
    target: 'range',
    cursor: Date.UTC(2020, 4, 5, 13),
    anchor: null,
    range: RANGE,
    bounds: BOUNDS,
    grid: { unit: 'day', count: 1, zone: 'UTC' },
    coarse: { unit: 'week', count: 1, zone: 'UTC' },
    ...patch
  };
}
const press = (key: string, state: KeyState, shift = false) => keyAction({ key, shift }, state);
const may = (from: number, to: number) => ({
  do: 'range',
  range: { from: Date.UTC(2020, 4, from), to: Date.UTC(2020, 4, to) }
});

describe('on the selection', () => {
  it('arrows move it, Shift widens it, Page keys take coarser steps', () => {
    expect(press('ArrowRight', makeState())).toEqual(may(11, 13));
    expect(press('ArrowLeft', makeState())).toEqual(may(9, 11));
    expect(press('ArrowRight', makeState(), true)).toEqual(may(10, 13));
    expect(press('ArrowLeft', makeState(), true)).toEqual(may(9, 12));
    expect(press('PageUp', makeState())).toEqual(may(17, 19));
  });

  it('Home and End bring it to the ends of the case', () => {
    expect(press('Home', makeState())).toEqual(may(1, 3));
    expect(press('End', makeState())).toEqual(may(30, 32));
  });

  it('does not leave the bounds', () => {
    const last = { from: Date.UTC(2020, 4, 31), to: BOUNDS.to };
    expect(press('ArrowRight', makeState({ range: last }))).toEqual({ do: 'range', range: last });
    expect(press('ArrowRight', makeState({ range: last }), true)).toEqual({ do: 'range', range: last });
  });
});

describe('on an end', () => {
  it('arrows move that end alone, and it stops before the other', () => {
    expect(press('ArrowRight', makeState({ target: 'end' }))).toEqual(may(10, 13));
    expect(press('ArrowLeft', makeState({ target: 'start' }))).toEqual(may(9, 12));
    const day = { from: Date.UTC(2020, 4, 10), to: Date.UTC(2020, 4, 11) };
    expect(press('ArrowLeft', makeState({ target: 'end', range: day }))).toEqual({ do: 'range', range: day });
  });

  it('Home and End go as far as they can', () => {
    expect(press('Home', makeState({ target: 'start' }))).toEqual(may(1, 12));
    expect(press('End', makeState({ target: 'start' }))).toEqual(may(11, 12));
    expect(press('End', makeState({ target: 'end' }))).toEqual(may(10, 32));
    expect(press('Home', makeState({ target: 'end' }))).toEqual(may(10, 11));
  });

  it('Shift takes the coarser step', () => {
    expect(press('ArrowRight', makeState({ target: 'end' }), true)).toEqual(may(10, 18));
  });
});

describe('on the plot', () => {
  const state = makeState({ target: 'cursor', range: null });

  it('arrows move the cursor from edge to edge, inside the case', () => {
    expect(press('ArrowRight', state)).toEqual({ do: 'cursor', cursor: Date.UTC(2020, 4, 6) });
    expect(press('ArrowLeft', state)).toEqual({ do: 'cursor', cursor: Date.UTC(2020, 4, 5) });
    expect(press('End', state)).toEqual({ do: 'cursor', cursor: Date.UTC(2020, 4, 31) });
    const first = makeState({ target: 'cursor', cursor: BOUNDS.from });
    expect(press('ArrowLeft', first)).toEqual({ do: 'cursor', cursor: BOUNDS.from });
  });

  it('Enter selects the bucket under the cursor, and Shift with arrows selects from there', () => {
    expect(press('Enter', state)).toMatchObject({ range: may(5, 6).range, anchor: state.cursor });
    const wider = press('ArrowRight', state, true);
    expect(wider).toMatchObject({ range: { from: Date.UTC(2020, 4, 5), to: Date.UTC(2020, 4, 6) } });
    const back = makeState({
      target: 'cursor',
      anchor: Date.UTC(2020, 4, 8, 2),
      cursor: Date.UTC(2020, 4, 7)
    });
    expect(press('ArrowLeft', back, true)).toMatchObject({
      range: may(6, 9).range,
      cursor: Date.UTC(2020, 4, 6)
    });
  });
});

it('plus, minus and 0 zoom, Escape clears what is selected, and other keys are left to the page', () => {
  expect(press('+', makeState())).toEqual({ do: 'zoom', factor: 0.5 });
  expect(press('-', makeState())).toEqual({ do: 'zoom', factor: 2 });
  expect(press('0', makeState())).toEqual({ do: 'fit' });
  expect(press('Escape', makeState())).toMatchObject({ do: 'range', range: null });
  expect(press('Escape', makeState({ range: null }))).toBeNull();
  for (const target of ['cursor', 'range', 'start', 'end'] as const) {
    expect(press('a', makeState({ target }))).toBeNull();
    expect(press('Tab', makeState({ target }))).toBeNull();
  }
});

it('steps over a day of 23 hours in the zone of the bars', () => {
  const grid = { unit: 'day', count: 1, zone: 'Europe/Amsterdam' } as const;
  const range = { from: Date.parse('2020-03-27T23:00Z'), to: Date.parse('2020-03-28T23:00Z') };
  const bounds = { from: range.from - 9 * DAY_MS, to: range.to + 9 * DAY_MS };
  const action = press('ArrowRight', makeState({ grid, range, bounds }));
  expect(action).toEqual({ do: 'range', range: { from: range.to, to: range.to + 23 * HOUR_MS } });
});
