import type { Analysis } from '../domain/analysis.ts';
import type { Filter } from '../domain/filter.ts';
import type { View } from '../domain/view.ts';
import type { Report } from './problem.ts';
import { readChoice, readNames, readText } from './read.ts';
import { encodeText } from './text.ts';

/** What a parameter says about the view. */
export type Patch = Partial<Omit<View, 'filter' | 'analysis'>> & {
  readonly filter?: Partial<Filter>;
  readonly analysis?: Partial<Analysis>;
};

export interface Param {
  readonly name: string;
  /** The percent-encoded value, or null where the view has the default. */
  write(view: View): string | null;
  /** Reads a percent-encoded value; never throws. What is wrong is reported, and left out of the patch. */
  read(raw: string, report: Report): Patch;
}

/** A parameter that is a list of names of the case. */
export function listParam(
  name: string,
  field: 'kinds' | 'commodities' | 'operations' | 'agencies' | 'traffic'
): Param {
  return {
    name,
    write: ({ filter }) => (filter[field].length === 0 ? null : filter[field].map(encodeText).join(',')),
    read: (raw, report) => {
      const names = readNames(raw.split(','), report, `no filter by ${name}`);
      return names.length === 0 ? {} : { filter: { [field]: names } };
    }
  };
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
  name: 'layer' | 'panel' | 'theme' | 'mode',
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
