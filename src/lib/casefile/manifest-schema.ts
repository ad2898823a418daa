import * as v from 'valibot';
import { DAY_PATTERN, parseTime } from './iso-time.ts';
import { MESSAGE_PART } from './schema.ts';
import { pathProblem } from './paths.ts';

/** More than any real case holds; a hostile manifest must not make the page build millions of objects. */
const MAX_FILES = 20_000;
const MAX_SOURCES = 20_000;
const MAX_PERIODS = 100_000;

const text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
const optionalText = (max: number) => v.optional(v.nullable(text(max)), null);
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const time = v.pipe(
  v.string(),
  v.check((value) => parseTime(value) !== null),
  v.transform((value) => parseTime(value) ?? Number.NaN)
);

const range = v.pipe(
  v.object({ from: time, to: time }),
  v.check(({ from, to }) => from < to)
);

/** Periods in order of time; they must not overlap, or what was collected would be counted twice. */
const ranges = v.pipe(
  v.array(range),
  v.maxLength(MAX_PERIODS),
  v.transform((list) => [...list].sort((a, b) => a.from - b.from)),
  v.check((list) => list.every((entry, index) => index === 0 || list[index - 1].to <= entry.from))
);

function isZone(value: string): boolean {
  // Offsets such as +01:00 are refused: they know no daylight saving, and not every reader takes them.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isWebAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}

const source = v.object({
  id: text(200),
  title: text(2000),
  publisher: optionalText(1000),
  date: v.optional(v.nullable(v.pipe(v.string(), v.regex(DAY_PATTERN))), null),
  url: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(4000), v.check(isWebAddress))), null)
});

const file = v.object({
  path: v.pipe(
    v.string(),
    v.check((value) => pathProblem(value) === null)
  ),
  rows: v.optional(v.nullable(whole), null),
  bytes: whole,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
});

/** The object `path -> { rows, bytes, sha256 }` as a list in order of the paths. */
const files = v.pipe(
  v.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
  ),
  v.check((value) => Object.keys(value).length <= MAX_FILES),
  v.transform((value) =>
    Object.keys(value)
      .sort()
      .map((path) => ({ ...(value[path] as object), path }))
  ),
  v.array(file)
);

const activity = v.object({
  step: v.picklist(['hour', 'day', 'irregular']),
  unit: text(200),
  scale: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0)), 1),
  collected: v.pipe(ranges, v.minLength(1))
});

/** First and last value of a column, both included. */
const extent = v.pipe(
  v.tuple([whole, whole]),
  v.check(([first, last]) => first <= last)
);

const messagePart = v.object({
  path: v.pipe(v.string(), v.regex(MESSAGE_PART)),
  order: v.picklist(['cell', 'device']),
  bucket: v.optional(v.nullable(whole), null),
  t: extent,
  device: extent,
  cell: extent
});

/**
 * The raw record, for readers that fetch rows by byte range. Every message is in the files twice: once in the parts with
 * `order` "cell" (a file per UTC day, sorted by cell, t, device: ask them for a cell or region and a time) and once in
 * those with `order` "device" (sorted by device, t, cell: ask them for a device). All have the columns
 *
 *     t       UINTEGER   epoch seconds UTC
 *     device  UINTEGER   number of the device
 *     cell    USMALLINT  (UINTEGER above 65,536 cells) key of cells.parquet
 *     kind    UTINYINT   position in `kinds`; null where the kind is not known
 *
 * in Parquet version 2, ZSTD, row groups of 51,200 rows whose footers hold the extent of each column, so that a reader
 * with byte ranges fetches the footer and the few groups that it needs.
 *
 *     kinds    names of the kinds
 *     buckets  how many files a full record by device is cut into
 *     devices  path of a table `device`, `id` with the name of each device in the source; null: the number is the name
 *     parts    one entry for each file: `t`, `device` and `cell` are the first and the last value in it. `bucket` B: the
 *              file holds the devices with device mod buckets = B, of all days; null: any device (of one day). Which
 *              files to open: those whose extents meet the question and, for a device d, whose bucket is null or
 *              d mod buckets. Names of files mean nothing beyond this list.
 */
const messages = v.object({
  kinds: v.optional(v.pipe(v.array(text(200)), v.maxLength(256)), []),
  buckets: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_536)),
  devices: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((value) => pathProblem(value) === null)
      )
    ),
    null
  ),
  parts: v.pipe(v.array(messagePart), v.maxLength(MAX_FILES))
});

