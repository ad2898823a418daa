import { measureBrush } from './brush.ts';
import { measureCorrelation } from './correlation.ts';
import { measureFilters } from './filters.ts';
import { measureNull } from './null.ts';
import { measureOpening } from './opening.ts';
import { measureR } from './r.ts';
import { measureSql } from './sql.ts';
import type { Stage } from './stage.ts';
import type { Measure } from './summary.ts';

/** What a part of the bench found. */
export interface Findings {
  readonly measures?: readonly Measure[];
  /** A table that is not one of times: its head and its rows. */
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** What has to be said with it, and what was left out. */
  readonly remarks?: readonly string[];
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly run: (stage: Stage) => Promise<Findings>;
}

/** The parts of the bench in their order; `npm run bench -- NAME...` runs those named. */
export const PARTS: readonly Part[] = [
  { name: 'opening', title: 'Opening the page', run: measureOpening },
  { name: 'brush', title: 'Moving the brush', run: measureBrush },
  { name: 'filters', title: 'Changing a filter', run: measureFilters },
  { name: 'sql', title: 'The brush by plain SQL', run: measureSql },
  { name: 'correlation', title: 'The statistics, in the page', run: measureCorrelation },
  { name: 'null', title: 'False alarms of every rule, simulated', run: measureNull },
  { name: 'r', title: 'The same statistics in R', run: measureR }
];
