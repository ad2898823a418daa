import type { TimePrecision } from '../domain/event.ts';
import { formatStart } from '../time/format.ts';

/** One line of the list of events. */
export interface EventLine {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly when: string;
  readonly where: string;
}

/** What a line is made of. */
export interface LineSource {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly precision: TimePrecision;
  readonly place: string | null;
  readonly country: string | null;
}

/** Zones and names that a line is written with. */
export interface LineStyle {
  readonly caseZone: string;
  readonly zone: string;
  readonly locale: string;
  readonly countryName: (code: string) => string;
}

export function eventLine(source: LineSource, style: LineStyle): EventLine {
  const country = source.country === null ? null : style.countryName(source.country);
  const where = [source.place, country].filter((part) => part !== null && part !== '');
  return {
    id: source.id,
    kind: source.kind,
    title: source.title === '' ? source.id : source.title,
    when: whenText(source, style),
    where: where.length === 0 ? 'place not known' : where.join(', ')
  };
}

/** The date of an event as exactly as it is known, with its end where it has one. */
export function whenText(source: Pick<LineSource, 'start' | 'end' | 'precision'>, style: LineStyle): string {
  if (source.start === null) return 'date not known';
  const zones = { case: style.caseZone, shown: style.zone };
  const start = formatStart(source.start, source.precision, zones, style.locale);
  if (source.end === null || source.end <= source.start) return start;
  const end = formatStart(source.end, source.precision, zones, style.locale);
  return end === start ? start : `${start} – ${end}`;
}
