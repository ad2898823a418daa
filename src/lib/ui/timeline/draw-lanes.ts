import type { KindStyle, Theme } from '../../views/palette.ts';
import { kindColour } from '../../views/palette.ts';
import { symbolPath } from '../../views/symbols.ts';
import { COLUMN_PX, type LaneCounts } from '../../views/timeline-bins.ts';
import type { TimelineEvents } from '../../views/timeline-events.ts';
import { POSSIBLE } from '../../views/tally.ts';
import { laneHeight, type TimelineFrame } from '../../views/timeline-frame.ts';
import type { LaneLabel } from '../../views/timeline-labels.ts';
import { markY, subRowY, type LaneLayout } from '../../views/timeline-lanes.ts';
import type { LaneMark, LaneRun } from '../../views/timeline-stack.ts';
import type { TimeScale } from '../../views/timeline-scale.ts';
import type { Ink } from './canvas.ts';

export interface LanesPicture {
  readonly scale: TimeScale;
  readonly events: TimelineEvents;
  readonly styles: readonly KindStyle[];
  readonly layout: LaneLayout;
  readonly counts: LaneCounts;
  /** Kind that all events of a lane share, or -1. */
  readonly laneKinds: Int32Array;
  readonly frame: TimelineFrame;
  readonly labels: readonly LaneLabel[];
  /** Row of the selected event, or null. */
  readonly selected: number | null;
  readonly theme: Theme;
}

/** Draws the lanes: columns of counts in dense ones, else bands, bars and symbols. */
export function drawLanes(
  context: CanvasRenderingContext2D,
  picture: LanesPicture,
  ink: Ink,
  ratio: number
): void {
  const { layout } = picture;
  const { laneTops, width } = picture.frame;
  context.fillStyle = ink.grid;
  for (const foot of laneTops.slice(1)) context.fillRect(0, foot - 1, width, 1);
  const sprites = new Map<number, HTMLCanvasElement>();
  const bands = layout.marks.filter((mark) => mark.shape === 'band');
  for (const band of bands) drawBand(context, picture, band, ink);
  for (const run of layout.runs) drawColumns(context, picture, run, ink);
  for (const mark of layout.marks) drawMark(context, picture, mark, sprites, ink, ratio);
  drawOverflow(context, picture, ink);
  drawLabels(context, picture, ink);
}

function colourOf(picture: LanesPicture, kind: number, ink: Ink): string {
  const style = picture.styles[kind];
  return style === undefined ? ink.muted : kindColour(style.slot, picture.theme);
}

function drawColumns(context: CanvasRenderingContext2D, picture: LanesPicture, run: LaneRun, ink: Ink): void {
  const { counts, layout, frame } = picture;
  const foot = frame.laneTops[run.lane + 1] - 1;
  const room = laneHeight(frame, run.lane) - 4;
  const kind = picture.laneKinds[run.lane];
  const first = run.lane * counts.columns;
  context.fillStyle = kind < 0 ? ink.text : colourOf(picture, kind, ink);
  // The paler column behind shows what is only possible.
  for (const part of ['all', 'certain'] as const) {
    context.globalAlpha = part === 'all' ? 0.4 : 0.85;
    for (let column = run.first; column < run.end; column++) {
      const at = first + column;
      if (part === 'all' && counts.possible[at] === 0) continue;
      const count = counts.certain[at] + (part === 'all' ? counts.possible[at] : 0);
      if (count === 0) continue;
      // By the square root, so that few are seen beside many; one event is never less than two pixels high.
      const height = Math.max(2, room * Math.sqrt(count / layout.highest));
      context.fillRect(column * COLUMN_PX, foot - height, COLUMN_PX - 0.5, height);
    }
  }
  context.globalAlpha = 1;
}

