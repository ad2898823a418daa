import { ident, sql, type Sql } from '../../sql/sql.ts';
import { END_SECOND, FIRST_SECOND, secondsOfLocal } from './zone-sql.ts';

/** How the time of a record is written, settled: see settleTime. */
export type TimeForm =
  | { readonly kind: 'epoch'; readonly perSecond: number; readonly isWhole: boolean }
  /** An instant in a type of its own, which needs no zone. */
  | { readonly kind: 'instant' }
  /** What a clock of the zone showed. */
  | { readonly kind: 'local'; readonly zone: string }
  /** Text; `pattern` null: ISO 8601. Without an offset in it, a time of the zone; unusable where that is ''. */
  | { readonly kind: 'text'; readonly pattern: string | null; readonly zone: string };

const UNITS: Readonly<Record<string, number>> = {
  'epoch s': 1,
  'epoch ms': 1000,
  'epoch us': 1_000_000,
  'epoch ns': 1_000_000_000
};

/** How many of them a second has; undefined where the format is no count since 1970. */
export function epochUnit(format: string): number | undefined {
  return Object.hasOwn(UNITS, format) ? UNITS[format] : undefined;
}

/** The format that whole numbers are most likely written in, by their size; null where none fits. */
export function likelyFormat(value: number): string | null {
  return Object.keys(UNITS).find((format) => isPlausible(value / UNITS[format])) ?? null;
}

export function isPlausible(seconds: number): boolean {
  return seconds >= FIRST_SECOND && seconds < END_SECOND;
}

/** Text that ends with an offset or Z behind a time (RE2 and JavaScript read it alike). */
export const TEXT_OFFSET = String.raw`\d{2}:\d{2}.*([zZ]|[+-]\d{2}(:?\d{2})?)$`;

/**
 * Epoch seconds (whole, rounded down) of a column as an expression of two steps, since the second uses the first more
 * than once: `raw` makes the column `local`, `seconds` is made from that. NULL where the time cannot be read.
 */
export function timeSql(column: string, form: TimeForm): { readonly raw: Sql; readonly seconds: Sql } {
  const name = ident(column);
  const local = sql`"local"`;
  switch (form.kind) {
    case 'epoch':
      return { raw: sql`${wholeSeconds(name, form)} AS "local"`, seconds: local };
    case 'instant':
      return { raw: sql`epoch_ms(${name}) // 1000 AS "local"`, seconds: local };
    case 'local':
      return {
        raw: sql`epoch_ms(${name}::TIMESTAMP) // 1000 AS "local"`,
        seconds: secondsOfLocal(local, form.zone)
      };
    case 'text':
      return textSeconds(name, form);
  }
}

function wholeSeconds(name: Sql, { perSecond, isWhole }: Extract<TimeForm, { kind: 'epoch' }>): Sql {
  if (!isWhole) return sql`floor(${name} / ${perSecond})::BIGINT`;
  return perSecond === 1 ? name : sql`${name} // ${perSecond}`;
}

function textSeconds(name: Sql, { pattern, zone }: Extract<TimeForm, { kind: 'text' }>) {
  const local = sql`"local"`;
  if (pattern !== null) {
    const unit = epochUnit(pattern);
    if (unit !== undefined) {
      const value = sql`TRY_CAST(${name} AS DOUBLE)`;
      return { raw: sql`floor(${value} / ${unit})::BIGINT AS "local"`, seconds: local };
    }
    return {
      raw: sql`epoch_ms(try_strptime(trim(${name}), ${strptimePattern(pattern)})) // 1000 AS "local"`,
      seconds: secondsOfLocal(local, zone)
    };
  }
  const isInstant = sql`regexp_matches(${name}, ${TEXT_OFFSET})`;
  return {
    raw: sql`CASE WHEN ${isInstant} THEN epoch_ms(TRY_CAST(${name} AS TIMESTAMPTZ)) // 1000 END AS "instant",
  CASE WHEN contains(${name}, ':') AND NOT ${isInstant} THEN epoch_ms(TRY_CAST(${name} AS TIMESTAMP)) // 1000 END AS "local"`,
    seconds: zone === '' ? sql`"instant"` : sql`coalesce("instant", ${secondsOfLocal(local, zone)})`
  };
}

const PARTS: readonly (readonly [part: string, code: string])[] = [
  ['YYYY', '%Y'],
  ['MMMM', '%B'],
  ['MMM', '%b'],
  ['MM', '%m'],
  ['DD', '%d'],
  ['HH', '%H'],
  ['mm', '%M'],
  ['ss', '%S'],
  ['M', '%-m'],
  ['D', '%-d'],
  ['H', '%-H']
];

/** A pattern of a mapping (YYYY-MM-DD HH:mm:ss) in the letters of strptime. */
export function strptimePattern(pattern: string): string {
  let made = '';
  for (let at = 0; at < pattern.length;) {
    const part = PARTS.find(([letters]) => pattern.startsWith(letters, at));
    made += part === undefined ? pattern[at].replace('%', '%%') : part[1];
    at += part === undefined ? 1 : part[0].length;
  }
  return made;
}
