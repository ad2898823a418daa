import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Area, Corner, Extent } from '../../domain/filter.ts';
import type { Theme } from '../../views/palette.ts';
import { AREA_COLOUR } from './drawing.ts';

const SOURCE = 'casewall-area';

/** What the filter draws on the map. */
export interface MapShapes {
  readonly areas: readonly Area[];
  readonly extent: Extent | null;
}

/** Outlines of the drawn areas and of the extent; MapLibre itself brings them back after a lost context, unlike layers of our own making. */
export function addShapes(map: MapLibreMap, theme: Theme, shapes: MapShapes): void {
  if (map.getSource(SOURCE) !== undefined) return;
  const colour = AREA_COLOUR[theme];
  map.addSource(SOURCE, { type: 'geojson', data: shapeFeatures(shapes) });
  map.addLayer({
    id: `${SOURCE}-fill`,
    type: 'fill',
    source: SOURCE,
    filter: ['==', ['get', 'shape'], 'area'],
    paint: { 'fill-color': colour, 'fill-opacity': 0.07 }
  });
  map.addLayer({
    id: `${SOURCE}-line`,
    type: 'line',
    source: SOURCE,
    filter: ['==', ['get', 'shape'], 'area'],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [3, 1.5] }
  });
  map.addLayer({
    id: `${SOURCE}-extent`,
    type: 'line',
    source: SOURCE,
    filter: ['==', ['get', 'shape'], 'extent'],
    paint: { 'line-color': colour, 'line-width': 2, 'line-opacity': 0.6 }
  });
}

export function showShapes(map: MapLibreMap, shapes: MapShapes): void {
  map.getSource<GeoJSONSource>(SOURCE)?.setData(shapeFeatures(shapes));
}

function shapeFeatures({ areas, extent }: MapShapes): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [
      ...areas.map((area) => feature('area', area)),
      ...(extent === null ? [] : [feature('extent', extentCorners(extent))])
    ]
  };
}

function feature(shape: 'area' | 'extent', corners: readonly Corner[]): GeoJSON.Feature {
  const ring = [...corners, ...corners.slice(0, 1)].map((corner) => [...corner]);
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { shape } };
}

function extentCorners({ west, south, east, north }: Extent): readonly Corner[] {
  const right = east < west ? east + 360 : east;
  return [
    [west, south],
    [right, south],
    [right, north],
    [west, north]
  ];
}
