import type { MessagesRecord } from '../../domain/case.ts';
import type { Range } from '../../domain/range.ts';
import type { PlaceRow } from '../place-rows.ts';
import type { TableTally } from '../source-table.ts';
import type { ExtraFile } from '../write-case.ts';
import type { ReducedDay } from './reduce.ts';
import type { WorkFolder } from './work-folder.ts';

/** The raw record, reduced day by day: what is left is to put the days together. */
export interface CollectedMessages {
  readonly work: WorkFolder;
  /** Days with messages, ascending. */
  readonly days: readonly ReducedDay[];
  readonly places: readonly PlaceRow[];
  readonly kinds: readonly string[];
  readonly isSplit: boolean;
  readonly collected: readonly Range[];
  readonly messages: number;
  /** Null where they cannot be told. */
  readonly devices: number | null;
  readonly tally: TableTally;
  /** What the manifest says of the raw record, and its files; null where the case keeps none. */
  readonly raw: { readonly record: MessagesRecord; readonly extras: readonly ExtraFile[] } | null;
}
