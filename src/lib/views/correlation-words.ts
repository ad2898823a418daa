import type { Limit } from '../domain/correlation-event.ts';
import type { EvidenceGrade } from '../domain/correlation-impact.ts';
import { scaledAmount } from '../domain/activity.ts';
import { formatInstant, formatRange } from '../time/format.ts';

/** How numbers and times of results are written. */
export interface ResultStyle {
  readonly locale: string;
  /** IANA zone that times are shown in. */
  readonly zone: string;
  /** A stored count times `scale` is a value in `name`. */
  readonly unit: { readonly name: string; readonly scale: number };
}

/** What stands where a number cannot be given. */
export const NONE = '–';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let known = formatters.get(key);
  if (known === undefined) {
    known = new Intl.NumberFormat(locale, options);
    formatters.set(key, known);
  }
  return known;
}

/** A stored count as the value it stands for: whole from 100 on, with up to three digits below. */
export function countText(count: number | null, { locale, unit }: ResultStyle): string {
  if (count === null) return NONE;
  const amount = scaledAmount(count, unit.scale);
  return formatter(
    locale,
    Math.abs(amount) >= 100 || Number.isInteger(amount)
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 }
  ).format(amount);
}

/** A count on an axis, in few signs: 12K. */
export function axisCount(count: number, { locale, unit }: ResultStyle): string {
  return formatter(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(
    scaledAmount(count, unit.scale)
  );
}

export function numberText(value: Limit, locale: string, digits = 3): string {
  if (value === null) return NONE;
  if (value === 'Infinity') return '∞';
  return formatter(locale, { maximumSignificantDigits: digits }).format(value).replace('-', '−');
}

export function integerText(value: number | null, locale: string): string {
  return value === null ? NONE : formatter(locale, { maximumFractionDigits: 0 }).format(value);
}

/** A ratio as a change in whole percent, always with its sign: 0.66 is −34 %. */
export function changeText(ratio: Limit, locale: string): string {
  if (ratio === null) return NONE;
  if (ratio === 'Infinity') return '+∞ %';
  const percent = Math.round((ratio - 1) * 100);
  const size = formatter(locale, { maximumFractionDigits: 0 }).format(Math.abs(percent));
  return percent === 0 ? '0 %' : `${percent < 0 ? '−' : '+'}${size} %`;
}

/** `−41 % to −25 %`. */
export function changeRange(lo: Limit, hi: Limit, locale: string): string {
  return lo === null || hi === null ? NONE : `${changeText(lo, locale)} to ${changeText(hi, locale)}`;
}

/** A share of 1 in whole percent. */
export function shareText(share: number | null, locale: string): string {
  return share === null ? NONE : `${formatter(locale, { maximumFractionDigits: 0 }).format(share * 100)} %`;
}

/** Two significant digits; below 0.001 only that; never `p = 0`. */
export function probabilityText(p: number | null, locale: string): string {
  if (p === null) return NONE;
  if (p < 0.001) return `< ${formatter(locale, { maximumSignificantDigits: 1 }).format(0.001)}`;
  return formatter(locale, { maximumSignificantDigits: 2 }).format(p);
}

/** `p = 0.031`, `p < 0.001`, `p not computed`. */
export function probabilityPhrase(name: string, p: number | null, locale: string): string {
  if (p === null) return `${name} not computed`;
  return p < 0.001 ? `${name} ${probabilityText(p, locale)}` : `${name} = ${probabilityText(p, locale)}`;
}

/** The UTC day of an instant. Alerts and breaks are counted by UTC days, whatever zone is shown. */
export function dayText(iso: string, locale: string): string {
  return formatInstant(Date.parse(iso), 'day', 'UTC', locale);
}

/** UTC days from..to (excluded) in words. */
export function daysText(from: string, to: string, locale: string): string {
  return formatRange({ from: Date.parse(from), to: Date.parse(to) }, 'UTC', locale);
}

export function instantText(iso: string, { zone, locale }: Pick<ResultStyle, 'zone' | 'locale'>): string {
  return formatInstant(Date.parse(iso), 'minute', zone, locale);
}

/** `12 days after`, `1 day before`, `the same day`. */
export function daysApart(days: number, locale: string): string {
  const whole = Math.round(days);
  if (whole === 0) return 'the same day';
  const count = Math.abs(whole);
  return `${integerText(count, locale)} ${count === 1 ? 'day' : 'days'} ${whole > 0 ? 'after' : 'before'}`;
}

export interface GradeWords {
  readonly label: string;
  readonly meaning: string;
  /** Shape beside the word, so that a grade is never told by colour alone. */
  readonly symbol: 'full' | 'half' | 'question' | 'empty';
}

/** The four grades of evidence and how they are reached (the first that applies). */
export const GRADES: Readonly<Record<EvidenceGrade, GradeWords>> = {
  supported: {
    label: 'Supported',
    meaning:
      'q (p for a single event) is below 5 %, at most one ordinary date in twenty shows a change as large, and the comparison with other regions, where there is one, points the same way with an interval that excludes no change.',
    symbol: 'full'
  },
  indication: {
    label: 'Indication',
    meaning:
      'Two of three hold: q (p for a single event) below 5 %; at most one ordinary date in twenty as large; same direction against other regions.',
    symbol: 'half'
  },
  'cannot tell': {
    label: 'Cannot tell',
    meaning:
      'Too little data, or so much variation that even a halving or doubling would probably have been missed.',
    symbol: 'question'
  },
  'not shown': {
    label: 'Not shown',
    meaning:
      'No change was shown. That is no evidence that there was none: read the smallest change that could have been seen.',
    symbol: 'empty'
  }
};

export const GRADE_ORDER: readonly EvidenceGrade[] = ['supported', 'indication', 'cannot tell', 'not shown'];
