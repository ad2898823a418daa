/** Where the parts of the timeline lie, CSS pixels. The plot is bars over lanes; the axis and the overview follow. */
export interface TimelineFrame {
  /** Left and right of the plot; the left holds the labels. */
  readonly left: number;
  readonly width: number;
  readonly barsHeight: number;
  readonly laneHeight: number;
  readonly laneRows: number;
  readonly axisHeight: number;
  readonly overviewHeight: number;
  /** Room of one symbol, and how many sub-rows of them a lane holds. */
  readonly markPx: number;
  readonly subRows: number;
}

const REM = {
  left: 7.25,
  right: 0.75,
  axis: 1.375,
  overview: 1.125,
  overviewGap: 0.25,
  leastLane: 0.8125,
  mostLane: 1.875,
  leastBars: 3.25,
  mark: 0.6875
} as const;

/** Share of the plot that the lanes may take beside the bars. */
const MOST_LANES_SHARE = 0.58;

/** How many lanes find room in a height (both in pixels, `rem` the pixels of a rem). */
export function mostLaneRows(height: number, rem: number, hasBars: boolean): number {
  return Math.max(1, Math.floor(lanesRoom(height, rem, hasBars) / (REM.leastLane * rem)));
}

function plotHeight(height: number, rem: number): number {
  return Math.max(0, height - (REM.axis + REM.overview + REM.overviewGap) * rem);
}

function lanesRoom(height: number, rem: number, hasBars: boolean): number {
  const plot = plotHeight(height, rem);
  return hasBars ? Math.min(plot * MOST_LANES_SHARE, Math.max(0, plot - REM.leastBars * rem)) : plot;
}

/** Divides a stage of the given size among bars, lanes, axis and overview. */
export function timelineFrame(
  stage: { readonly width: number; readonly height: number },
  rem: number,
  laneRows: number,
  hasBars: boolean
): TimelineFrame {
  const plot = plotHeight(stage.height, rem);
  const share = laneRows === 0 ? 0 : lanesRoom(stage.height, rem, hasBars) / laneRows;
  const laneHeight =
    laneRows === 0 ? 0 : Math.floor(Math.min(Math.max(share, REM.leastLane * rem), REM.mostLane * rem));
  const markPx = Math.min(REM.mark * rem, Math.max(laneHeight - 2, 4));
  return {
    left: REM.left * rem,
    width: Math.max(1, stage.width - (REM.left + REM.right) * rem),
    barsHeight: hasBars ? Math.max(0, plot - laneHeight * laneRows) : 0,
    laneHeight,
    laneRows,
    axisHeight: REM.axis * rem,
    overviewHeight: REM.overview * rem,
    markPx,
    subRows: Math.max(1, Math.floor((laneHeight - 1) / markPx))
  };
}
