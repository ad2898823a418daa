import type { DemoCell } from './cells.ts';
import { hourOf } from './clock.ts';

/** A time without interception: no rows, and that is not the same as zero. */
export interface DemoGap {
  /** Null: everywhere. */
  readonly country: string | null;
  readonly fromHour: number;
  readonly toHour: number;
  readonly reason: string;
}

export const GAPS: readonly DemoGap[] = [
  {
    country: null,
    fromHour: hourOf('2020-05-16T01:00:00Z'),
    toHour: hourOf('2020-05-16T19:00:00Z'),
    reason: 'Collection server down for maintenance (synthetic)'
  },
  {
    country: 'IE',
    fromHour: hourOf('2020-05-27T06:00:00Z'),
    toHour: hourOf('2020-05-29T06:00:00Z'),
    reason: 'Feed of one country interrupted (synthetic)'
  }
];

/** The cells that a gap leaves without data, or null for all. */
export function cellsOfGap(gap: DemoGap, cells: readonly DemoCell[]): readonly number[] | null {
  return gap.country === null
    ? null
    : cells.filter((cell) => cell.country === gap.country).map((cell) => cell.cell);
}
