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

/** Which lane each event is in: an index into `labels`; `labels.length` means none of them. */
export interface TimelineLanes {
  readonly labels: readonly string[];
  readonly lane: Int32Array;
  /** Label of the lane of events that have none, e.g. `no operation`. */
  readonly noneLabel: string;
}

/** Lane of an event; a code outside the labels is "none", the last. */
export function laneOf(lanes: TimelineLanes, row: number): number {
  const lane = lanes.lane[row];
  return lane >= 0 && lane < lanes.labels.length ? lane : lanes.labels.length;
}
