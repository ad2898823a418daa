import type { Failure } from '../domain/failure.ts';

/** What a wrong row breaks. `missing`: no value, or blank text. */
type Test =
  | { readonly kind: 'missing' }
  | { readonly kind: 'outside'; readonly min: number; readonly max: number }
  | { readonly kind: 'unlisted'; readonly values: readonly string[] }
  | { readonly kind: 'unlike'; readonly pattern: string }
  | { readonly kind: 'above'; readonly column: string }
  | { readonly kind: 'before'; readonly column: string; readonly orEqual: boolean }
  | { readonly kind: 'half'; readonly column: string }
  | { readonly kind: 'foreignRegion'; readonly column: string }
  | { readonly kind: 'unwholeHour' };

/** One rule for the values of a column: how a row breaks it, and what to tell the person who has to mend it. */
export interface ValueRule {
  readonly code: string;
  readonly severity: Failure['severity'];
  readonly test: Test;
  /** The sentence about one wrong value, as text; `''` where there is none. */
  readonly says: (value: string) => string;
  readonly remedy: string;
}

function rule(code: string, test: Test, says: ValueRule['says'], remedy: string): ValueRule {
  return { code, severity: 'error', test, says, remedy };
}

/** A value that may not be missing. */
export function filled(name: string): ValueRule {
  return rule(
    'value-missing',
    { kind: 'missing' },
    () => `The ${name} is missing.`,
    `Give every row its ${name}.`
  );
}

/** A number inside [min, max]; NaN and infinities are outside. */
export function between(code: string, name: string, min: number, max: number, remedy: string): ValueRule {
  return rule(
    code,
    { kind: 'outside', min, max },
    (value) => `${name} ${value} lies outside ${min} to ${max}.`,
    remedy
  );
}

/** A finite number that is not below zero. */
export function notNegative(code: string, name: string): ValueRule {
  return rule(
    code,
    { kind: 'outside', min: 0, max: Number.MAX_VALUE },
    (value) => `${name} ${value} is not a number from 0 upwards.`,
    'Correct it, or leave it empty where it is not known.'
  );
}

export function oneOf(code: string, name: string, values: readonly string[]): ValueRule {
  return rule(
    code,
    { kind: 'unlisted', values },
    (value) => `${name} "${value}" is not known.`,
    `Use one of ${values.join(', ')}.`
  );
}

/** Text that matches the whole of a regular expression (one that DuckDB's RE2 and JavaScript read alike). */
export function like(code: string, name: string, pattern: string, remedy: string): ValueRule {
  return rule(code, { kind: 'unlike', pattern }, (value) => `${name} "${value}" is not valid.`, remedy);
}

export const LATITUDE = between(
  'latitude-range',
  'Latitude',
  -90,
  90,
  'Write degrees north from -90 to 90; check that latitude and longitude are not swapped.'
);

export const LONGITUDE = between(
  'longitude-range',
  'Longitude',
  -180,
  180,
  'Write degrees east from -180 to 180; check that latitude and longitude are not swapped.'
);

/** A latitude without its longitude, or the other way round. */
export const WHOLE_PLACE = rule(
  'place-half',
  { kind: 'half', column: 'lon' },
  () => 'Only one of latitude and longitude is there.',
  'Give both, or neither where the place is not known.'
);

export const COUNTRY = like(
  'country-code',
  'Country',
  '[A-Z]{2}',
  'Write the country as two capital letters (ISO 3166-1 alpha-2), such as NL.'
);

export const REGION = like(
  'region-code',
  'Region',
  '[A-Z]{2}-.+',
  'Write the region as its country code, a dash and more, such as NL-NH.'
);

export const REGION_IN_COUNTRY = rule(
  'region-country',
  { kind: 'foreignRegion', column: 'country' },
  (value) => `Region "${value}" does not begin with the country of its row.`,
  'Correct the region or the country: a filter by country would miss this row.'
);

/** Years 1 to 9999: what a calendar and a screen can show. */
export const REAL_TIME: ValueRule = rule(
  'time-range',
  { kind: 'outside', min: -62_135_596_800_000, max: 253_402_300_799_999 },
  (value) => `Time ${value} lies outside the years 1 to 9999.`,
  'Correct it, or leave it empty where it is not known.'
);

export function notBefore(code: string, column: string, orEqual: boolean): ValueRule {
  const remedy = orEqual
    ? `Make it later than the ${column}.`
    : `Make it the same as the ${column} or later, or leave it empty where it is not known.`;
  const what = orEqual ? 'is not after' : 'is before';
  return rule(
    code,
    { kind: 'before', column, orEqual },
    (value) => `The end ${value} ${what} the ${column}.`,
    remedy
  );
}

export const DEVICES_IN_MESSAGES = rule(
  'devices-exceed-messages',
  { kind: 'above', column: 'messages' },
  (value) => `${value} devices are more than the messages of the row.`,
  'A device in a row sent at least one of its messages: count them again.'
);

export const WHOLE_HOUR = rule(
  'hour-not-whole',
  { kind: 'unwholeHour' },
  (value) => `Hour ${value} is not a whole UTC hour from 1970 onwards.`,
  'Write whole hours since 1970-01-01 00:00 UTC, or timestamps cut to the hour.'
);
