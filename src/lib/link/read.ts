import type { Report } from './problem.ts';
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
    report(text, `this is longer than ${maxLength} signs.`, kept);
    return null;
  }
  const clean = cleanText(text, maxLength);
  if (hasUnfit(text)) report(text, 'control signs were taken out.', clean === '' ? kept : clean);
  return clean === '' ? null : clean;
}

/**
 * The names of a list, each once: percent-encoded pieces, of which the empty ones are skipped and the unreadable
 * ones reported. `fit` may replace a name, or refuse it with null (and report why).
 */
export function readNames(
  pieces: readonly string[],
  report: Report,
  fit: (name: string) => string | null = (name) => name
): string[] {
  const names = new Set<string>();
  for (const piece of pieces) {
    const text = piece === '' ? null : readText(piece, report, MAX_NAME, 'the other values');
    const name = text === null ? null : fit(text);
    if (name === null || names.has(name)) continue;
    if (names.size === MAX_VALUES) {
      report(name, `a list has at most ${MAX_VALUES} values.`, `the first ${MAX_VALUES}`);
      break;
    }
    names.add(name);
  }
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
