import * as v from 'valibot';
import { TIME_PRECISIONS } from '../domain/event.ts';
import { messagesSchema } from './mapping-messages.ts';

const text = v.pipe(v.string(), v.minLength(1));
const textTable = v.record(v.string(), v.nullable(v.string()));

/** What may follow every kind of value: a table of values, texts that mean nothing, how numbers are written. */
const modifiers = {
  values: v.optional(textTable),
  otherwise: v.optional(v.nullable(v.string())),
  keep: v.optional(v.boolean()),
  missing: v.optional(v.array(v.string())),
  decimal: v.optional(v.picklist([',', '.'])),
  letters: v.optional(v.picklist(['lower', 'upper', 'title']))
};

interface Modifiers {
  readonly values?: Readonly<Record<string, string | null>>;
  readonly otherwise?: string | null;
  readonly keep?: boolean;
  readonly missing?: readonly string[];
  readonly decimal?: ',' | '.';
  readonly letters?: 'lower' | 'upper' | 'title';
}

/** How one value is made from a row: the name of a column, or one of a fixed set of safe forms. */
export type ValueSpec =
  | string
  | (Modifiers & { readonly column: string })
  | (Modifiers & { readonly constant: string | number })
  | (Modifiers & { readonly template: string })
  | (Modifiers & { readonly first: readonly ValueSpec[] })
  | (Modifiers & { readonly lookup: string; readonly by: ValueSpec; readonly take: string })
  | (Modifiers & { readonly hash: readonly ValueSpec[]; readonly prefix?: string })
  | (Modifiers & { readonly add: readonly (ValueSpec | number)[] })
  | (Modifiers & { readonly multiply: readonly (ValueSpec | number)[] });

const value: v.GenericSchema<unknown, ValueSpec> = v.lazy(() =>
  v.union([
    text,
    v.strictObject({ column: text, ...modifiers }),
    v.strictObject({ constant: v.union([v.string(), v.number()]), ...modifiers }),
    v.strictObject({ template: text, ...modifiers }),
    v.strictObject({ first: v.pipe(v.array(value), v.minLength(1)), ...modifiers }),
    v.strictObject({ lookup: text, by: value, take: text, ...modifiers }),
    v.strictObject({
      hash: v.pipe(v.array(value), v.minLength(1)),
      prefix: v.optional(v.string()),
      ...modifiers
    }),
    v.strictObject({ add: terms(), ...modifiers }),
    v.strictObject({ multiply: terms(), ...modifiers })
  ])
);

function terms() {
  return v.pipe(v.array(v.union([v.number(), value])), v.minLength(1));
}

const formats = v.union([text, v.pipe(v.array(text), v.minLength(1))]);

const date = v.strictObject({
  from: value,
  format: v.optional(formats, 'ISO'),
  zone: v.optional(text),
  fiscalStart: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(12))),
  until: v.optional(value)
});
export type DateSpec = v.InferOutput<typeof date>;

const condition = v.pipe(
  v.strictObject({
    value,
    is: v.optional(v.array(v.string())),
    isNot: v.optional(v.array(v.string()))
  }),
  v.check(({ is, isNot }) => (is === undefined) !== (isNot === undefined), 'wants either "is" or "isNot"')
);
export type ConditionSpec = v.InferOutput<typeof condition>;

/** What every source table has: where its rows come from, which of them count. */
const tableFields = {
  files: v.optional(v.pipe(v.array(text), v.minLength(1))),
  rows: v.optional(v.array(v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))))),
  skipRows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  delimiter: v.optional(v.pipe(v.string(), v.length(1)), ','),
  encoding: v.optional(text, 'utf-8'),
  where: v.optional(v.array(condition), []),
  key: v.optional(
    v.strictObject({
      columns: v.pipe(v.array(text), v.minLength(1)),
      repeated: v.optional(v.picklist(['refuse', 'first']), 'refuse')
    })
  ),
  let: v.optional(v.record(v.string(), value), {})
};

const item = v.strictObject({
  commodity: value,
  quantity: value,
  unit: value,
  note: v.optional(value),
  keepZero: v.optional(v.boolean(), false)
});
export type ItemSpec = v.InferOutput<typeof item>;

