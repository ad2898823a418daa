import type { TimePrecision } from '../domain/event.ts';
import { endOf, makeDate, makeStart, oneOf } from './event-dates.ts';
import { PLAIN_EVENT_COLUMNS, type EventsSpec, type ValueSpec } from './mapping-schema.ts';
import { hashOf, makeValue, toNumber, UnusableRow } from './values.ts';
import type { RowContext, ValueMaker, ValueScope } from './values.ts';

/** One row of the table of events, without its items. Times are epoch milliseconds UTC. */
export interface EventRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly precision: TimePrecision;
  readonly dateBasis: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly placeRadiusM: number | null;
  readonly sources: readonly string[];
  readonly plain: Readonly<Record<(typeof PLAIN_EVENT_COLUMNS)[number], string | null>>;
}

/** What a plain column must look like, where the format says so. */
const SHAPES: Readonly<Record<string, { readonly fits: RegExp; readonly reason: string }>> = {
  country: { fits: /^[A-Z]{2}$/, reason: 'The country is not a code of two capital letters.' },
  region: {
    fits: /^[A-Z]{2}-./,
    reason: 'The region is not a code that begins with its country, such as NL-NH.'
  },
  source_grade: { fits: /^[A-F]$/, reason: 'The grade of the source is not one of A to F.' },
  info_grade: { fits: /^[1-6]$/, reason: 'The grade of the information is not one of 1 to 6.' }
};

/**
 * Compiles the events of a mapping: a function from a row to an event. It throws UnusableRow where there is no id,
 * kind or title, or a date that cannot be read; a date that is absent gives an event without one. Other values that
 * cannot be used are told of and left out.
 */
export function makeEventReader(
  spec: EventsSpec,
  scope: ValueScope,
  zone: string,
  sourceIds: ReadonlySet<string>
): (context: RowContext) => EventRow {
  const { columns } = spec;
  const id = spec.id === undefined ? wholeRowId : makeValue(spec.id, scope);
  const kind = makeValue(columns.kind, scope);
  const title = makeValue(columns.title, scope);
  const start = makeStart(columns.start, columns.time_precision, scope, zone);
  const end = columns.end === undefined ? null : makeDate(columns.end, scope, zone);
  const point = makePoint(columns.lat, columns.lon, scope);
  const radius = optionalValue(columns.place_radius_m, scope);
  const basis = optionalValue(columns.date_basis, scope);
  const sources = (columns.sources ?? []).map((source) => makeValue(source, scope));
  const plain = PLAIN_EVENT_COLUMNS.map((name) => [name, optionalValue(columns[name], scope)] as const);

  return (context) => {
    const when = start(context);
    return {
      id: required(id(context), 'id'),
      kind: required(kind(context), 'kind'),
      title: required(title(context), 'title'),
      start: when.start,
      end: end === null ? null : endOf(end(context), when.start, context),
      precision: when.precision,
      dateBasis: oneOf(basis(context) ?? 'occurred', ['occurred', 'reported'], 'date_basis'),
      ...point(context),
      placeRadiusM: positive(radius(context), context),
      sources: sources.flatMap((source) => knownSource(source(context), sourceIds, context)),
      plain: agreeing(
        Object.fromEntries(
          plain.map(([name, value]) => [name, shaped(name, value(context), context)])
        ) as EventRow['plain'],
        context
      )
    };
  };
}

function wholeRowId({ row }: RowContext): string {
  return hashOf(row.cells);
}

function optionalValue(spec: ValueSpec | undefined, scope: ValueScope): ValueMaker {
  return spec === undefined ? () => null : makeValue(spec, scope);
}

function required(value: string | null, column: string): string {
  if (value === null) throw new UnusableRow(`The event has no ${column}.`, column, '');
  return value;
}

function makePoint(
  latSpec: ValueSpec | undefined,
  lonSpec: ValueSpec | undefined,
  scope: ValueScope
): (context: RowContext) => { readonly lat: number | null; readonly lon: number | null } {
  const latOf = optionalValue(latSpec, scope);
  const lonOf = optionalValue(lonSpec, scope);
  return (context) => {
    const lat = degrees(latOf(context), 90, 'lat', context);
    const lon = degrees(lonOf(context), 180, 'lon', context);
    return lat === null || lon === null ? { lat: null, lon: null } : { lat, lon };
  };
}

/** Degrees within the limit, or null with word of it. */
export function degrees(
  text: string | null,
  limit: number,
  column: string,
  context: RowContext
): number | null {
  if (text === null) return null;
  const value = toNumber(text);
  if (value !== null && Math.abs(value) <= limit) return value;
  context.trouble(
    `The ${column === 'lat' ? 'latitude' : 'longitude'} is not within ${limit} degrees.`,
    column,
    text
  );
  return null;
}

function positive(text: string | null, context: RowContext): number | null {
  if (text === null) return null;
  const value = toNumber(text);
  if (value !== null && value >= 0) return value;
  context.trouble('The radius is not a number of metres.', 'place_radius_m', text);
  return null;
}

function knownSource(id: string | null, known: ReadonlySet<string>, context: RowContext): string[] {
  if (id === null) return [];
  if (known.has(id)) return [id];
  context.trouble('The source is not among the sources of the mapping.', 'sources', id);
  return [];
}

function shaped(name: string, value: string | null, context: RowContext): string | null {
  const shape = SHAPES[name];
  if (value === null || shape === undefined || shape.fits.test(value)) return value;
  context.trouble(shape.reason, name, value);
  return null;
}

/** A region of another country would hide the event from a filter by country. */
function agreeing(plain: EventRow['plain'], context: RowContext): EventRow['plain'] {
  const { country, region } = plain;
  if (region === null || country === region.slice(0, 2)) return plain;
  if (country === null) return { ...plain, country: region.slice(0, 2) };
  context.trouble('The region is not one of the country of the event.', 'region', region);
  return { ...plain, region: null };
}
