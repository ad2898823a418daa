import { createHash } from 'node:crypto';
import type { ValueSpec } from './mapping-schema.ts';
import type { LookupTable } from './lookups.ts';
import type { SourceRow } from './source-rows.ts';

/** Told of a value that cannot be used. */
export type Trouble = (reason: string, column: string, value: string) => void;

/** What a value is made from. */
export interface RowContext {
  readonly row: SourceRow;
  readonly trouble: Trouble;
  /** Values of the mapping's `let`, made once per row. */
  readonly named: Map<string, string | null>;
}

/** Makes one value of a row: text, or null where there is none. */
export type ValueMaker = (context: RowContext) => string | null;

/** What a compiler of values needs to know of the mapping. */
export interface ValueScope {
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly named: ReadonlyMap<string, ValueMaker>;
  /** Collects the columns that are used, to be compared with the header of each file. */
  readonly used: Set<string>;
}

/** Thrown inside a row that cannot be used at all; carries the reason. */
export class UnusableRow extends Error {
  override readonly name = 'UnusableRow';
  constructor(
    readonly reason: string,
    readonly column: string,
    readonly value: string
  ) {
    super(reason);
  }
}

/** Turns a value of the mapping into a function of the row. Throws RangeError where it names a lookup that is not there. */
export function makeValue(spec: ValueSpec, scope: ValueScope): ValueMaker {
  if (typeof spec === 'string') return namedOrColumn(spec, scope);
  const plain = makePlain(spec, scope);
  return modified(plain, spec);
}

function makePlain(spec: Exclude<ValueSpec, string>, scope: ValueScope): ValueMaker {
  if ('column' in spec) return namedOrColumn(spec.column, scope);
  if ('constant' in spec) {
    const constant = String(spec.constant);
    return () => constant;
  }
  if ('template' in spec) return makeTemplate(spec.template, scope);
  if ('first' in spec) {
    const choices = spec.first.map((choice) => makeValue(choice, scope));
    return (context) => {
      for (const choice of choices) {
        const found = choice(context);
        if (found !== null) return found;
      }
      return null;
    };
  }
  if ('lookup' in spec) return makeLookup(spec, scope);
  if ('hash' in spec) {
    const parts = spec.hash.map((part) => makeValue(part, scope));
    const prefix = spec.prefix ?? '';
    return (context) => prefix + hashOf(parts.map((part) => part(context)));
  }
  return 'add' in spec
    ? makeSum(spec.add, scope, 0, (a, b) => a + b)
    : makeSum(spec.multiply, scope, 1, (a, b) => a * b);
}

/** First 16 hex digits of the SHA-256 of the parts: enough for a billion rows. */
export function hashOf(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function namedOrColumn(name: string, scope: ValueScope): ValueMaker {
  const maker = scope.named.get(name);
  if (maker === undefined) {
    scope.used.add(name);
    return ({ row }) => cellOf(row, name);
  }
  return (context) => {
    const known = context.named.get(name);
    if (known !== undefined) return known;
    const value = maker(context);
    context.named.set(name, value);
    return value;
  };
}

// What nobody sees at the ends of a name: no link could ask for a name with it.
const UNSEEN_ENDS = /^[\s\p{Cc}\u200B\uFEFF]+|[\s\p{Cc}\u200B\uFEFF]+$/gu;

/** A cell without the blanks and control characters round it; null where there is nothing in it. */
export function cellOf(row: SourceRow, name: string): string | null {
  const index = row.columns.get(name);
  const cell = index === undefined ? null : row.cells[index];
  const trimmed = (cell ?? '').replace(UNSEEN_ENDS, '');
  return trimmed === '' ? null : trimmed;
}

/** `{Column}` stands for the value; a template whose columns are all empty gives nothing. */
function makeTemplate(template: string, scope: ValueScope): ValueMaker {
  const parts = template.split(/\{([^{}]+)\}/);
  const makers = parts.map((part, index) => (index % 2 === 1 ? namedOrColumn(part, scope) : null));
  return (context) => {
    let hasValue = makers.length === 1;
    const text = parts.map((part, index) => {
      const value = makers[index]?.(context);
      if (value === undefined) return part;
      hasValue ||= value !== null;
      return value ?? '';
    });
    return hasValue ? text.join('').trim() || null : null;
  };
}

function makeLookup(
  spec: { readonly lookup: string; readonly by: ValueSpec; readonly take: string },
  scope: ValueScope
): ValueMaker {
  const table = scope.lookups.get(spec.lookup);
  if (table === undefined) throw new RangeError(`There is no lookup "${spec.lookup}".`);
  if (!table.columns.has(spec.take)) {
    throw new RangeError(`Lookup "${spec.lookup}" has no column "${spec.take}".`);
  }
  const by = makeValue(spec.by, scope);
  return (context) => {
    const key = by(context);
    if (key === null) return null;
    const found = table.find(key);
    if (found === undefined && table.reportsUnmatched) {
      context.trouble(`The name is not in the lookup "${spec.lookup}".`, spec.lookup, key);
    }
    return found?.[spec.take] ?? null;
  };
}

function makeSum(
  terms: readonly (ValueSpec | number)[],
  scope: ValueScope,
  neutral: number,
  join: (a: number, b: number) => number
): ValueMaker {
  const makers = terms.map((term) => (typeof term === 'number' ? term : makeValue(term, scope)));
  return (context) => {
    let total = neutral;
    for (const maker of makers) {
      const text = typeof maker === 'number' ? String(maker) : maker(context);
      if (text === null) return null;
      const value = toNumber(text);
      if (value === null) {
        context.trouble('The value is not a number.', '', text);
        return null;
      }
      total = join(total, value);
    }
    return String(total);
  };
}

/** A decimal number, or null: no hexadecimal, no Infinity, no thousands separators. */
export function toNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

function modified(maker: ValueMaker, spec: Exclude<ValueSpec, string>): ValueMaker {
  const missing = new Set(spec.missing ?? []);
  const { values, otherwise, keep, decimal, letters } = spec;
  return (context) => {
    let value = maker(context);
    if (value !== null && missing.has(value)) value = null;
    if (value !== null && decimal !== undefined) value = plainDecimal(value, decimal);
    if (value !== null && letters !== undefined) value = withLetters(value, letters);
    if (values === undefined) return value ?? otherwise ?? null;
    // '' in the table stands for the empty cell.
    if (Object.hasOwn(values, value ?? '')) return values[value ?? ''];
    if (otherwise !== undefined) return otherwise;
    if (keep === true || value === null) return value;
    throw new UnusableRow('The value is not in the table of values of the mapping.', nameOf(spec), value);
  };
}

function nameOf(spec: Exclude<ValueSpec, string>): string {
  return 'column' in spec ? spec.column : '';
}

function plainDecimal(text: string, decimal: ',' | '.'): string {
  const thousands = decimal === ',' ? /[.\s']/g : /[,\s']/g;
  return text.replace(thousands, '').replace(decimal, '.');
}

function withLetters(text: string, letters: 'lower' | 'upper' | 'title'): string {
  if (letters === 'upper') return text.toUpperCase();
  const lower = text.toLowerCase();
  return letters === 'lower'
    ? lower
    : lower.replace(/(^|[^\p{L}\p{M}'])\p{L}/gu, (part) => part.toUpperCase());
}