/** Text columns of an event that are taken as they are. */
export const PLAIN_EVENT_COLUMNS = [
  'summary',
  'place',
  'country',
  'region',
  'operation',
  'agency',
  'source_grade',
  'info_grade',
  'handling'
] as const;

const events = v.strictObject({
  ...tableFields,
  id: v.optional(value),
  repeatedIds: v.optional(v.picklist(['refuse', 'number', 'merge']), 'refuse'),
  locate: v.optional(v.boolean(), false),
  columns: v.strictObject({
    kind: value,
    title: value,
    start: v.optional(date),
    end: v.optional(date),
    time_precision: v.optional(value),
    date_basis: v.optional(value),
    lat: v.optional(value),
    lon: v.optional(value),
    place_radius_m: v.optional(value),
    sources: v.optional(v.array(value)),
    ...Object.fromEntries(PLAIN_EVENT_COLUMNS.map((name) => [name, v.optional(value)] as const))
  } as const),
  items: v.optional(v.array(item), [])
});

/** The plain columns are made by a loop above, which the schema's type does not follow. */
type PlainColumns = { readonly [name in (typeof PLAIN_EVENT_COLUMNS)[number]]?: ValueSpec };
export type EventsSpec = Omit<v.InferOutput<typeof events>, 'columns'> & {
  readonly columns: v.InferOutput<typeof events>['columns'] & PlainColumns;
};

const items = v.strictObject({ ...tableFields, event: value, items: v.pipe(v.array(item), v.minLength(1)) });
export type ItemsSpec = v.InferOutput<typeof items>;

const activity = v.strictObject({
  ...tableFields,
  step: v.picklist(['hour', 'day', 'irregular']),
  unit: text,
  scale: v.optional(v.pipe(v.number(), v.gtValue(0)), 1),
  wide: v.optional(v.strictObject({ columns: text })),
  time: v.optional(date),
  messages: v.optional(v.union([v.strictObject({ count: v.literal('rows') }), value])),
  devices: v.optional(v.strictObject({ distinct: value })),
  traffic: v.optional(value),
  place: v.strictObject({
    code: v.optional(value),
    h3: v.optional(value),
    resolution: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
    lat: v.optional(value),
    lon: v.optional(value),
    name: v.optional(value),
    country: v.optional(value),
    region: v.optional(value)
  }),
  collected: v.optional(
    v.union([v.picklist(['span', 'seen']), v.strictObject({ atLeast: v.pipe(v.number(), v.minValue(1)) })])
  )
});
export type ActivitySpec = v.InferOutput<typeof activity>;

const lookup = v.strictObject({
  file: v.optional(text),
  rows: v.optional(v.record(v.string(), v.record(v.string(), v.nullable(v.union([v.string(), v.number()]))))),
  key: v.optional(text),
  unmatched: v.optional(v.picklist(['report', 'ignore']), 'report')
});
export type LookupSpec = v.InferOutput<typeof lookup>;

const range = v.strictObject({ from: text, to: text });

const source = v.strictObject({
  id: text,
  title: text,
  publisher: v.optional(v.nullable(v.string()), null),
  date: v.optional(v.nullable(v.string()), null),
  url: v.optional(v.nullable(v.string()), null)
});

const outlines = v.union([
  v.picklist(['regions', 'countries']),
  v.strictObject({ file: text, code: text, name: v.optional(text), parent: v.optional(text) })
]);
export type OutlinesSpec = v.InferOutput<typeof outlines>;

/** A mapping file: which column of the source tables is what. */
export const mappingSchema = v.strictObject({
  case: v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
    title: text,
    summary: v.optional(v.string(), ''),
    synthetic: v.optional(v.boolean(), false),
    zone: v.optional(text, 'UTC'),
    period: v.optional(range),
    analysis: v.optional(range),
    sources: v.optional(v.array(source), [])
  }),
  lookups: v.optional(v.record(v.string(), lookup), {}),
  events: v.optional(events),
  items: v.optional(items),
  activity: v.optional(activity),
  messages: v.optional(messagesSchema),
  outlines: v.optional(outlines)
});
export type Mapping = Omit<v.InferOutput<typeof mappingSchema>, 'events'> & { readonly events?: EventsSpec };
export type TableSpec = EventsSpec | ItemsSpec | ActivitySpec;

export const PRECISION_NAMES: ReadonlySet<string> = new Set(TIME_PRECISIONS);
