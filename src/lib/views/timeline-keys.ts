import type { Range } from '../domain/range.ts';
import { brushRange, snapDown, stepEdge, stepRange, type SnapGrid } from './timeline-brush.ts';

/** What has the keyboard focus: the cursor on the plot, the selection as a whole, or one of its ends. */
export type KeyTarget = 'cursor' | 'range' | 'start' | 'end';

export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
}

export interface KeyState {
  readonly target: KeyTarget;
  /** Time under the cursor of the plot. */
  readonly cursor: number;
  /** Where a selection made with Shift and arrows began; null while none is being made. */
  readonly anchor: number | null;
  readonly range: Range | null;
  readonly bounds: Range;
  /** Steps of the arrows, and of Page Up, Page Down (and of Shift on an end). */
  readonly grid: SnapGrid;
  readonly coarse: SnapGrid;
}

/** What a key asks for. `range`: select this (null: clear); the cursor and the anchor then stand as given. */
export type KeyAction =
  | {
      readonly do: 'range';
      readonly range: Range | null;
      readonly cursor?: number;
      readonly anchor?: number | null;
    }
  | { readonly do: 'cursor'; readonly cursor: number }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'fit' };

/**
 * The keys of the timeline: arrows move, with Shift they widen; Page Up and Page Down take coarser steps; Home and End
 * go to the ends of the case; Enter selects the bucket under the cursor; Escape clears; plus, minus and 0 zoom. Null:
 * the key is not ours (space plays: see playKey).
 */
export function keyAction(press: KeyPress, state: KeyState): KeyAction | null {
  if (press.key === '+' || press.key === '=') return { do: 'zoom', factor: 0.5 };
  if (press.key === '-' || press.key === '_') return { do: 'zoom', factor: 2 };
  if (press.key === '0') return { do: 'fit' };
  if (press.key === 'Escape') return state.range === null ? null : { do: 'range', range: null, anchor: null };
  if (state.target === 'cursor' || state.range === null) return cursorAction(press, state);
  if (state.target === 'range') return rangeAction(press, state, state.range);
  return endAction(press, state, state.range, state.target);
}

function directionOf(key: string): 1 | -1 | 0 {
  if (key === 'ArrowRight' || key === 'ArrowUp' || key === 'PageUp') return 1;
  if (key === 'ArrowLeft' || key === 'ArrowDown' || key === 'PageDown') return -1;
  return 0;
}

function gridOf(key: string, state: KeyState): SnapGrid {
  return key.startsWith('Page') ? state.coarse : state.grid;
}

function clampTo(time: number, bounds: Range): number {
  return Math.min(Math.max(time, bounds.from), bounds.to - 1);
}

function cursorAction(press: KeyPress, state: KeyState): KeyAction | null {
  const { bounds, grid } = state;
  if (press.key === 'Enter') {
    const range = brushRange({ kind: 'select', anchor: state.cursor }, state.cursor, grid, bounds);
    return { do: 'range', range, anchor: state.cursor };
  }
  const cursor = cursorAfter(press, state);
  if (cursor === null) return null;
  if (!press.shift) return { do: 'cursor', cursor };
  const anchor = state.anchor ?? state.cursor;
  return { do: 'range', range: brushRange({ kind: 'select', anchor }, cursor, grid, bounds), cursor, anchor };
}

function cursorAfter(press: KeyPress, state: KeyState): number | null {
  if (press.key === 'Home') return state.bounds.from;
  if (press.key === 'End') return snapDown(state.bounds.to - 1, state.grid);
  const direction = directionOf(press.key);
  if (direction === 0) return null;
  return clampTo(stepEdge(state.cursor, direction, gridOf(press.key, state)), state.bounds);
}

function rangeAction(press: KeyPress, state: KeyState, range: Range): KeyAction | null {
  const { bounds } = state;
  const length = range.to - range.from;
  if (press.key === 'Home') return { do: 'range', range: { from: bounds.from, to: bounds.from + length } };
  if (press.key === 'End') return { do: 'range', range: { from: bounds.to - length, to: bounds.to } };
  const direction = directionOf(press.key);
  if (direction === 0) return null;
  const grid = gridOf(press.key, state);
  if (!press.shift) return { do: 'range', range: stepRange(range, direction, grid, bounds) };
  return {
    do: 'range',
    range:
      direction > 0
        ? { from: range.from, to: Math.min(stepEdge(range.to, 1, grid), bounds.to) }
        : { from: Math.max(stepEdge(range.from, -1, grid), bounds.from), to: range.to }
  };
}

function endAction(
  press: KeyPress,
  state: KeyState,
  range: Range,
  target: 'start' | 'end'
): KeyAction | null {
  const moved = endAfter(press, state, target === 'start' ? range.from : range.to, range);
  if (moved === null) return null;
  const next = target === 'start' ? { from: moved, to: range.to } : { from: range.from, to: moved };
  // An end stops at the other one: with the keyboard nobody means to swap them.
  return { do: 'range', range: next.from < next.to ? next : range };
}

function endAfter(press: KeyPress, state: KeyState, time: number, range: Range): number | null {
  const { bounds, target, grid } = state;
  if (press.key === 'Home') return target === 'start' ? bounds.from : stepEdge(range.from, 1, grid);
  if (press.key === 'End') return target === 'end' ? bounds.to : stepEdge(range.to, -1, grid);
  const direction = directionOf(press.key);
  if (direction === 0) return null;
  const step = press.shift ? state.coarse : gridOf(press.key, state);
  return Math.min(Math.max(stepEdge(time, direction, step), bounds.from), bounds.to);
}

/**
 * The keys of playing, wherever the focus is in the timeline: k, and space but on what space presses; comma and full
 * stop step. `role`: of the focused element. Null: the key is not ours.
 */
export function playKey(key: string, role: string): 'toggle' | 'back' | 'forward' | null {
  if (['textbox', 'combobox', 'select'].includes(role)) return null;
  if (key === 'k' || (key === ' ' && role === 'slider')) return 'toggle';
  return key === ',' ? 'back' : key === '.' ? 'forward' : null;
}
