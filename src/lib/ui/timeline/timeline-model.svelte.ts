import { ticks as roundNumbers } from 'd3-array';
import type { Range } from '../../domain/range.ts';
import { timeTicks } from '../../time/ticks.ts';
import { HOUR_MS, transitions } from '../../time/zone.ts';
import { kindStyles } from '../../views/palette.ts';
import {
  BUCKET_STEPS,
  bucketChoices,
  bucketUnit,
  bucketZone,
  timelineBars
} from '../../views/timeline-bars.ts';
import {
  countColumns,
  countLanes,
  eventColumns,
  laneBins,
  type LaneBins,
  type LaneCounts
} from '../../views/timeline-bins.ts';
import { mostLaneRows, timelineFrame } from '../../views/timeline-frame.ts';
import { noDataStretches, withNoData } from '../../views/timeline-gaps.ts';
import { laneLabels } from '../../views/timeline-labels.ts';
import { laneKinds, laneOrder, laneRows, lanesWithRows, laneTotals } from '../../views/timeline-lane-rows.ts';
import { layoutLanes } from '../../views/timeline-lanes.ts';
import { nights } from '../../views/timeline-nights.ts';
import type { TimeScale } from '../../views/timeline-scale.ts';
import { startLabel } from '../../views/timeline-tip.ts';
import { usualBand, usualRange } from '../../views/timeline-usual.ts';
import { countLabel } from '../../views/timeline-words.ts';
import { textMeasure, type Ink } from './canvas.ts';
import type { BarsPicture } from './draw-bars.ts';
import { labelFont, type LanesPicture } from './draw-lanes.ts';
import type { OverviewPicture } from './draw-overview.ts';
import type { TimelineProps } from './timeline-props.ts';

/** What the component itself decides: its size, and what the reader has set in it. */
export interface TimelineSetting {
  readonly width: number;
  readonly height: number;
  /** Null until the page has been asked for its colours and its font. */
  readonly ink: Ink | null;
  /** The visible span, which is ahead of the prop while the hand moves. */
  readonly visible: Range;
  /** Place in their order of the first lane in sight. */
  readonly firstLane: number;
}

const OVERVIEW_COLUMN_PX = 2;
const NO_LANES = { labels: [], lane: new Int32Array(0), noneLabel: '' } as const;
/** Room over the highest bar. */
const HEADROOM = 1.06;
/** Room of a label of the axis, in rem. */
const TICK_REM = 4.5;

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
  const lanes = $derived(props().lanes ?? NO_LANES);
  const visible = $derived(setting().visible);
  const ink = $derived(setting().ink);
  const rem = $derived(ink?.rem ?? 16);
  const binMs = $derived(activity?.binMs ?? HOUR_MS);
  // A new object for every version: the array inside may be the same one, written over.
  const shown = $derived({ version: props().version, states: props().states });

  const most = $derived(mostLaneRows(setting().height, rem, activity !== null));
  const order = $derived(props().lanes === null ? [] : laneOrder(events, lanes));
  const totals = $derived(laneTotals(events, lanes, shown.states));
  const present = $derived(lanesWithRows(order, totals, most));
  const folds = $derived(props().look.folded);
  const rows = $derived(laneRows(present, lanes, most, setting().firstLane, new Set(folds)));
  const folded = $derived(rows.rows.map((row) => row.isFolded));
  const frame = $derived(
    timelineFrame({ width: setting().width, height: setting().height }, rem, folded, activity !== null)
  );
  const scale = $derived<TimeScale>({ span: visible, width: frame.width });
  const wholeScale = $derived<TimeScale>({ span: bounds, width: frame.width });

  const stretches = $derived(
    activity === null ? [] : noDataStretches(activity, props().gaps ?? [], props().collected ?? [], bounds)
  );
  const counted = $derived(activity === null ? null : withNoData(activity, stretches));
  const choices = $derived(bucketChoices(visible, frame.width, binMs));
  const unit = $derived.by(() => {
    const choice = props().look.bars;
    return choice !== 'auto' && choices.includes(choice) ? choice : bucketUnit(visible, frame.width, binMs);
  });
  const grid = $derived({ ...BUCKET_STEPS[unit], zone: bucketZone(unit, binMs, zone) });
  const bars = $derived(counted === null ? null : timelineBars(counted, visible, unit, zone));
  const usual = $derived(
    counted === null || props().look.usual === 'off'
      ? null
      : usualRange(counted, unit, zone, props().baseline)
  );
  const band = $derived(bars === null || usual === null ? null : usualBand(bars, usual));
  const top = $derived(Math.max(bars?.highest ?? 0, highestOf(band?.high), 1) * HEADROOM);
  const countTicks = $derived(
    roundNumbers(0, top, Math.max(1, Math.floor(frame.barsHeight / (rem * 1.75)))).filter(Number.isInteger)
  );
  const barsPicture = $derived<BarsPicture | null>(
    bars === null ? null : { scale, bars, band, stretches, height: frame.barsHeight, top, ticks: countTicks }
  );

  const styles = $derived(kindStyles(events.kind.values));
  const rowKinds = $derived(laneKinds(events, lanes, rows));
  const bins = $derived((oldBins = laneBins(events, lanes, rows, scale, frame.markPx, oldBins)));
  const counts = $derived((oldCounts = countLanes(bins, shown.states, oldCounts)));
  const layout = $derived(layoutLanes(events, bins, counts, shown.states, scale, frame, folded));
  const measure = $derived(ink === null ? null : textMeasure(labelFont(ink)));
  const labels = $derived.by(() => {
    const { nameOf, caseZone, locale } = props();
    if (measure === null) return { labels: [], missing: [] };
    const zones = { case: caseZone, shown: zone };
    return laneLabels(layout, frame, {
      nameOf: nameOf ?? (() => ''),
      whenOf: ({ row }) => startLabel(row, { events, zones, locale }),
      count: (count) => countLabel(count, locale),
      measure,
      width: frame.width
    });
  });
  const lanesPicture = $derived<LanesPicture>({
    scale,
    events,
    styles,
    layout,
    counts,
    laneKinds: rowKinds,
    frame,
    labels: labels.labels,
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

  const ticks = $derived(timeTicks(visible, zone, Math.max(2, Math.floor(frame.width / (rem * TICK_REM)))));
  const switches = $derived(transitions(visible, zone));
  const dark = $derived(nights(scale, zone));

  return {
    get frame() {
      return frame;
    },
    get scale() {
      return scale;
    },
    get rows() {
      return rows;
    },
    /** How many rows of lanes find room. */
    get mostRows() {
      return most;
    },
    /** Shown events of each lane. */
    get totals() {
      return totals;
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
    /** What is usual in the bars of this unit; null: not asked for, or not to be told. */
    get usual() {
      return usual;
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
    get nights() {
      return dark;
    },
    get layout() {
      return layout;
    },
    get counts() {
      return counts;
    },
    /** Rows whose title would find room, and is not known. */
    get missingTitles() {
      return labels.missing;
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

function highestOf(values: Float64Array | undefined): number {
  let highest = 0;
  if (values !== undefined) for (const value of values) if (value > highest) highest = value;
  return highest;
}

export type TimelineModel = ReturnType<typeof timelineModel>;
