import type { LaneFrame, LaneLayout } from './timeline-lanes.ts';
import { subRowOf } from './timeline-lanes.ts';
import { COLUMN_PX } from './timeline-bins.ts';
import type { LaneMark } from './timeline-stack.ts';

/** A title beside its mark. Pixels from the left of the plot; the row counts from the top of the lane. */
export interface LaneLabel {
  readonly lane: number;
  readonly sub: number;
  readonly x: number;
  readonly text: string;
}

export interface LaneLabels {
  readonly labels: readonly LaneLabel[];
  /** Rows of events that have room for a title which is not known (yet). */
  readonly missing: readonly number[];
}

export interface LabelQuestion {
  /** Title of an event by its row; empty where it is not known. */
  readonly nameOf: (row: number) => string;
  /** The month or year of a band, in words. */
  readonly whenOf: (band: LaneMark) => string;
  /** A number as the reader's language writes it. */
  readonly count: (count: number) => string;
  /** Width of a text, CSS pixels. */
  readonly measure: (text: string) => number;
  /** Width of the plot. */
  readonly width: number;
}

/** Nothing shorter is worth reading, and nothing longer is: in symbols of `markPx`. */
const LEAST_MARKS = 4;
const MOST_MARKS = 24;
/** Clear space before a label and after it. */
const GAP_PX = 5;
/** Where marks crowd there is no reading, titles are for the few: most marks in sight per symbol's width of the plot. */
const MOST_CROWDED = 1.5;

interface Block {
  readonly x0: number;
  readonly x1: number;
}

/**
 * Titles for marks and bands that have the room: beside the mark, up to whatever is drawn next in the same sub-row; cut
 * with an ellipsis where they are longer, left out where less than four symbols' width is free. No label touches a
 * symbol, a number, a column or another label. A band of several events says how many, and of which month or year.
 */
export function laneLabels(
  layout: LaneLayout,
  frame: Pick<LaneFrame, 'markPx' | 'subRows'>,
  question: LabelQuestion
): LaneLabels {
  const labels: LaneLabel[] = [];
  const missing: number[] = [];
  const { measure, nameOf } = question;
  const { markPx } = frame;
  if (layout.marks.length > (MOST_CROWDED * question.width) / markPx) return { labels, missing };
  const taken = blocksOf(layout, frame);
  const place = (mark: LaneMark, from: number, limit: number, write: (room: number) => string): void => {
    const sub = subRowOf(mark, frame);
    const blocks = taken[mark.lane]?.[sub] ?? [];
    const next = blocks.find((block) => block.x1 > from);
    const room = Math.min(limit, question.width, next?.x0 ?? Infinity) - GAP_PX - from;
    const text = room > 0 ? write(Math.min(room, MOST_MARKS * markPx)) : '';
    if (text === '') return;
    labels.push({ lane: mark.lane, sub, x: from, text });
    blocks.push({ x0: from, x1: from + measure(text) });
    blocks.sort((a, b) => a.x0 - b.x0);
  };
  const titled = (row: number, room: number, tail: string): string => {
    if (room < LEAST_MARKS * markPx) return '';
    const title = oneLine(nameOf(row));
    if (title === '') missing.push(row);
    return title === '' ? '' : fitText(title + tail, room, measure);
  };
  for (const mark of layout.marks) {
    if (mark.shape === 'band' || mark.x < 0) continue;
    const from = Math.max(mark.x + markPx / 2, mark.shape === 'bar' ? mark.x1 : 0) + GAP_PX;
    place(mark, from, Infinity, (room) => titled(mark.row, room, ''));
  }
  for (const band of layout.marks) {
    if (band.shape !== 'band') continue;
    const when = question.whenOf(band);
    if (band.count === 1) {
      const from = band.x + markPx / 2 + GAP_PX;
      if (band.hasSymbol) place(band, from, band.x1, (room) => titled(band.row, room, ` · ${when}`));
      continue;
    }
    const texts = [`${question.count(band.count)} in ${when}`, question.count(band.count)];
    const left = Math.max(band.x0, 0);
    const [x0, x1] = [band.hasSymbol ? band.x + markPx / 2 : left, Math.min(band.x1, question.width)];
    const text = texts.find((each) => measure(each) + 2 * GAP_PX <= x1 - x0) ?? texts[1];
    const from = band.hasSymbol ? x0 + GAP_PX : Math.max(left + 1, (left + x1 - measure(text)) / 2);
    // A number is written whole or not at all.
    place(band, from, band.x1 + GAP_PX, (room) => (measure(text) <= room ? text : ''));
  }
  return { labels, missing };
}

/** What is drawn in each sub-row of each lane, from the left. */
function blocksOf(
  layout: LaneLayout,
  { markPx, subRows }: Pick<LaneFrame, 'markPx' | 'subRows'>
): Block[][][] {
  const taken: Block[][][] = subRows.map((count) => Array.from({ length: count }, () => []));
  const half = markPx / 2;
  for (const mark of layout.marks) {
    if (mark.shape === 'band' && !mark.hasSymbol) continue;
    const x1 = mark.shape === 'bar' ? Math.max(mark.x1, mark.x + half) : mark.x + half;
    taken[mark.lane]?.[subRowOf(mark, { markPx, subRows })]?.push({ x0: mark.x - half, x1 });
  }
  for (const run of layout.runs) {
    for (const row of taken[run.lane] ?? []) row.push({ x0: run.first * COLUMN_PX, x1: run.end * COLUMN_PX });
  }
  for (const over of layout.overflow) for (const row of taken[over.lane] ?? []) row.push(over);
  for (const lane of taken) for (const row of lane) row.sort((a, b) => a.x0 - b.x0);
  return taken;
}

/** Line breaks and runs of space become one space. */
function oneLine(text: string): string {
  return text.slice(0, 400).replace(/\s+/gu, ' ').trim();
}

/** The text, or its beginning with an ellipsis, no wider than the room; empty where not even three letters fit. */
function fitText(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  const letters = Array.from(text);
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (measure(`${letters.slice(0, middle).join('').trimEnd()}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? '' : `${letters.slice(0, low).join('').trimEnd()}…`;
}