/** `case.json` of version 1, as `unknown` comes from JSON.parse, to the fields of domain Manifest. */
export const manifestSchema = v.object({
  formatVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  title: text(1000),
  summary: v.optional(v.pipe(v.string(), v.maxLength(20_000)), ''),
  synthetic: v.boolean(),
  zone: v.pipe(v.string(), v.check(isZone)),
  period: range,
  analysis: v.optional(v.nullable(range), null),
  totals: v.object({ messages: whole, devices: v.optional(v.nullable(whole), null) }),
  activity: v.optional(v.nullable(activity), null),
  sources: v.optional(v.pipe(v.array(source), v.maxLength(MAX_SOURCES)), []),
  messages: v.optional(v.nullable(messages)),
  files
});

const RANGE = 'an object { "from", "to" } of UTC times, from before to';
const TIME = 'a UTC time such as "2020-06-13T22:00:00Z", or a date such as "2020-06-13" (its UTC midnight)';

/** What each field must be, for the remedy. `*` stands for a position in a list or the path of a file. */
export const FIELD_HINTS: Readonly<Record<string, string>> = {
  formatVersion: 'the whole number 1',
  id: 'up to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit',
  title: 'text of 1 to 1,000 characters',
  summary: 'text of at most 20,000 characters',
  synthetic: 'true where the data are made up, else false',
  zone: 'an IANA time zone such as "Europe/Amsterdam" or "UTC"',
  period: RANGE,
  'period.from': TIME,
  'period.to': TIME,
  analysis: `${RANGE}, inside the period`,
  'analysis.from': TIME,
  'analysis.to': TIME,
  totals: 'an object { "messages", "devices" }',
  'totals.messages': 'a whole number, 0 or more',
  'totals.devices': 'a whole number, 0 or more, or null where it is not known',
  activity: 'an object { "step", "unit", "scale", "collected" }, or null where the case has no activity',
  'activity.step': '"hour", "day" or "irregular"',
  'activity.unit': 'the name of what is counted, such as "messages"',
  'activity.scale': 'a number above 0 that a stored count is multiplied by, usually 1',
  'activity.collected': 'a list of at least one { "from", "to" }, not overlapping',
  'activity.collected.*': RANGE,
  'activity.collected.*.from': TIME,
  'activity.collected.*.to': TIME,
  sources: 'a list of { "id", "title", "publisher", "date", "url" }',
  'sources.*': 'an object { "id", "title", "publisher", "date", "url" }',
  'sources.*.id': 'text that no other source has as its id',
  'sources.*.title': 'text of 1 to 2,000 characters',
  'sources.*.publisher': 'text, or null',
  'sources.*.date': 'a date such as "2020-07-02", "2020-07" or "2020", or null',
  'sources.*.url': 'an address that begins with http:// or https://, or null',
  messages:
    'an object { "kinds", "buckets", "devices", "parts" } that describes the raw record, or null where there is none',
  'messages.kinds': 'a list of the names of the kinds of message',
  'messages.buckets': 'the number of files that the record by device is cut into, such as 64',
  'messages.devices': 'the path of the table of device names, or null where the number is the name',
  'messages.parts': 'a list with one entry for each file of the raw record',
  'messages.parts.*': 'an object { "path", "order", "bucket", "t", "device", "cell" }',
  'messages.parts.*.path': 'the path of a file "messages/day=....parquet" or "messages/device=....parquet"',
  'messages.parts.*.order': '"cell" or "device": what the rows are sorted by first',
  'messages.parts.*.bucket': 'a whole number below "buckets", or null where the file is not cut by device',
  'messages.parts.*.t': 'the first and the last time in the file as [first, last], in epoch seconds',
  'messages.parts.*.device': 'the first and the last device in the file as [first, last]',
  'messages.parts.*.cell': 'the first and the last cell in the file as [first, last]',
  files: 'an object with one entry for each file of the case: path -> { "rows", "bytes", "sha256" }',
  'files.*': 'an object { "rows", "bytes", "sha256" }',
  'files.*.path':
    'a path inside the case folder: names of letters, digits, ".", "_", "-", "=", "+", "@" or "," joined by "/", with no ".."',
  'files.*.rows': 'the number of rows, or null for a file that is not a table',
  'files.*.bytes': 'the size of the file in bytes',
  'files.*.sha256': 'the SHA-256 of the file as 64 lower-case hexadecimal digits'
};
