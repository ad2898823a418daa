import type { Range } from '../../domain/range.ts';
import { stepNext, stepStart, type Step } from '../../time/steps.ts';
import { brushRange, type BrushGesture, type SnapGrid, type SnapMode } from '../../views/timeline-brush.ts';
import {
  fitSpan,
  panSpan,
  pixelsPerMs,
  sameRange,
  timeAt,
  zoomSpan,
  type TimeScale
} from '../../views/timeline-scale.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the hand needs to know and whom it tells. Times in epoch milliseconds, points in pixels of the plot. */
export interface HandPort {
  scale(): TimeScale;
  bounds(): Range;
  range(): Range | null;
  grid(mode: SnapMode): SnapGrid;
  /** At most once a frame while the hand moves, then once with `final`. */
  onRange(range: Range | null, final: boolean): void;
  onSpan(span: Range, final: boolean): void;
  /** Where the pointer hovers; null when it has left. */
  onPoint(point: Point | null): void;
  /** Distance of the labels of the axis, and their zone: what a double click zooms to. */
  step(): Step;
  zone(): string;
  /** A click or tap that was no drag. True: it hit something, so that the selection stays. */
  onPress(point: Point): boolean;
}

/** The part of the plot under the pointer when it went down. */
export type HandPart = 'plot' | 'axis' | 'range' | 'start' | 'end';

type Doing =
  | { readonly kind: 'press'; readonly at: Point; readonly part: HandPart }
  | { readonly kind: 'brush'; readonly gesture: BrushGesture }
  | { readonly kind: 'pan'; readonly x: number; readonly scale: TimeScale }
  | {
      readonly kind: 'pinch';
      readonly ids: readonly [number, number];
      readonly times: readonly [number, number];
    };

export interface Hand {
  down(gesture: PointerEvent, point: Point, part: HandPart): void;
  move(gesture: PointerEvent, point: Point): void;
  up(gesture: PointerEvent): void;
  /** The system took the pointer away: what was begun ends where it stands. */
  cancel(gesture: PointerEvent): void;
  leave(): void;
  wheel(gesture: WheelEvent, point: Point): void;
  double(gesture: MouseEvent, point: Point): void;
  /** Forgets what is scheduled. */
  stop(): void;
}

/** A pointer that moves less than this has pressed, not dragged. */
const DRAG_PX = 3;
const WHEEL_REST_MS = 200;
/** A click beside the selection clears it when no second click made it a double one. */
const DOUBLE_MS = 300;

/** How much longer the span gets by a double click with Shift. */
const ZOOM_OUT = 6;

