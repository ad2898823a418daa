import { scaledAmount } from '../domain/activity.ts';
import type { Layer } from '../domain/view.ts';
import { rateTitle, timeUnit, type CellFormat } from './cell-table.ts';
import type { CellValues } from './cell-values.ts';
import { LEAST_MESSAGES, LEAST_WINDOWS } from './change-counts.ts';
import { CHANGE_STOPS, stopText } from './map-change.ts';
import { scaleStops, type LevelScale } from './map-cells.ts';
import type { RampName } from './palette.ts';

/** A label on the ramp, and the level it stands at. */
export interface LegendLabel {
  readonly level: number;
  readonly text: string;
}

/** What the colours of the cells mean. */
export interface CellLegend {
  readonly title: string;
  readonly ramp: RampName;
  /** Empty: there are no colours to explain, and the note says why. */
  readonly stops: readonly LegendLabel[];
  /** Whether places without data are hatched. */
  readonly hasNoData: boolean;
  /** Whether places with too little to tell are dotted, and what that is. */
  readonly tooLittle: string | null;
  readonly note: string | null;
}

export interface LegendQuestion {
  readonly layer: Layer;
  /** Null: nothing, or not yet. */
  readonly values: CellValues | null;
  readonly scale: LevelScale;
  readonly format: CellFormat;
  readonly place: 'cell' | 'region';
  readonly hasRange: boolean;
  readonly areDevicesKnown: boolean;
  /** The full activity will not be there. */
  readonly isGivenUp: boolean;
  /** The baseline in words, with its zone. */
  readonly baseline: string;
}

/** Null where cells are not drawn. */
export function cellLegend(question: LegendQuestion): CellLegend | null {
  const { layer, values, format, place } = question;
  if (layer === 'none') return null;
  if (layer === 'change') return changeLegend(question);
  const isUnknown = layer === 'rate' && format.per === 'device' && !question.areDevicesKnown;
  return {
    title: layer === 'count' ? `${format.unit} per ${place}` : rateTitle(format),
    ramp: 'sequential',
    stops: isUnknown ? [] : amountLabels(question),
    hasNoData: hasSilence(values),
    tooLittle: null,
    note: isUnknown
      ? `The case does not tell the devices of each ${place} and ${timeUnit(format)}: choose the rate per ${timeUnit(format)} covered.`
      : null
  };
}

function amountLabels({ scale, format }: LegendQuestion): readonly LegendLabel[] {
  const number = new Intl.NumberFormat(format.locale, { notation: 'compact' });
  return scaleStops(scale).map(({ value, level }) => ({
    level,
    text: number.format(scaledAmount(value, format.factor))
  }));
}

function hasSilence(values: CellValues | null): boolean {
  if (values === null || values.tag === 'change') return false;
  return values.noData !== null || (values.tag === 'rate' && values.values.some(Number.isNaN));
}

function changeLegend({ values, format, hasRange, isGivenUp, baseline }: LegendQuestion): CellLegend {
  const unit = timeUnit(format);
  const [others, same] =
    format.step === 'irregular' ? ['days', 'the other days'] : ['weeks', `the same ${unit}s of other weeks`];
  const windows = values?.tag === 'change' ? values.comparison.windows.length : 0;
  const isTold = values !== null && windows >= LEAST_WINDOWS;
  return {
    title: `${format.unit}: change against ${same}`,
    ramp: 'diverging',
    stops: hasRange ? CHANGE_STOPS.map(({ value, level }) => ({ level, text: stopText(value) })) : [],
    hasNoData: values?.tag === 'change' && values.change.observed.some(Number.isNaN),
    tooLittle: hasRange
      ? `too little to tell (under ${LEAST_MESSAGES} ${format.unit} or ${LEAST_WINDOWS} ${others})`
      : null,
    note: !hasRange
      ? `Select a range: it is compared with ${same}, in ${baseline}.`
      : isTold
        ? `Against the median of ${windows} other ${others} in ${baseline}.`
        : values === null
          ? isGivenUp
            ? 'The full activity was not read: there is nothing to compare.'
            : 'The full activity is being read.'
          : `Only ${windows} other ${others} in ${baseline} were covered throughout: too few to tell what is usual.`
  };
}
