import { ticks as roundNumbers } from 'd3-array';
import type { Range } from '../../domain/range.ts';
import { timeTicks } from '../../time/ticks.ts';
import { HOUR_MS, transitions } from '../../time/zone.ts';
import { kindStyles } from '../../views/palette.ts';
import {
  bandTop,
  bucketChoices,
  bucketUnit,
  bucketZone,
  timelineBars,
  type BucketUnit
} from '../../views/timeline-bars.ts';
import {
  countColumns,
  countLanes,
  eventColumns,
  laneBins,
  type LaneBins,
  type LaneCounts
} from '../../views/timeline-bins.ts';
import { laneKinds, laneRows } from '../../views/timeline-events.ts';
import { mostLaneRows, timelineFrame } from '../../views/timeline-frame.ts';
import { noDataStretches, withNoData } from '../../views/timeline-gaps.ts';
import { layoutLanes } from '../../views/timeline-lanes.ts';
import type { TimeScale } from '../../views/timeline-scale.ts';
import type { BarsPicture } from './draw-bars.ts';
import type { LanesPicture } from './draw-lanes.ts';
import type { OverviewPicture } from './draw-overview.ts';
import type { TimelineProps } from './timeline-props.ts';

/** What the component itself decides: its size, and what the reader has set in it. */
export interface TimelineSetting {
  readonly width: number;
  readonly height: number;
  readonly rem: number;
  /** The visible span, which is ahead of the prop while the hand moves. */
  readonly visible: Range;
  readonly choice: BucketUnit | 'auto';
}

const OVERVIEW_COLUMN_PX = 2;
/** Room over the highest bar. */
const HEADROOM = 1.06;

/**
 * Everything that the timeline draws, derived step by step, so that a change recomputes no more than it must: a moved
 * range nothing, a filter the counts, a zoom the bins.
 */
export function timelineModel(props: () => TimelineProps, setting: () => TimelineSetting) {
  // Arrays to write over: a zoom or a change of filter must not allocate for every event.
  let oldBins: LaneBins | null = null;
  let oldCounts: LaneCounts | null = null;

  const activity = $derived(props().activity);
  const bounds = $derived(props().bounds);
  const zone = $derived(props().zone);
  const events = $derived(props().events);
  const lanes = $derived(props().lanes);
  const visible = $derived(setting().visible);
  const rem = $derived(setting().rem);
  const binMs = $derived(activity?.binMs ?? HOUR_MS);

  const most = $derived(mostLaneRows(setting().height, rem, activity !== null));
  const rows = $derived(laneRows(events, lanes, most));
  const frame = $derived(
    timelineFrame(
      { width: setting().width, height: setting().height },
      rem,
      rows.rows.length,
      activity !== null
    )
  );
  const scale = $derived<TimeScale>({ span: visible, width: frame.width });
  const wholeScale = $derived<TimeScale>({ span: bounds, width: frame.width });

  const stretches = $derived(
    activity === null ? [] : noDataStretches(activity, props().gaps ?? [], props().collected ?? [], bounds)
  );
  const counted = $derived(activity === null ? null : withNoData(activity, stretches));
  const choices = $derived(bucketChoices(visible, frame.width, binMs));
  const unit = $derived.by(() => {
    const { choice } = setting();
    return choice !== 'auto' && choices.includes(choice) ? choice : bucketUnit(visible, frame.width, binMs);
  });
  const grid = $derived({ unit, zone: bucketZone(unit, binMs, zone) });
  const bars = $derived(counted === null ? null : timelineBars(counted, visible, unit, zone));
  const expected = $derived(props().expected ?? null);
  const top = $derived(Math.max(bars?.highest ?? 0, bandTop(expected, unit, visible), 1) * HEADROOM);
  const countTicks = $derived(
    roundNumbers(0, top, Math.max(1, Math.floor(frame.barsHeight / (rem * 1.75)))).filter(Number.isInteger)
  );
  const barsPicture = $derived<BarsPicture | null>(
    bars === null
      ? null
      : { scale, bars, band: expected, stretches, height: frame.barsHeight, top, ticks: countTicks }
  );

  const styles = $derived(kindStyles(events.kind.values));
  const rowKinds = $derived(laneKinds(events, lanes, rows));
  // A new object for every version: the array inside may be the same one, written over.
  const shown = $derived({ version: props().version, states: props().states });
  const bins = $derived((oldBins = laneBins(events, lanes, rows, scale, frame.markPx, oldBins)));
  const counts = $derived((oldCounts = countLanes(bins, shown.states, oldCounts)));
  const layout = $derived(layoutLanes(events, bins, counts, shown.states, scale, frame));
  const lanesPicture = $derived<LanesPicture>({
    scale,
    events,
    styles,
    layout,
    counts,
    laneKinds: rowKinds,
    frame,
    selected: props().selected ?? null,
    theme: props().theme
  });

  const wholeBars = $derived(
    counted === null
      ? null
      : timelineBars(counted, bounds, bucketChoices(bounds, frame.width, binMs, 2)[0], zone)
  );
  const wholeColumns = $derived(eventColumns(events, wholeScale, OVERVIEW_COLUMN_PX));
  const overview = $derived<OverviewPicture>({
    scale: wholeScale,
    height: frame.overviewHeight,
    bars: wholeBars,
    events: countColumns(wholeColumns, shown.states, wholeScale, OVERVIEW_COLUMN_PX),
    columnPx: OVERVIEW_COLUMN_PX
  });
  const ticks = $derived(timeTicks(visible, zone, Math.max(2, Math.floor(frame.width / (rem * 4.5)))));
  const switches = $derived(transitions(visible, zone));

  return {
    get frame() {
      return frame;
    },
    get scale() {
      return scale;
    },
    get rows() {
      return rows.rows;
    },
    get rowKinds() {
      return rowKinds;
    },
    get styles() {
      return styles;
    },
    get stretches() {
      return stretches;
    },
    /** The activity with "no data" where nothing was collected. */
    get counted() {
      return counted;
    },
    get bars() {
      return bars;
    },
    get unit() {
      return unit;
    },
    get choices() {
      return choices;
    },
    /** What the ends of a selection snap to. */
    get grid() {
      return grid;
    },
    get top() {
      return top;
    },
    get countTicks() {
      return countTicks;
    },
    get ticks() {
      return ticks;
    },
    get switches() {
      return switches;
    },
    get layout() {
      return layout;
    },
    get counts() {
      return counts;
    },
    get barsPicture() {
      return barsPicture;
    },
    get lanesPicture() {
      return lanesPicture;
    },
    get overview() {
      return overview;
    }
  };
}

export type TimelineModel = ReturnType<typeof timelineModel>;
