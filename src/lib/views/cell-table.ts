import type { CellValues } from './cell-values.ts';
import { changeState, changeText } from './map-change.ts';

/** How amounts of activity are written. */
export interface CellFormat {
  readonly locale: string;
  /** What is counted: `messages`. */
  readonly unit: string;
  /** A stored count stands for so many. */
  readonly factor: number;
  readonly step: 'hour' | 'day' | 'irregular';
  readonly per: 'hour' | 'device';
}

export interface CellColumn {
  readonly label: string;
  /** Meaning in a sentence. */
  readonly meaning: string;
  /** Text of a place. */
  readonly text: (place: number) => string;
  /** What the column is sorted by; NaN goes last. */
  readonly value: (place: number) => number;
}

/** What is known of every place under a layer, column by column; the last is what the colour shows. */
export function cellColumns(cells: CellValues, format: CellFormat): readonly CellColumn[] {
  if (cells.tag === 'count') return [amountColumn(cells, format)];
  return cells.tag === 'rate' ? rateColumns(cells, format) : changeColumns(cells, format);
}

type Cells<T extends CellValues['tag']> = Extract<CellValues, { readonly tag: T }>;

const NO_DATA = 'no data';

function amountColumn({ values, noData }: Cells<'count'>, format: CellFormat): CellColumn {
  const number = new Intl.NumberFormat(format.locale);
  const value = (place: number) => (noData?.[place] === 1 ? NaN : values[place] * format.factor);
  return {
    label: capital(format.unit),
    meaning: 'In the range.',
    value,
    text: (place) => (Number.isNaN(value(place)) ? NO_DATA : number.format(tidy(value(place))))
  };
}

/** `hour`, or `day` where the case counts by day. */
export function timeUnit({ step }: Pick<CellFormat, 'step'>): string {
  return step === 'hour' ? 'hour' : 'day';
}

/** `messages per hour covered`, `messages per device-hour`. */
export function rateTitle(format: CellFormat): string {
  const unit = timeUnit(format);
  return `${format.unit} per ${format.per === 'device' ? `device-${unit}` : `${unit} covered`}`;
}

function rateColumns(
  { values, counts, units, noData }: Cells<'rate'>,
  format: CellFormat
): readonly CellColumn[] {
  const number = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 2 });
  const small = new Intl.NumberFormat(format.locale, { maximumSignificantDigits: 3 });
  const isSilent = (place: number) => noData?.[place] === 1 || Number.isNaN(values[place]);
  const column = (label: string, meaning: string, of: (place: number) => number): CellColumn => ({
    label,
    meaning,
    value: (place) => (isSilent(place) ? NaN : of(place)),
    text: (place) => {
      const value = of(place);
      if (isSilent(place)) return NO_DATA;
      return (value < 1 ? small : number).format(tidy(value));
    }
  });
  const unit = timeUnit(format);
  const divisor =
    format.per === 'device'
      ? column(
          `Device-${unit}s`,
          `Devices active at the place, added up over the ${unit}s.`,
          (at) => units[at]
        )
      : column(
          `${capital(unit)}s covered`,
          `Collected ${unit}s of the range, without gaps.`,
          (at) => units[at]
        );
  return [
    column(capital(format.unit), 'In the range.', (at) => counts[at] * format.factor),
    divisor,
    column(capital(rateTitle(format)), 'The first divided by the second.', (at) => values[at] * format.factor)
  ];
}

function changeColumns({ change }: Cells<'change'>, format: CellFormat): readonly CellColumn[] {
  const { observed, expected, low, high, windows } = change;
  const number = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 });
  const amount = (label: string, meaning: string, of: Float64Array): CellColumn => ({
    label,
    meaning,
    value: (place) => of[place] * format.factor,
    text: (place) => (Number.isNaN(of[place]) ? '–' : number.format(tidy(of[place] * format.factor)))
  });
  const others = format.step === 'irregular' ? 'other days' : 'other weeks';
  return [
    amount('Observed', `In the wholly covered ${timeUnit(format)}s of the range.`, observed),
    amount('Usual', `Median of the ${others}.`, expected),
    amount('Least', `Least of the ${others}.`, low),
    amount('Most', `Most of the ${others}.`, high),
    {
      label: capital(others),
      meaning: 'How many there are to compare with.',
      value: (place) => windows[place],
      text: (place) => number.format(windows[place])
    },
    {
      label: 'Change',
      meaning: 'Observed against usual.',
      value: (place) => {
        const isTold = changeState(observed[place], expected[place]) === 'change';
        return isTold ? Math.log(observed[place] / expected[place]) : NaN;
      },
      text: (place) => {
        const state = changeState(observed[place], expected[place]);
        if (state === 'change') return changeText(observed[place], expected[place], format.locale);
        return state === 'nothing' ? '–' : state;
      }
    }
  ];
}

/** A place in words for a tooltip, a line each: the amount, and what it is made of. */
export function cellWords(cells: CellValues, place: number, format: CellFormat): readonly string[] {
  const columns = cellColumns(cells, format);
  const text = (at: number) => columns[at].text(place);
  if (cells.tag === 'count') return [text(0) === NO_DATA ? NO_DATA : `${text(0)} ${format.unit}`];
  if (cells.tag === 'rate') {
    if (text(2) === NO_DATA) return [NO_DATA];
    const units = format.per === 'device' ? `device-${timeUnit(format)}s` : `${timeUnit(format)}s covered`;
    return [`${text(2)} ${rateTitle(format)}`, `${text(0)} ${format.unit} in ${text(1)} ${units}`];
  }
  const { observed, expected } = cells.change;
  const state = changeState(observed[place], expected[place]);
  if (state === 'no data') return [NO_DATA];
  const seen = `${text(0)} ${format.unit}`;
  const others = format.step === 'irregular' ? 'days' : 'weeks';
  const usual = Number.isNaN(expected[place])
    ? `${text(4)} other ${others} to compare with: too few`
    : `usually ${text(1)} (${text(2)} to ${text(3)} in ${text(4)} other ${others})`;
  return [
    state === 'change'
      ? `${text(5)}: ${seen}`
      : state === 'too little'
        ? `${seen}: too little to tell`
        : seen,
    usual
  ];
}

/** Places in order of a column, the largest first or last; what has no value goes to the end. */
export function rankedPlaces(
  places: number,
  keep: Uint8Array | null,
  value: (place: number) => number,
  isDescending: boolean
): readonly number[] {
  const rows = Array.from({ length: places }, (_, place) => place).filter(
    (place) => keep === null || keep[place] === 1
  );
  const sign = isDescending ? -1 : 1;
  const order = (a: number, b: number): number => {
    const [x, y] = [value(a), value(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return x === y ? a - b : sign * (x < y ? -1 : 1);
  };
  return rows.sort(order);
}

/** Without the noise of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(15));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