function drawMark(
  context: CanvasRenderingContext2D,
  picture: LanesPicture,
  mark: LaneMark,
  sprites: Map<number, HTMLCanvasElement>,
  ink: Ink,
  ratio: number
): void {
  const { markPx } = picture.frame;
  const kind = picture.events.kind.codes[mark.row];
  const colour = colourOf(picture, kind, ink);
  const y = markY(mark, picture.frame);
  const isWide = mark.x1 - mark.x0 > markPx;
  if (mark.shape === 'bar' || (mark.shape === 'mark' && isWide)) {
    const thick = markPx * (mark.shape === 'bar' ? 0.36 : 0.2);
    context.fillStyle = colour;
    context.globalAlpha = mark.shape === 'bar' ? 0.75 : 0.3;
    context.fillRect(mark.x0, y - thick / 2, mark.x1 - mark.x0, thick);
    context.globalAlpha = 1;
  }
  if (!mark.hasSymbol) return;
  const key = kind * 4 + mark.state;
  let sprite = sprites.get(key);
  if (sprite === undefined) {
    sprite = drawSprite(picture, kind, mark.state === POSSIBLE, colour, ink, ratio);
    sprites.set(key, sprite);
  }
  const size = sprite.width / ratio;
  // The symbol of a band is pale: it stands for a month or a year, not for the moment above which it stands.
  if (mark.shape === 'band') context.globalAlpha = 0.7;
  if (mark.row === picture.selected) drawHalo(context, mark.x, y, markPx, ink);
  context.drawImage(sprite, mark.x - size / 2, y - size / 2, size, size);
  context.globalAlpha = 1;
}

/** The month or year in which events began: a pale bar over all of it. */
function drawBand(context: CanvasRenderingContext2D, picture: LanesPicture, mark: LaneMark, ink: Ink): void {
  const { markPx } = picture.frame;
  const height = markPx;
  const y = markY(mark, picture.frame);
  const colour = colourOf(picture, picture.events.kind.codes[mark.row], ink);
  context.fillStyle = colour;
  context.globalAlpha = 0.13;
  context.beginPath();
  context.roundRect(mark.x0 + 0.5, y - height / 2, Math.max(mark.x1 - mark.x0 - 1, 2), height, height / 3);
  context.fill();
  context.globalAlpha = 0.45;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash(mark.state === POSSIBLE ? [3, 2] : []);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawHalo(context: CanvasRenderingContext2D, x: number, y: number, markPx: number, ink: Ink): void {
  context.strokeStyle = ink.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, markPx * 0.75, 0, 2 * Math.PI);
  context.stroke();
}

/** A symbol drawn once and copied for every event of its kind: filled, or hollow for one that is only possible. */
function drawSprite(
  picture: LanesPicture,
  kind: number,
  hollow: boolean,
  colour: string,
  ink: Ink,
  ratio: number
): HTMLCanvasElement {
  const size = Math.ceil((picture.frame.markPx + 4) * ratio);
  const sprite = document.createElement('canvas');
  sprite.width = size;
  sprite.height = size;
  const pen = sprite.getContext('2d');
  if (pen === null) return sprite;
  pen.setTransform(ratio, 0, 0, ratio, size / 2, size / 2);
  const path = new Path2D(symbolPath(picture.styles[kind]?.shape ?? 'circle', picture.frame.markPx * 0.37));
  pen.strokeStyle = ink.surface;
  pen.lineWidth = 2;
  pen.lineJoin = 'round';
  pen.stroke(path);
  pen.fillStyle = hollow ? ink.surface : colour;
  pen.fill(path, 'evenodd');
  if (hollow) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.25;
    pen.stroke(path);
  }
  return sprite;
}

function drawOverflow(context: CanvasRenderingContext2D, picture: LanesPicture, ink: Ink): void {
  const { frame } = picture;
  const size = ink.rem * 0.625;
  context.font = `600 ${size}px ${ink.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const over of picture.layout.overflow) {
    const y = frame.laneTops[over.lane] + (laneHeight(frame, over.lane) - 1) / 2;
    context.fillStyle = ink.surface;
    context.globalAlpha = 0.85;
    context.fillRect(over.x0, y - size / 2 - 0.5, over.x1 - over.x0, size + 1);
    context.globalAlpha = 1;
    context.fillStyle = ink.text;
    context.fillText(`+${over.count}`, (over.x0 + over.x1) / 2, y + 0.5);
  }
}

/** Font of the titles, for those who measure them too. */
export function labelFont(ink: Ink): string {
  return `${ink.rem * 0.6875}px ${ink.font}`;
}

/** Titles stand on a rim of the surface, so that a line under them does not cross them out. */
function drawLabels(context: CanvasRenderingContext2D, picture: LanesPicture, ink: Ink): void {
  context.font = labelFont(ink);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = ink.surface;
  context.fillStyle = ink.text;
  for (const { lane, sub, x, text } of picture.labels) {
    const y = subRowY(lane, sub, picture.frame) + 0.5;
    context.globalAlpha = 0.8;
    context.strokeText(text, x, y);
    context.globalAlpha = 1;
    context.fillText(text, x, y);
  }
}
