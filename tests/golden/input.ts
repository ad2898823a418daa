/** Fields of a reference case, read with their types. A wrong type throws TypeError with the name. */
export interface Input {
  readonly number: (name: string, fallback?: number) => number;
  readonly text: (name: string) => string;
  readonly flag: (name: string) => boolean;
  /** null becomes NaN. A single number stands for a list of one. */
  readonly series: (name: string) => Float64Array;
  readonly flags: (name: string) => Uint8Array;
  readonly group: (name: string) => Input;
  readonly groups: (name: string) => readonly Input[];
  readonly has: (name: string) => boolean;
}

/** What answers a case, by the name of its function or method. */
export type Answers = Readonly<Record<string, (input: Input) => unknown>>;

export function inputOf(fields: Readonly<Record<string, unknown>>): Input {
  const wrong = (name: string, kind: string) =>
    new TypeError(`input.${name} should be ${kind}; it is ${JSON.stringify(fields[name])?.slice(0, 60)}`);
  const list = (name: string): readonly unknown[] => {
    const value = fields[name];
    if (Array.isArray(value)) return value;
    if (typeof value === 'number') return [value];
    throw wrong(name, 'a list');
  };
  return {
    has: (name) => fields[name] !== undefined && fields[name] !== null,
    number: (name, fallback) => {
      const value = fields[name] ?? fallback;
      if (typeof value !== 'number') throw wrong(name, 'a number');
      return value;
    },
    text: (name) => {
      const value = fields[name];
      if (typeof value !== 'string') throw wrong(name, 'a text');
      return value;
    },
    flag: (name) => {
      const value = fields[name];
      if (typeof value !== 'boolean') throw wrong(name, 'true or false');
      return value;
    },
    series: (name) => Float64Array.from(list(name), (value) => (typeof value === 'number' ? value : NaN)),
    flags: (name) => Uint8Array.from(list(name), (value) => (value === true || value === 1 ? 1 : 0)),
    group: (name) => inputOf(asFields(fields[name], name)),
    groups: (name) => list(name).map((value) => inputOf(asFields(value, name)))
  };
}

function asFields(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  throw new TypeError(`input.${name} should hold fields; it is ${JSON.stringify(value)}`);
}

/** A series as a reference file writes it: missing is null. */
export function listOf(values: ArrayLike<number>): readonly (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
