import {
  countText,
  dayText,
  instantText,
  NONE,
  numberText,
  probabilityText,
  shareText,
  changeText,
  type ResultStyle
} from './correlation-words.ts';

export type Cell = string | number | null;

/**
 * What a column holds, which decides how it is shown. Exports hold the bare value: counts as stored, ratios as ratios,
 * times as ISO text. `change`: a ratio, shown as a change in percent. `share`: of 1, shown in percent.
 */
export type ColumnKind =
  'text' | 'count' | 'number' | 'ratio' | 'change' | 'share' | 'probability' | 'day' | 'instant';

export interface ResultColumn {
  /** Head of the column in an export: no spaces. */
  readonly key: string;
  readonly label: string;
  readonly kind: ColumnKind;
}

/** One table of a result: what screen readers, the table view and exports read. */
export interface ResultTable {
  /** For the name of a file: no spaces. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

export function isNumeric(kind: ColumnKind): boolean {
  return kind !== 'text' && kind !== 'day' && kind !== 'instant';
}

/** A cell as the screen shows it. */
export function cellText(value: Cell, kind: ColumnKind, style: ResultStyle): string {
  if (value === null || value === '') return NONE;
  if (typeof value === 'string') {
    if (kind === 'day') return dayText(value, style.locale);
    if (kind === 'instant') return instantText(value, style);
    return value === 'Infinity' ? '∞' : value;
  }
  if (kind === 'count') return countText(value, style);
  if (kind === 'change') return changeText(value, style.locale);
  if (kind === 'share') return shareText(value, style.locale);
  if (kind === 'probability') return probabilityText(value, style.locale);
  return numberText(value, style.locale);
}

/** A column in one line: key, label, kind. */
export function column(key: string, label: string, kind: ColumnKind): ResultColumn {
  return { key, label, kind };
}
