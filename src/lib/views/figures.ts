import { scaledAmount } from '../domain/activity.ts';
import { HEADLINE_COMMODITIES } from '../domain/event.ts';
import type { ProofSubject } from '../domain/proof.ts';
import type { Quantities } from './event-table.ts';
import type { Amount, Tally } from './tally.ts';

/** One headline number. */
export interface Figure {
  /** Name by contract (`data-figure`). */
  readonly name: string;
  readonly label: string;
  /** Null: no data were collected for this View, which is not zero. */
  readonly amount: Amount | null;
  /** Unit written behind the number; null for plain counts. */
  readonly unit: string | null;
  /** What the number means, in one sentence, for people who ask. */
  readonly meaning: string;
  /** What stands in place of the number where there is none. */
  readonly without: string;
  /** What its proof is about. */
  readonly subject: ProofSubject;
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

/** What stands in place of the messages: being read, stopped by the reader, not readable. */
const NOT_READ = { pending: 'reading…', stopped: 'not read', failed: 'cannot be read' } as const;

export interface FigureSources {
  readonly tally: Tally;
  readonly quantities: Quantities;
  /** `none`: the case has no activity; null: nothing was collected in the range; else why there is no number yet. */
  readonly messages: number | null | 'none' | keyof typeof NOT_READ;
  readonly messageUnit: string;
  /** A stored count times this is the number to show. */
  readonly messageScale: number;
  /** Null: not known for this View, since distinct counts do not add. */
  readonly devices: number | null;
}

/** The figures of a View, in the order of the screen. Commodities that the case does not have are left out. */
export function figuresOf({
  tally,
  quantities,
  messages,
  messageUnit,
  messageScale,
  devices
}: FigureSources): readonly Figure[] {
  const exact = (value: number): Amount => ({ certain: value, possible: value });
  return [
    ...(messages === 'none'
      ? []
      : [
          figure(
            { tag: 'activity', bucket: null, place: null },
            'messages',
            capital(messageUnit),
            typeof messages === 'number' ? exact(scaledAmount(messages, messageScale)) : null,
            null,
            'Sum over the whole hours that begin in the range, in the places kept.',
            typeof messages === 'string' ? NOT_READ[messages] : 'no data'
          )
        ]),
    figure(
      { tag: 'events', measure: { on: 'events' } },
      'events',
      'Events',
      tally.events,
      null,
      'Events that began in the range and pass the filters.'
    ),
    ...commodityFigures(tally, quantities),
    ...(devices === null
      ? []
      : [
          figure(
            { tag: 'devices' },
            'devices',
            'Devices',
            exact(devices),
            null,
            'Distinct devices; shown only where counted for exactly this selection.'
          )
        ]),
    figure(
      { tag: 'events', measure: { on: 'excluded' } },
      'excluded',
      'Left out',
      exact(tally.excluded),
      null,
      'Events that pass the filters but lack the date or the place that the picture needs.'
    )
  ];
}

function figure(
  subject: ProofSubject,
  name: string,
  label: string,
  amount: Amount | null,
  unit: string | null,
  meaning: string,
  without = 'no data'
): Figure {
  return { subject, name, label, amount, unit, meaning, without };
}

/** At most this many commodities stand among the figures: those of the contract first, then the case's most frequent. */
const MAX_COMMODITIES = 8;

function commodityFigures(tally: Tally, quantities: Quantities): readonly Figure[] {
  const entries = new Uint32Array(quantities.measures.length);
  for (const measure of quantities.measure) entries[measure] = (entries[measure] as number) + 1;
  const isHeadline = (index: number): boolean =>
    HEADLINE_COMMODITIES.some(
      ({ commodity, unit }) =>
        commodity === quantities.measures[index]?.commodity && unit === quantities.measures[index]?.unit
    );
  const headline = HEADLINE_COMMODITIES.flatMap(({ commodity, unit }) => {
    const index = quantities.measures.findIndex(
      (entry) => entry.commodity === commodity && entry.unit === unit
    );
    return index < 0 ? [] : [index];
  });
  const others = [...quantities.measures.keys()]
    .filter((index) => !isHeadline(index))
    .sort((a, b) => (entries[b] as number) - (entries[a] as number));
  return [...headline, ...others].slice(0, MAX_COMMODITIES).flatMap((index) => {
    const measure = quantities.measures[index];
    const amount = tally.quantities[index];
    if (measure === undefined || amount === undefined) return [];
    // The name by contract belongs to the unit by contract; another unit of the same commodity says so in its name.
    const twice = quantities.measures.some(
      (entry, at) => at !== index && entry.commodity === measure.commodity
    );
    const name = twice && !isHeadline(index) ? `${measure.commodity}-${measure.unit}` : measure.commodity;
    return [measureFigure(name, measure.commodity, measure.unit, amount)];
  });
}

function measureFigure(name: string, commodity: string, unit: string, amount: Amount): Figure {
  const shown = unit === 'count' || unit === '' ? null : unit;
  const label = LABELS[commodity] ?? capital(commodity);
  return figure(
    { tag: 'events', measure: { on: 'quantity', commodity, unit } },
    name,
    label,
    amount,
    shown,
    `Sum of ${commodity} (${unit === '' ? 'no unit' : unit}) over the events counted.`
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