/** Turns pointers and the wheel into selections and spans, at most once a frame. */
export function createHand(port: HandPort): Hand {
  let doing: Doing | null = null;
  let frame = 0;
  let clearing: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let keys: { shift: boolean; alt: boolean } = { shift: false, alt: false };
  let hovered: Point | null = null;
  let told: Range | null = null;
  let wheelFactor = 1;
  let wheelPan = 0;
  const pointers = new Map<number, Point>();
  let last: Point = { x: 0, y: 0 };

  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(run);
  };
  const run = (): void => {
    frame = 0;
    if (wheelFactor !== 1 || wheelPan !== 0) applyWheel();
    if (doing !== null) apply(false);
    port.onPoint(hovered);
  };
  const modeOf = (): SnapMode => (keys.alt ? 'free' : keys.shift ? 'whole' : 'bucket');

  function apply(final: boolean): void {
    if (doing === null || doing.kind === 'press') return;
    if (doing.kind === 'brush') {
      const scale = port.scale();
      const time = timeAt(scale, Math.min(Math.max(last.x, 0), scale.width));
      const range = brushRange(doing.gesture, time, port.grid(modeOf()), port.bounds());
      if (!final && sameRange(range, told)) return;
      told = range;
      port.onRange(range, final);
    } else if (doing.kind === 'pan') {
      const byMs = (doing.x - last.x) / pixelsPerMs(doing.scale);
      port.onSpan(panSpan(doing.scale.span, port.bounds(), byMs), final);
    } else {
      const [one, two] = doing.ids.map((id) => pointers.get(id)?.x ?? 0);
      const [first, second] = doing.times;
      // Fingers on one spot, or crossed, would give a span without length.
      if (Math.abs(two - one) < 8 || (second - first) * (two - one) <= 0) return;
      const { width } = port.scale();
      const perPx = (second - first) / (two - one);
      const from = first - one * perPx;
      port.onSpan(fitSpan({ from, to: from + width * perPx }, port.bounds()), final);
    }
  }

  function applyWheel(): void {
    const scale = port.scale();
    const around = timeAt(scale, Math.min(Math.max(last.x, 0), scale.width));
    const zoomed = wheelFactor === 1 ? scale.span : zoomSpan(scale.span, port.bounds(), wheelFactor, around);
    const byMs = (wheelPan / scale.width) * (zoomed.to - zoomed.from);
    port.onSpan(byMs === 0 ? zoomed : panSpan(zoomed, port.bounds(), byMs), false);
    wheelFactor = 1;
    wheelPan = 0;
    clearTimeout(rest);
    rest = setTimeout(() => port.onSpan(port.scale().span, true), WHEEL_REST_MS);
  }

  function begin(point: Point, part: HandPart, pan: boolean): Doing {
    const range = port.range();
    if (pan || part === 'axis') return { kind: 'pan', x: point.x, scale: port.scale() };
    if (range !== null && (part === 'start' || part === 'end')) {
      return { kind: 'brush', gesture: { kind: 'resize', fixed: part === 'start' ? range.to : range.from } };
    }
    return { kind: 'press', at: point, part };
  }

  function drag(press: Doing & { kind: 'press' }): Doing {
    const time = timeAt(port.scale(), press.at.x);
    const range = port.range();
    if (press.part === 'range' && range !== null) {
      return { kind: 'brush', gesture: { kind: 'move', origin: range, grabbed: time } };
    }
    return { kind: 'brush', gesture: { kind: 'select', anchor: time } };
  }

  function finish(pressed: boolean): void {
    const ended = doing;
    if (ended?.kind === 'press' && pressed) {
      const hit = port.onPress(ended.at);
      if (!hit && ended.part !== 'range' && port.range() !== null)
        clearing = setTimeout(() => port.onRange(null, true), DOUBLE_MS);
    } else {
      apply(true);
    }
    doing = null;
    told = null;
  }

  return {
    down(gesture, point, part) {
      if (gesture.button > 1) return;
      clearTimeout(clearing);
      pointers.set(gesture.pointerId, point);
      last = point;
      keys = { shift: false, alt: gesture.altKey };
      if (pointers.size === 2) {
        // A second finger turns whatever the first had begun into a pinch.
        if (doing?.kind === 'brush') finish(false);
        const [one, two] = [...pointers.keys()];
        const times = [one, two].map((id) => timeAt(port.scale(), pointers.get(id)?.x ?? 0));
        doing = { kind: 'pinch', ids: [one, two], times: [times[0], times[1]] };
      } else {
        doing = begin(
          point,
          part,
          gesture.button === 1 || (gesture.shiftKey && (part === 'plot' || part === 'range'))
        );
      }
    },
    move(gesture, point) {
      if (pointers.has(gesture.pointerId)) pointers.set(gesture.pointerId, point);
      last = point;
      hovered = gesture.pointerType === 'touch' ? null : point;
      keys = { shift: gesture.shiftKey, alt: gesture.altKey };
      if (doing?.kind === 'press' && Math.abs(point.x - doing.at.x) > DRAG_PX) doing = drag(doing);
      schedule();
    },
    up(gesture) {
      if (!pointers.delete(gesture.pointerId)) return;
      finish(true);
    },
    cancel(gesture) {
      if (!pointers.delete(gesture.pointerId)) return;
      finish(false);
    },
    leave() {
      hovered = null;
      schedule();
    },
    wheel(gesture, point) {
      last = point;
      const unit = gesture.deltaMode === 1 ? 16 : gesture.deltaMode === 2 ? 400 : 1;
      const sideways = Math.abs(gesture.deltaX) > Math.abs(gesture.deltaY);
      if (sideways || gesture.shiftKey) wheelPan += (sideways ? gesture.deltaX : gesture.deltaY) * unit;
      // A pinch on a touch pad comes as a wheel with Ctrl, in small steps.
      else wheelFactor *= Math.exp(gesture.deltaY * unit * (gesture.ctrlKey ? 0.01 : 0.0016));
      schedule();
    },
    double(gesture, point) {
      clearTimeout(clearing);
      const scale = port.scale();
      const time = timeAt(scale, Math.min(Math.max(point.x, 0), scale.width));
      const bounds = port.bounds();
      if (gesture.shiftKey) return port.onSpan(zoomSpan(scale.span, bounds, ZOOM_OUT, time), true);
      const from = stepStart(time, port.step(), port.zone());
      port.onSpan(fitSpan({ from, to: stepNext(time, port.step(), port.zone()) }, bounds), true);
    },
    stop() {
      clearTimeout(clearing);
      cancelAnimationFrame(frame);
      clearTimeout(rest);
    }
  };
}
