import { DEFAULT_VIEW, type View } from '../domain/view.ts';
import type { Patch } from './param.ts';
import { PARAMS } from './params.ts';
import { problemList, shorten, type LinkProblem, type ProblemList } from './problem.ts';
import { decodeText } from './text.ts';
import { writeTime } from './values.ts';

export interface Decoded {
  /** Always valid: `normalise(view)` equals it. */
  readonly view: View;
  /** What could not be read as it stands, to be shown to the reader. */
  readonly problems: readonly LinkProblem[];
}

/** Longer fragments are cut: no browser keeps an address of this length. */
export const MAX_FRAGMENT = 4_000_000;

const KNOWN = new Map(PARAMS.map((param) => [param.name, param]));

/**
 * Reads the fragment of an address, with or without `#`. Total: any text gives a valid view and a list of problems,
 * and nothing is thrown. Dates are UTC; `+` is a space; the first of a parameter given twice holds.
 */
export function decode(fragment: string): Decoded {
  const problems = problemList();
  const values = split(fragment, problems);
  let view = DEFAULT_VIEW;
  for (const param of PARAMS) {
    const raw = values.get(param.name);
    if (raw === undefined) continue;
    const patch = param.read(raw, (value, message, kept) => problems.add(param.name, value, message, kept));
    view = patched(view, patch);
  }
  return { view: withSoundRange(view, problems), problems: problems.all() };
}

/** The fragment of an address, without `#`; a text that is no address is a fragment itself. */
export function fragmentOf(text: string): string {
  const mark = text.indexOf('#');
  if (mark >= 0) return text.slice(mark + 1);
  return /^https?:\/\//i.test(text.trim()) ? '' : text;
}

function split(fragment: string, problems: ProblemList): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (fragment.length > MAX_FRAGMENT)
    problems.add('', '', `It is longer than ${MAX_FRAGMENT} characters; the rest was not read.`, '');
  const text = fragment.slice(0, MAX_FRAGMENT).replace(/^#/, '');
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const rawName = equals < 0 ? pair : pair.slice(0, equals);
    const raw = equals < 0 ? '' : pair.slice(equals + 1);
    // A link copied out of the source of a web page has &amp; for &.
    const name = (decodeText(rawName) ?? rawName).replace(/^amp;/, '').trim();
    if (name === '')
      problems.add(
        '',
        '',
        `"${shorten(pair)}" stands without the name of a parameter.`,
        'the rest of the link'
      );
    else if (!KNOWN.has(name))
      problems.add(name, decodeText(raw) ?? raw, 'this parameter is not known.', 'the rest of the link');
    else if (equals < 0) problems.add(name, '', 'this parameter has no value.', 'the default');
    else if (values.has(name))
      problems.add(name, decodeText(raw) ?? raw, 'this parameter is given twice.', 'the first');
    else values.set(name, raw);
  }
  return values;
}

function patched(view: View, patch: Patch): View {
  const { filter } = view;
  return {
    ...view,
    ...patch,
    filter: { ...filter, ...patch.filter, not: { ...filter.not, ...patch.filter?.not } },
    map: { ...view.map, ...patch.map },
    analysis: { ...view.analysis, ...patch.analysis }
  };
}

function withSoundRange(view: View, problems: ProblemList): View {
  const { from, to } = view;
  if (from === null || to === null || from < to) return view;
  problems.add(
    'to',
    writeTime(to),
    `the end of the range is not after its start, ${writeTime(from)}.`,
    'no range: the whole case'
  );
  return { ...view, from: null, to: null };
}
