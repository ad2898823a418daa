import { AttributionControl, Map as MapLibreMap, ScaleControl } from 'maplibre-gl';
import type { Bounds } from '../../geo/bounds.ts';
import { addShapes, showShapes, type MapShapes } from './area-layer.ts';
import { lngLatBounds, MAX_ZOOM, MIN_ZOOM } from './camera.ts';
import { cellsLayer, type CellsLayer } from './cells-layer.ts';
import { eventsLayer, type EventsLayer } from './events-layer.ts';
import { framePacer, type FramePacer } from './frame-pacer.ts';
import { withLabelScale } from './label-scale.ts';
import type { Basemap } from './map-props.ts';
import { outlineLayer, type OutlineLayer } from './outline-layer.ts';
import { registerPmtiles } from './protocol.ts';
import { screenScale } from './screen-scale.ts';
import { basemapStyle, FIRST_BORDER_LAYER } from './style.ts';

/** The MapLibre map with our layers in it. */
export interface MapScene {
  readonly map: MapLibreMap;
  readonly cells: CellsLayer;
  readonly outlines: OutlineLayer;
  readonly events: EventsLayer;
  readonly pacer: FramePacer;
  readonly setBasemap: (basemap: Basemap) => void;
  readonly setShapes: (shapes: MapShapes) => void;
  readonly destroy: () => void;
}

export interface MapOptions {
  readonly basemap: Basemap;
  readonly bounds: Bounds;
  /** A layer has drawn the data that it was last given. */
  readonly onDrawn: (layer: 'cells' | 'events') => void;
  readonly onProblem: (message: string) => void;
}

/** Creates the map in a container. Throws Error where the browser has no WebGL 2. */
export function createMap(container: HTMLElement, options: MapOptions): MapScene {
  registerPmtiles();
  const map = new MapLibreMap({
    container,
    style: styleOf(options.basemap),
    bounds: lngLatBounds(options.bounds),
    fitBoundsOptions: { padding: 48, maxZoom: 9 },
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    rollEnabled: false,
    fadeDuration: 0,
    attributionControl: false,
    locale: { 'Map.Title': 'Map: arrow keys move, plus and minus zoom, Enter picks what is in the middle' }
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 110 }), 'bottom-left');
  map.addControl(new AttributionControl({ compact: true }), 'bottom-right');
  // It starts unfolded and would cover the map; a click on its sign unfolds it.
  const fold = () => {
    const attribution = container.querySelector('.maplibregl-ctrl-attrib');
    attribution?.classList.remove('maplibregl-compact-show');
    attribution?.removeAttribute('open');
  };
  map.on('sourcedata', fold);
  map.once('load', () => map.off('sourcedata', fold));

  const pacer = framePacer(map);
  const cells = cellsLayer(() => options.onDrawn('cells'));
  const outlines = outlineLayer();
  const events = eventsLayer(() => options.onDrawn('events'));
  let { theme } = options.basemap;
  let shapes: MapShapes = { areas: [], extent: null };

  const install = () => {
    cells.setRamp(cells.ramp(), theme);
    outlines.setTheme(theme);
    events.setTheme(theme);
    map.addLayer(cells.layer, FIRST_BORDER_LAYER);
    addShapes(map, theme, shapes);
    map.addLayer(outlines.layer);
    map.addLayer(events.layer);
  };
  // After a change of style and after a lost graphics context everything of ours has to be put back.
  map.on('style.load', install);
  map.on('error', ({ error }) =>
    options.onProblem(
      `The basemap ${options.basemap.tilesUrl} cannot be shown: ${error.message}. Activity and events are complete without it; check that the file is served, and reload.`
    )
  );

  return {
    map,
    cells,
    outlines,
    events,
    pacer,
    setBasemap(basemap) {
      ({ theme } = basemap);
      map.setStyle(styleOf(basemap), { diff: false });
    },
    setShapes(next) {
      shapes = next;
      showShapes(map, shapes);
    },
    destroy() {
      pacer.stop();
      map.remove();
    }
  };
}

// An absolute address: MapLibre's worker would read a relative one from where it lies itself.
function styleOf({ theme, tilesUrl, lang }: Basemap) {
  const style = basemapStyle({ theme, lang, tilesUrl: new URL(tilesUrl, document.baseURI).href });
  return withLabelScale(style, screenScale());
}
