import type { Map as MapLibreMap, MapMouseEvent, Point } from 'maplibre-gl';
import { symbolScale, type MapEvents } from '../../views/map-events.ts';
import { eventsAt, type EventGrid } from '../../views/map-hit.ts';
import type { PlaceFinder } from '../../views/map-places.ts';
import { mercatorX, mercatorY, wrapLongitude } from '../../views/mercator.ts';
import { screenScale } from './screen-scale.ts';

/** What lies under a point of the map: events first, else the place, if any. */
export interface Probe {
  /** In px of the map's container. */
  readonly x: number;
  readonly y: number;
  readonly lon: number;
  readonly lat: number;
  /** Located events, nearest first. */
  readonly events: readonly number[];
  readonly place: number | null;
}

/** What can be hit at the moment. */
export interface Targets {
  readonly located: MapEvents;
  readonly grid: EventGrid;
  /** State per located event. */
  readonly states: Uint8Array;
  /** Radius in px per located event. */
  readonly radii: Float32Array;
  readonly largestRadius: number;
  readonly isSized: boolean;
  readonly finder: PlaceFinder;
}

const SLACK_PX = 3;

export function probeAt(map: MapLibreMap, point: Pick<Point, 'x' | 'y'>, targets: Targets): Probe {
  const { lng, lat } = map.unproject([point.x, point.y]);
  const lon = wrapLongitude(lng);
  const scale = screenScale() * (targets.isSized ? 1 : symbolScale(map.getZoom()));
  const events = eventsAt(targets.grid, {
    x: mercatorX(lon),
    y: mercatorY(lat),
    pixels: 512 * 2 ** map.getZoom(),
    states: targets.states,
    radius: (at) => (targets.radii[at] as number) * scale,
    largestRadius: targets.largestRadius * scale,
    slack: SLACK_PX
  });
  return { x: point.x, y: point.y, lon, lat, events, place: targets.finder(lon, lat) };
}

/**
 * Follows the pointer, and the middle of the map while the keyboard has it. targets: null while nothing can be picked
 * (no data, or an area is being drawn). Returns the destroyer.
 */
export function followPointer(
  map: MapLibreMap,
  targets: () => Targets | null,
  handlers: {
    readonly onHover: (probe: Probe | null) => void;
    /** isAdding: Shift was held. */
    readonly onPick: (probe: Probe, isAdding: boolean) => void;
    /** A right click, or `i` while the keyboard has the map. */
    readonly onExplain: (probe: Probe) => void;
  }
): () => void {
  const canvas = map.getCanvas();
  let frame: number | null = null;
  let latest: Pick<Point, 'x' | 'y'> | null = null;
  const isByKeyboard = () => canvas.matches(':focus-visible');
  const centre = () => ({ x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 });
  const hover = () => {
    frame = null;
    const current = targets();
    handlers.onHover(latest === null || current === null ? null : probeAt(map, latest, current));
  };
  // Several moves within a frame are one.
  const at = (point: Pick<Point, 'x' | 'y'> | null) => {
    latest = point;
    frame ??= requestAnimationFrame(hover);
  };
  // The click that ends a drawing is not a pick: a press counts only if it began when things could be picked.
  let isArmed = false;
  const onPress = () => (isArmed = targets() !== null);
  const pick = (point: Pick<Point, 'x' | 'y'>, isAdding: boolean) => {
    const current = targets();
    if (current !== null && isArmed) handlers.onPick(probeAt(map, point, current), isAdding);
  };
  const explain = (point: Pick<Point, 'x' | 'y'>) => {
    const current = targets();
    if (current !== null) handlers.onExplain(probeAt(map, point, current));
  };
  const onMenu = (gesture: MapMouseEvent) => {
    gesture.originalEvent.preventDefault();
    explain(gesture.point);
  };
  const onMove = (gesture: MapMouseEvent) => at(gesture.point);
  const onLeave = () => at(null);
  const onClick = (gesture: MapMouseEvent) => pick(gesture.point, gesture.originalEvent.shiftKey);
  // With Shift a press begins a box to zoom to, and its click is kept from us; a box without a size was a click.
  const onNoBox = ({ originalEvent: gesture }: { readonly originalEvent: unknown }) => {
    if (!(gesture instanceof MouseEvent)) return;
    const { left, top } = canvas.getBoundingClientRect();
    pick({ x: gesture.clientX - left, y: gesture.clientY - top }, true);
  };
  const onCamera = () => at(isByKeyboard() ? centre() : latest);
  const onKey = (gesture: KeyboardEvent) => {
    if (gesture.key === 'i') return explain(centre());
    if (gesture.key !== 'Enter') return;
    onPress();
    pick(centre(), gesture.shiftKey);
  };
  const onFocus = () => {
    if (isByKeyboard()) at(centre());
  };
  map.on('mousemove', onMove);
  map.on('mouseout', onLeave);
  map.on('dragstart', onLeave);
  map.on('click', onClick);
  map.on('contextmenu', onMenu);
  map.on('boxzoomcancel', onNoBox);
  map.on('moveend', onCamera);
  canvas.addEventListener('pointerdown', onPress, { capture: true });
  canvas.addEventListener('keydown', onKey);
  canvas.addEventListener('focus', onFocus);
  canvas.addEventListener('blur', onLeave);
  return () => {
    if (frame !== null) cancelAnimationFrame(frame);
    map.off('mousemove', onMove);
    map.off('mouseout', onLeave);
    map.off('dragstart', onLeave);
    map.off('click', onClick);
    map.off('contextmenu', onMenu);
    map.off('boxzoomcancel', onNoBox);
    map.off('moveend', onCamera);
    canvas.removeEventListener('pointerdown', onPress, { capture: true });
    canvas.removeEventListener('keydown', onKey);
    canvas.removeEventListener('focus', onFocus);
    canvas.removeEventListener('blur', onLeave);
  };
}
