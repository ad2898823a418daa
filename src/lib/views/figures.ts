import { HEADLINE_COMMODITIES } from '../domain/event.ts';
import type { Quantities } from './event-table.ts';
import type { Amount, Tally } from './tally.ts';

/** One headline number. */
export interface Figure {
  /** Name by contract (`data-figure`). */
  readonly name: string;
  readonly label: string;
  readonly amount: Amount;
  /** Unit written behind the number; null for plain counts. */
  readonly unit: string | null;
  /** What the number means, in one sentence, for people who ask. */
  readonly meaning: string;
}

const LABELS: Readonly<Record<string, string>> = {
  arrest: 'Arrests',
  cocaine: 'Cocaine',
  methamphetamine: 'Methamphetamine',
  cash: 'Cash',
  laboratory: 'Laboratories',
  firearm: 'Firearms',
  vehicle: 'Vehicles'
};

export interface FigureSources {
  readonly tally: Tally;
  readonly quantities: Quantities;
  /** Null: the case has no activity, or the count for this View is not known yet. */
  readonly messages: number | null;
  readonly messageUnit: string;
  /** Null: not known for this View, since distinct counts do not add. */
  readonly devices: number | null;
}

/** The figures of a View, in the order of the screen. Commodities that the case does not have are left out. */
export function figuresOf({
  tally,
  quantities,
  messages,
  messageUnit,
  devices
}: FigureSources): readonly Figure[] {
  const exact = (value: number): Amount => ({ certain: value, possible: value });
  return [
    ...(messages === null
      ? []
      : [
          figure(
            'messages',
            capital(messageUnit),
            exact(messages),
            null,
            'Sum over the whole hours that begin in the range, in the places kept.'
          )
        ]),
    figure('events', 'Events', tally.events, null, 'Events that began in the range and pass the filters.'),
    ...commodityFigures(tally, quantities),
    ...(devices === null
      ? []
      : [
          figure(
            'devices',
            'Devices',
            exact(devices),
            null,
            'Distinct devices; shown only where counted for exactly this selection.'
          )
        ]),
    figure(
      'excluded',
      'Left out',
      exact(tally.excluded),
      null,
      'Events that pass the filters but lack the date or the place that the picture needs.'
    )
  ];
}

function figure(name: string, label: string, amount: Amount, unit: string | null, meaning: string): Figure {
  return { name, label, amount, unit, meaning };
}

function commodityFigures(tally: Tally, quantities: Quantities): readonly Figure[] {
  const known = HEADLINE_COMMODITIES.flatMap(({ commodity, unit }) => {
    const index = quantities.measures.findIndex(
      (entry) => entry.commodity === commodity && entry.unit === unit
    );
    const amount = tally.quantities[index];
    return amount === undefined ? [] : [measureFigure(commodity, unit, amount)];
  });
  if (known.length > 0) return known;
  // A case of another trade: its own largest measures stand where the drug figures would.
  return quantities.measures.slice(0, 6).flatMap(({ commodity, unit }, index) => {
    const amount = tally.quantities[index];
    return amount === undefined ? [] : [measureFigure(commodity, unit, amount)];
  });
}

function measureFigure(commodity: string, unit: string, amount: Amount): Figure {
  const shown = unit === 'count' || unit === '' ? null : unit;
  const label = LABELS[commodity] ?? capital(commodity);
  return figure(
    commodity,
    label,
    amount,
    shown,
    `Sum of ${commodity} (${unit === '' ? 'no unit' : unit}) over the events counted.`
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
