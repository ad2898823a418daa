/** How numbers and dates are written in sentences: in English, whatever the machine's language. */

import { toLocal } from '../time/calendar.ts';

export interface UnitWords {
  readonly name: string;
  readonly scale: number;
}

/** A stored count as a value of the unit: whole where it is large or stored whole, else three digits. */
export function valueWords(stored: number, { scale }: UnitWords): string {
  const value = stored * scale;
  if (Math.abs(value) >= 100 || (scale === 1 && Number.isInteger(value))) return thousands(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

export function thousands(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return value < 0 ? `−${digits}` : digits;
}

/** `38 % fewer`, `12 % more`, `unchanged` out of a ratio. */
export function changeWords(ratio: number, less = 'fewer', more = 'more'): string {
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return 'no change in whole percent';
  return `${thousands(Math.abs(percent))} % ${percent < 0 ? less : more}`;
}

/** `−38 %`, `+12 %`: a ratio as a signed change in whole percent. */
export function signedPercent(ratio: number): string {
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return '0 %';
  return percent < 0 ? `−${thousands(-percent)} %` : `+${thousands(percent)} %`;
}

export function percent(share: number): string {
  return `${thousands(Math.round(share * 100))} %`;
}

/** `p = 0.032`, `p < 0.001`: two significant digits, never 0. */
export function pWords(p: number, name = 'p'): string {
  return p < 0.001 ? `${name} < 0.001` : `${name} = ${Number(p.toPrecision(2))}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
];

/** `12 June 2020`: the day of a UTC count, or, with a zone, the day on which an event fell there. */
export function dateWords(instant: number | string, zone = 'UTC'): string {
  const date = new Date(toLocal(new Date(instant).getTime(), zone));
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

export function counted(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}
