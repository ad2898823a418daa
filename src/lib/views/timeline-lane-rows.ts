import { laneOf, type TimelineEvents, type TimelineLanes } from './timeline-events.ts';
import { HIDDEN } from './tally.ts';

/** One lane as it is drawn. */
export interface LaneRow {
  readonly label: string;
  /** The lanes gathered in it; more than one only where `gathers` says so. */
  readonly lanes: readonly number[];
  /** Whether it stands for the lanes above or below those in sight; null: it is one lane. */
  readonly gathers: 'above' | 'below' | null;
  readonly isFolded: boolean;
}

/** The lanes as drawn, and where each goes: `rowOf[lane]` is the row, -1 for a lane that is not drawn. */
export interface LaneRows {
  readonly rows: readonly LaneRow[];
  readonly rowOf: Int32Array;
  /** Place in the order of the first lane in sight. */
  readonly first: number;
}

/**
 * The lanes that hold a dated event: those with the most first, then by label; events without a label last. Counted
 * over the whole case, so that no filter moves a lane.
 */
export function laneOrder(events: TimelineEvents, lanes: TimelineLanes): readonly number[] {
  const none = lanes.labels.length;
  const counts = new Uint32Array(none + 1);
  for (let row = 0; row < events.count; row++) {
    if (!Number.isNaN(events.start[row])) counts[laneOf(lanes, row)]++;
  }
  const used = Array.from(counts.keys()).filter((lane) => counts[lane] > 0);
  return used.sort(
    (a, b) =>
      Number(a === none) - Number(b === none) ||
      counts[b] - counts[a] ||
      (lanes.labels[a] < lanes.labels[b] ? -1 : 1)
  );
}

/** Shown events of each lane, dated ones, whatever the visible span; the last entry is of those without a label. */
export function laneTotals(events: TimelineEvents, lanes: TimelineLanes, states: Uint8Array): Uint32Array {
  const totals = new Uint32Array(lanes.labels.length + 1);
  for (let row = 0; row < events.count; row++) {
    if (states[row] !== HIDDEN && !Number.isNaN(events.start[row])) totals[laneOf(lanes, row)]++;
  }
  return totals;
}

/**
 * The lanes that rows are made of: all of the order where they find room, so that a filter moves none of them; else those
 * with shown events. The same array where all fit.
 */
export function lanesWithRows(
  order: readonly number[],
  totals: Uint32Array,
  most: number
): readonly number[] {
  return order.length <= most ? order : order.filter((lane) => totals[lane] > 0);
}

/**
 * At most `most` rows of the lanes given, from `first` on: what lies above and below is gathered in a row each, so that
 * nothing is left out of the picture. Fewer than 3 rows have no room for both: then all but the top lanes are gathered.
 */
export function laneRows(
  given: readonly number[],
  lanes: TimelineLanes,
  most: number,
  first = 0,
  folded: ReadonlySet<string> = new Set()
): LaneRows {
  const window = windowOf(given.length, most, first);
  const rows: LaneRow[] = [];
  const rowOf = new Int32Array(lanes.labels.length + 1).fill(-1);
  const add = (label: string, gathered: readonly number[], gathers: LaneRow['gathers']): void => {
    if (gathered.length === 0) return;
    for (const lane of gathered) rowOf[lane] = rows.length;
    rows.push({ label, lanes: gathered, gathers, isFolded: gathers === null && folded.has(label) });
  };
  add(`${window.first} above`, given.slice(0, window.first), 'above');
  for (const lane of given.slice(window.first, window.end)) {
    add(lanes.labels[lane] ?? lanes.noneLabel, [lane], null);
  }
  add(`${given.length - window.end} more`, given.slice(window.end), 'below');
  return { rows, rowOf, first: window.first };
}

function windowOf(
  count: number,
  most: number,
  first: number
): { readonly first: number; readonly end: number } {
  if (count <= most) return { first: 0, end: count };
  if (most < 3 || first <= 0) return { first: 0, end: Math.max(most - 1, 0) };
  // The last page is a full one: one row above, the others in sight.
  const last = count - (most - 1);
  if (first >= last) return { first: last, end: count };
  return { first, end: first + most - 2 };
}

/** Place in the order to page to from a gathering row; `most` rows are drawn. */
export function pageOf(first: number, most: number, gathers: 'above' | 'below'): number {
  const page = Math.max(1, most - 2);
  if (gathers === 'below') return first === 0 ? Math.max(1, most - 1) : first + page;
  // On the first page one more lane finds room, since nothing is above it.
  return first - page <= 1 ? 0 : first - page;
}

/** For each row of lanes the kind that all its events share, as a code of `events.kind`, or -1 where they differ. */
export function laneKinds(events: TimelineEvents, lanes: TimelineLanes, rows: LaneRows): Int32Array {
  const unseen = -2;
  const kinds = new Int32Array(rows.rows.length).fill(unseen);
  for (let row = 0; row < events.count; row++) {
    if (Number.isNaN(events.start[row])) continue;
    const at = rows.rowOf[laneOf(lanes, row)];
    if (at < 0) continue;
    const kind = events.kind.codes[row];
    if (kinds[at] === unseen) kinds[at] = kind;
    else if (kinds[at] !== kind) kinds[at] = -1;
  }
  return kinds;
}
