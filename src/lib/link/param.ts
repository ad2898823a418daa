import type { Analysis } from '../domain/analysis.ts';
import type { Filter, ListDimension, ValueLists } from '../domain/filter.ts';
import type { MapChoice } from '../domain/map-choice.ts';
import type { View } from '../domain/view.ts';
import type { Report } from './problem.ts';
import { readChoice, readNames, readText, type Fitted } from './read.ts';
import { encodeText } from './text.ts';

/** What a parameter says about the view. */
export type Patch = Partial<Omit<View, 'filter' | 'map' | 'analysis'>> & {
  readonly filter?: FilterPatch;
  readonly map?: Partial<MapChoice>;
  readonly analysis?: Partial<Analysis>;
};
type FilterPatch = Partial<Omit<Filter, 'not'>> & { readonly not?: Partial<ValueLists> };

export interface Param {
  readonly name: string;
  /** The percent-encoded value, or null where the view has the default. */
  write(view: View): string | null;
  /** Reads a percent-encoded value; never throws. What is wrong is reported, and left out of the patch. */
  read(raw: string, report: Report): Patch;
}

/** How the names of a list are read: its pieces, and the name that a piece stands for or what is wrong with it. */
interface ListReading {
  readonly split: (raw: string) => readonly string[];
  readonly fit?: (text: string) => Fitted;
}

const PLAIN: ListReading = { split: (raw) => raw.split(',') };

/** Two parameters, each a list of names of the case: those kept (`kind`), and those left out (`not-kind`). */
export function listParams(
  name: string,
  field: ListDimension,
  { split, fit }: ListReading = PLAIN
): readonly [kept: Param, leftOut: Param] {
  const written = (names: readonly string[]) => (names.length === 0 ? null : names.map(encodeText).join(','));
  const read = (raw: string, report: Report, by: string) =>
    readNames(split(raw), report, `no filter by ${by}`, fit);
  return [
    {
      name,
      write: ({ filter }) => written(filter[field]),
      read: (raw, report) => {
        const names = read(raw, report, name);
        return names.length === 0 ? {} : { filter: { [field]: names } };
      }
    },
    {
      name: `not-${name}`,
      write: ({ filter }) => written(filter.not[field]),
      read: (raw, report) => {
        const names = read(raw, report, `${name} left out`);
        return names.length === 0 ? {} : { filter: { not: { [field]: names } } };
      }
    }
  ];
}

/** A parameter that is one text, or not given. */
export function textParam(
  name: string,
  field: 'case' | 'selection' | 'zone' | 'brief' | 'data',
  fit: (text: string) => string | null,
  wanted: string,
  kept: string
): Param {
  return {
    name,
    write: (view) => {
      const text = view[field];
      return text === null ? null : readable(text);
    },
    read: (raw, report) => {
      const text = readText(raw, report, 500, kept);
      if (text === null) return {};
      const fitted = fit(text);
      if (fitted === null) report(text, wanted, kept);
      return fitted === null ? {} : { [field]: fitted };
    }
  };
}

/** A parameter that is one of a few words. */
export function choiceParam(
  name: 'lanes' | 'bars' | 'usual' | 'layer' | 'panel' | 'theme' | 'mode',
  words: readonly string[],
  fallback: string | null,
  kept: string
): Param {
  return {
    name,
    write: (view) => (view[name] === fallback ? null : view[name]),
    read: (raw, report) => {
      const word = readChoice(raw, words, report, kept);
      return word === null ? {} : { [name]: word };
    }
  };
}

/** A text that is no list: its commas stay readable. */
export function readable(text: string): string {
  return encodeText(text).replaceAll('%2C', ',');
}
