import { shorten, type Report } from './problem.ts';
import { cleanText, decodeText, hasUnfit, MAX_NAME } from './text.ts';
import { MAX_VALUES } from './values.ts';

const BROKEN = 'the percent signs in it do not stand for text in UTF-8.';

/** The clean text of a percent-encoded value; null where it is empty, or cannot be read, which is reported. */
export function readText(raw: string, report: Report, maxLength: number, kept: string): string | null {
  const text = decodeText(raw);
  if (text === null) {
    report(raw, BROKEN, kept);
    return null;
  }
  if (text.trim().length > maxLength) {
    report(text, `this is longer than ${maxLength} characters.`, kept);
    return null;
  }
  const clean = cleanText(text, maxLength);
  if (hasUnfit(text))
    report(text, 'control characters were taken out.', clean === '' ? kept : shorten(clean));
  return clean === '' ? null : clean;
}

/** A name of a list, or what is wrong with it. */
export type Fitted =
  | { readonly name: string; readonly wrong?: undefined }
  | { readonly name?: undefined; readonly wrong: string };

/**
 * The names of a list, each once: percent-encoded pieces, of which the empty ones are skipped and the unreadable
 * ones reported. `fit` may replace a name or say what is wrong with it; `none` says what an empty list means.
 */
export function readNames(
  pieces: readonly string[],
  report: Report,
  none: string,
  fit: (name: string) => Fitted = (name) => ({ name })
): string[] {
  const names = new Set<string>();
  const wrongs: (readonly [value: string, message: string])[] = [];
  for (const piece of pieces) {
    if (piece === '') continue;
    // A cleaned name is kept and named at once; what a refused one leaves is known only at the end.
    const text = readText(
      piece,
      (value, message, kept) => {
        if (kept === '') wrongs.push([value, message]);
        else report(value, message, kept);
      },
      MAX_NAME,
      ''
    );
    if (text === null) continue;
    const { name, wrong } = fit(text);
    if (name === undefined) wrongs.push([text, wrong]);
    else if (names.has(name)) continue;
    else if (names.size < MAX_VALUES) names.add(name);
    else {
      report(name, `a list has at most ${MAX_VALUES} values.`, `the first ${MAX_VALUES}`);
      break;
    }
  }
  for (const [value, message] of wrongs) report(value, message, names.size === 0 ? none : 'the other values');
  return [...names];
}

/** One of the words; null where the value is empty or another word, which is reported. */
export function readChoice(
  raw: string,
  words: readonly string[],
  report: Report,
  kept: string
): string | null {
  const text = readText(raw, report, MAX_NAME, kept);
  if (text === null || words.includes(text)) return text;
  report(text, `this is none of ${words.join(', ')}.`, kept);
  return null;
}
