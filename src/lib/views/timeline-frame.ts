/** Where the parts of the timeline lie, CSS pixels. The plot is bars over lanes; the axis and the overview follow. */
export interface TimelineFrame {
  /** Left and right of the plot; the left holds the labels. */
  readonly left: number;
  readonly width: number;
  readonly barsHeight: number;
  /** Top of each lane under the bars, and the foot of the last one: one more than there are lanes. */
  readonly laneTops: readonly number[];
  /** Height of all lanes: the last of `laneTops`. */
  readonly lanesHeight: number;
  readonly axisHeight: number;
  readonly overviewHeight: number;
  /** Room of one symbol, and how many sub-rows of them each lane holds. */
  readonly markPx: number;
  readonly subRows: readonly number[];
}

const REM = {
  left: 8.5,
  narrowLeft: 6,
  right: 0.75,
  axis: 1.375,
  overview: 1.125,
  overviewGap: 0.25,
  leastLane: 0.8125,
  mostLane: 1.875,
  /** Of lanes alone, which have the whole plot. */
  mostLaneAlone: 5.5,
  leastBars: 3.25,
  mark: 0.6875,
  /** Below this width of the stage the labels get less room. */
  narrow: 40
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

/** Divides a stage of the given size among bars, lanes, axis and overview. `folded`: one entry a lane. */
export function timelineFrame(
  stage: { readonly width: number; readonly height: number },
  rem: number,
  folded: readonly boolean[],
  hasBars: boolean
): TimelineFrame {
  const plot = plotHeight(stage.height, rem);
  const heights = laneHeights(lanesRoom(stage.height, rem, hasBars), rem, folded, hasBars);
  const laneTops = [0];
  for (const height of heights) laneTops.push(laneTops[laneTops.length - 1] + height);
  const lanesHeight = laneTops[laneTops.length - 1];
  const tallest = Math.max(REM.leastLane * rem, ...heights);
  const markPx = Math.min(REM.mark * rem, Math.max(tallest - 2, 4));
  const left = (stage.width < REM.narrow * rem ? REM.narrowLeft : REM.left) * rem;
  return {
    left,
    width: Math.max(1, stage.width - left - REM.right * rem),
    barsHeight: hasBars ? Math.max(0, plot - lanesHeight) : 0,
    laneTops,
    lanesHeight,
    axisHeight: REM.axis * rem,
    overviewHeight: REM.overview * rem,
    markPx,
    subRows: heights.map((height) => Math.max(1, Math.floor((height - 1) / markPx)))
  };
}

/** A folded lane has the least height; the others share what is left. */
function laneHeights(room: number, rem: number, folded: readonly boolean[], hasBars: boolean): number[] {
  const least = Math.floor(REM.leastLane * rem);
  const open = folded.filter((isFolded) => !isFolded).length;
  const share = open === 0 ? 0 : (room - (folded.length - open) * least) / open;
  const most = (hasBars ? REM.mostLane : REM.mostLaneAlone) * rem;
  const height = Math.floor(Math.min(Math.max(share, least), most));
  return folded.map((isFolded) => (isFolded ? least : height));
}

/** The lane at a height under the bars, or -1. */
export function laneAt({ laneTops }: Pick<TimelineFrame, 'laneTops'>, y: number): number {
  if (!(y >= 0)) return -1;
  const lane = laneTops.findIndex((top) => top > y) - 1;
  return lane >= 0 ? lane : -1;
}

/** Height of a lane. */
export function laneHeight({ laneTops }: Pick<TimelineFrame, 'laneTops'>, lane: number): number {
  return laneTops[lane + 1] - laneTops[lane];
}
