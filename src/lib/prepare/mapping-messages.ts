import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

/** Finest cells: a few metres are no place that a mast can tell. */
export const MAX_RESOLUTION = 10;

const resolution = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_RESOLUTION));

const time = v.strictObject({ from: text, format: v.optional(text), zone: v.optional(text) });

/** The place of a record: the point itself, an H3 index, or an id (of a mast, of a cell) that a look-up table places. */
const place = v.union([
  v.strictObject({ lat: text, lon: text, resolution: v.optional(resolution) }),
  v.strictObject({ h3: text }),
  v.strictObject({ by: text, lookup: text, resolution: v.optional(resolution) })
]);
export type MessagePlaceSpec = v.InferOutput<typeof place>;

/** Records in ClickHouse, as the server names them. */
const source = v.union([
  v.strictObject({ table: v.pipe(v.string(), v.regex(/^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)?$/)) }),
  v.strictObject({ s3: text, format: text, columns: v.optional(text) }),
  v.strictObject({ url: text, format: text, columns: v.optional(text) }),
  v.strictObject({ file: text, format: text, columns: v.optional(text) })
]);
export type MessageTableSpec = v.InferOutput<typeof source>;

/**
 * The raw record of a mapping: one row per message. Values are plain columns, so that a hundred million rows go through
 * the engine without ever becoming objects here. Other columns, such as what was written, are never read.
 */
export const messagesSchema = v.strictObject({
  files: v.optional(v.pipe(v.array(text), v.minLength(1))),
  source: v.optional(source),
  delimiter: v.optional(v.pipe(v.string(), v.length(1)), ','),
  time: v.union([text, time]),
  device: text,
  /** What sort of message, e.g. text or voice: for the raw record, and for the activity where `split` says so. */
  kind: v.optional(text),
  /** Names of kinds that are written as whole numbers from 0. */
  kinds: v.optional(v.pipe(v.array(text), v.maxLength(255))),
  split: v.optional(v.boolean(), false),
  place,
  /** Keeps every message in the case, by day and by device. */
  raw: v.optional(v.boolean(), false),
  collected: v.optional(v.picklist(['span', 'seen']), 'seen'),
  /** Largest share of records that may be left out because they cannot be used. */
  leaveOut: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.01)
});
export type MessagesSpec = v.InferOutput<typeof messagesSchema>;

/** The time of a mapping, whichever way it is written. */
export function timeSpec({ time: written }: MessagesSpec): v.InferOutput<typeof time> {
  return typeof written === 'string' ? { from: written } : written;
}

/** Resolution of the cells that points are put in, where the mapping names none. */
export const DEFAULT_RESOLUTION = 4;
