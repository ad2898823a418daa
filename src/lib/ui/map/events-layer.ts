import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import { parseColour } from '../../views/colour.ts';
import { haloCircles, symbolScale, type MapEvents, locatedStates } from '../../views/map-events.ts';
import { largestFirst } from '../../views/map-order.ts';
import { KIND_COLOURS, SYMBOL_EDGE, type Theme } from '../../views/palette.ts';
import { eventsScene, type EventsScene } from './events-scene.ts';
import { anchoredMatrix, visibleWorlds } from './gl.ts';
import { haloScene, type HaloScene } from './halo-scene.ts';
import { screenScale } from './screen-scale.ts';

/** Symbols of all located events: one static buffer, one byte of state an event. */
export interface EventsLayer {
  readonly layer: CustomLayerInterface;
  /** radii: px per located event; isSized: they stand for quantities, so the zoom must not change them. */
  readonly setEvents: (events: MapEvents, radii: Float32Array, isSized: boolean) => void;
  readonly setRadii: (radii: Float32Array, isSized: boolean) => void;
  /** State per row of the event table. */
  readonly setStates: (states: Uint8Array) => void;
  /** Located events to draw once more, larger, on top. */
  readonly setMarked: (marked: readonly number[]) => void;
  readonly setTheme: (theme: Theme) => void;
  /** State per located event as last set. */
  readonly states: () => Uint8Array;
}

const NO_EVENTS: MapEvents = {
  count: 0,
  row: new Uint32Array(0),
  x: new Float64Array(0),
  y: new Float64Array(0),
  slot: new Uint8Array(0),
  doubt: new Float32Array(0)
};

/** onDrawn: called whenever states have been drawn for the first time after a change. */
export function eventsLayer(onDrawn: () => void): EventsLayer {
  let events = NO_EVENTS;
  let states = new Uint8Array(0);
  let radii = new Float32Array(0);
  let isSized = false;
  let order: Uint32Array | null = null;
  let drawn: ReturnType<typeof locatedStates> = { first: 0, end: 0, shown: 0 };
  let marked: readonly number[] = [];
  let look = themeColours('light');
  let anchor: readonly [number, number] = [0.5, 0.5];
  let map: MapLibreMap | null = null;
  let scene: { readonly symbols: EventsScene; readonly halos: HaloScene } | null = null;
  const fresh = { events: true, states: false, radii: true, marked: true };

  const upload = ({ symbols, halos }: NonNullable<typeof scene>) => {
    if (fresh.events) {
      symbols.setEvents({ position: relative(events, anchor), slot: events.slot, states, radii });
    } else if (fresh.states) {
      symbols.setStates(states);
    }
    if (fresh.events || fresh.radii) symbols.setRadii(radii, order);
    if (fresh.events || fresh.marked) symbols.setMarked(Uint32Array.from(marked));
    if (fresh.events || fresh.states || fresh.marked) {
      halos.fill(haloCircles(events, states, drawn.shown, marked, anchor));
    }
    const isNew = fresh.states;
    fresh.events = fresh.states = fresh.radii = fresh.marked = false;
    return isNew;
  };
  const setRadii: EventsLayer['setRadii'] = (next, areQuantities) => {
    radii = next as Float32Array<ArrayBuffer>;
    isSized = areQuantities;
    order = areQuantities ? largestFirst(next) : null;
    fresh.radii = true;
  };
  return {
    setEvents(next, nextRadii, areQuantities) {
      events = next;
      states = new Uint8Array(next.count);
      drawn = { first: 0, end: 0, shown: 0 };
      marked = [];
      anchor = middle(next);
      setRadii(nextRadii, areQuantities);
      fresh.events = true;
    },
    setRadii,
    setStates(rows) {
      drawn = locatedStates(events, rows, states);
      fresh.states = true;
    },
    setMarked(next) {
      marked = next;
      fresh.marked = true;
    },
    setTheme: (theme) => (look = themeColours(theme)),
    states: () => states,
    layer: {
      id: 'casewall-events',
      type: 'custom',
      renderingMode: '2d',
      onAdd(owner, gl) {
        map = owner;
        scene = { symbols: eventsScene(gl), halos: haloScene(gl) };
        fresh.events = true;
      },
      onRemove() {
        scene?.symbols.free();
        scene?.halos.free();
        scene = null;
      },
      render(_gl, { defaultProjectionData }) {
        if (map === null || scene === null) return;
        const isNew = upload(scene);
        const density = map.getPixelRatio() * screenScale();
        const scale = density * (isSized ? 1 : symbolScale(map.getZoom()));
        for (const world of events.count === 0 ? [] : visibleWorlds(map, 0, 1)) {
          const matrix = anchoredMatrix(defaultProjectionData.mainMatrix, anchor, world);
          scene.halos.draw(matrix, look.colours, density);
          scene.symbols.draw(matrix, { ...look, ...drawn, scale, density });
        }
        if (isNew) onDrawn();
      }
    }
  };
}

function relative(events: MapEvents, anchor: readonly [number, number]): Float32Array {
  const position = new Float32Array(events.count * 2);
  for (let at = 0; at < events.count; at++) {
    position[at * 2] = (events.x[at] as number) - anchor[0];
    position[at * 2 + 1] = (events.y[at] as number) - anchor[1];
  }
  return position;
}

/** Mean position: near the thick of the events, where precision matters. */
function middle(events: MapEvents): readonly [number, number] {
  if (events.count === 0) return [0.5, 0.5];
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean(events.x), mean(events.y)];
}

function themeColours(theme: Theme) {
  const floats = (colour: string) => parseColour(colour).map((value) => value / 255);
  return {
    colours: Float32Array.from(KIND_COLOURS[theme].flatMap(floats)),
    edge: Float32Array.from(floats(SYMBOL_EDGE[theme])),
    markedEdge: Float32Array.from(floats(theme === 'light' ? '#10141c' : '#ffffff'))
  };
}
