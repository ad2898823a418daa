/** The events as the timeline draws them; an EventTable fits. One entry a row; NaN where a time is missing. */
export interface TimelineEvents {
  readonly count: number;
  /** The start is known to lie in [start, startEnd), epoch milliseconds. */
  readonly start: Float64Array;
  readonly startEnd: Float64Array;
  /** End of an event that lasts; NaN for one that does not, or whose end is unknown. */
  readonly end: Float64Array;
  /** Index into TIME_PRECISIONS. */
  readonly precision: Uint8Array;
  /** Kind of every event as an index into `values`; `values.length` means none. */
  readonly kind: { readonly values: readonly string[]; readonly codes: Int32Array };
}

/** State of an event under every filter but the selected range of the timeline: a view is not filtered by its own brush. */
export const HIDDEN = 0;
export const CERTAIN = 1;
export const POSSIBLE = 2;

/** Which lane each event is in: an index into `labels`; `labels.length` means none of them. */
export interface TimelineLanes {
  readonly labels: readonly string[];
  readonly lane: Int32Array;
  /** Label of the lane of events that have none, e.g. `no operation`. */
  readonly noneLabel: string;
}

/** One lane as it is drawn. */
export interface LaneRow {
  readonly label: string;
  /** The lanes gathered in it; more than one only in the last row ("12 more"). */
  readonly lanes: readonly number[];
}

/** The lanes as drawn, and where each goes: `rowOf[lane]` is the row, -1 for a lane without events. */
export interface LaneRows {
  readonly rows: readonly LaneRow[];
  readonly rowOf: Int32Array;
}

/**
 * Lanes that hold a dated event, in the order of their labels, those without a label last; at most `most` of them:
 * what is over is gathered in a last row, so that nothing is left out of the picture.
 */
export function laneRows(events: TimelineEvents, lanes: TimelineLanes, most: number): LaneRows {
  const known = lanes.labels.length;
  const used = new Uint8Array(known + 1);
  for (let row = 0; row < events.count; row++) {
    if (!Number.isNaN(events.start[row])) used[laneOf(lanes, row)] = 1;
  }
  const present: number[] = [];
  for (let lane = 0; lane <= known; lane++) if (used[lane] === 1) present.push(lane);
  const rowOf = new Int32Array(known + 1).fill(-1);
  const alone = present.length > most ? Math.max(most - 1, 0) : present.length;
  const rows: LaneRow[] = [];
  for (const lane of present.slice(0, alone)) {
    rowOf[lane] = rows.length;
    rows.push({ label: lanes.labels[lane] ?? lanes.noneLabel, lanes: [lane] });
  }
  const rest = present.slice(alone);
  if (rest.length > 0) {
    for (const lane of rest) rowOf[lane] = rows.length;
    rows.push({ label: `${rest.length} more`, lanes: rest });
  }
  return { rows, rowOf };
}

/** Lane of an event; a code outside the labels is "none", the last. */
export function laneOf(lanes: TimelineLanes, row: number): number {
  const lane = lanes.lane[row];
  return lane >= 0 && lane < lanes.labels.length ? lane : lanes.labels.length;
}

/** For each row of lanes the kind that all its events share, as a code of `events.kind`, or -1 where they differ. */
export function laneKinds(events: TimelineEvents, lanes: TimelineLanes, rows: LaneRows): Int32Array {
  const unseen = -2;
  const kinds = new Int32Array(rows.rows.length).fill(unseen);
  for (let row = 0; row < events.count; row++) {
    if (Number.isNaN(events.start[row])) continue;
    const at = rows.rowOf[laneOf(lanes, row)];
    const kind = events.kind.codes[row];
    if (kinds[at] === unseen) kinds[at] = kind;
    else if (kinds[at] !== kind) kinds[at] = -1;
  }
  return kinds;
}
