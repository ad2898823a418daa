import type { Snippet } from 'svelte';
import type { Range } from '../../domain/range.ts';
import type { LaneChoice, TimelineLook } from '../../domain/view.ts';
import type { BreakMark } from '../../views/correlation-breaks.ts';
import type { Theme } from '../../views/palette.ts';
import type { PlayMode, PlaySpeed } from '../../views/play.ts';
import type { TimelineActivity } from '../../views/timeline-bars.ts';
import type { TimelineEvents, TimelineLanes } from '../../views/timeline-events.ts';
import type { TimelineGap } from '../../views/timeline-gaps.ts';

/** The range that moves by itself. */
export interface TimelinePlay {
  readonly isPlaying: boolean;
  readonly speed: PlaySpeed;
  readonly mode: PlayMode;
  /** Speeds at which the case takes a few seconds at least. */
  readonly speeds: readonly PlaySpeed[];
  /** Plays, from the fallback where nothing is selected; or pauses. */
  readonly onToggle: (fallback: Range) => void;
  readonly onSpeed: (speed: PlaySpeed) => void;
  readonly onMode: (mode: PlayMode) => void;
}

/** What the timeline shows and whom it tells. Times are epoch milliseconds. */
export interface TimelineProps {
  /** The whole case, and the part of it that is visible. */
  readonly bounds: Range;
  readonly span: Range;
  /** The selected range; null: none. */
  readonly range: Range | null;
  readonly play: TimelinePlay;
  /** What is going on, beside the selected range. */
  readonly status?: Snippet;
  /** Zone on the screen, and zone of the case (in which vague dates were written). */
  readonly zone: string;
  readonly caseZone: string;
  /** BCP 47 tag; left out: the reader's own. */
  readonly locale?: string;
  readonly theme: Theme;
  /** What lanes and bars are made of, and what there is to choose from. */
  readonly look: TimelineLook;
  readonly laneChoices: readonly LaneChoice[];
  /** Activity of the whole case under every filter but the range; null: the case has none. */
  readonly activity: TimelineActivity | null;
  /** Gaps that hold for every place. */
  readonly gaps?: readonly TimelineGap[];
  /** Periods in which activity was collected; none: the bins of the activity. */
  readonly collected?: readonly Range[];
  /** The period that says what is usual. */
  readonly baseline: Range;
  /** Breaks of the level, drawn over the activity. */
  readonly marks?: readonly BreakMark[];
  /** False: the reader hid them. */
  readonly hasMarks?: boolean;
  readonly onMarks?: (shown: boolean) => void;
  readonly events: TimelineEvents;
  /** Null: no lanes are drawn. */
  readonly lanes: TimelineLanes | null;
  /**
   * State of every event (HIDDEN, CERTAIN, POSSIBLE) under every filter but the range: a view is not filtered by its
   * own brush. May be written over in place if `version` changes with it.
   */
  readonly states: Uint8Array;
  readonly version: number;
  /** Row of the selected event. */
  readonly selected?: number | null;
  /** Title of an event by its row; empty where it is not known. */
  readonly nameOf?: (row: number) => string;
  /** At most once a frame while the hand moves (final: false), then once with final: true. */
  readonly onRange: (range: Range | null, how: { readonly final: boolean }) => void;
  readonly onSpan: (span: Range, how: { readonly final: boolean }) => void;
  readonly onLook: (look: Partial<TimelineLook>) => void;
  /** Where a bar comes from is asked: its bucket, its count as drawn (NaN: no data) and its time in words. */
  readonly onExplain?: (bucket: Range, count: number, when: string) => void;
  /** A click on the symbol of an event. */
  readonly onEvent?: (row: number) => void;
  /** Events that have room for a title which is not known; called when the picture rests. */
  readonly onTitles?: (rows: readonly number[]) => void;
}
