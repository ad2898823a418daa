import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { BASEMAP_COLOURS, type BasemapColours } from './basemap-colours.ts';

const SOURCE = 'basemap';

/** Data goes under the borders: `map.addLayer(cells, FIRST_BORDER_LAYER)`. */
export const FIRST_BORDER_LAYER = 'region-border';
/** Names stay on top: `map.addLayer(layer, FIRST_LABEL_LAYER)` puts a layer over the borders and under every name. */
export const FIRST_LABEL_LAYER = 'place-label';

export interface BasemapOptions {
  readonly theme: 'light' | 'dark';
  /** Address of world.pmtiles, absolute; without the `pmtiles://` in front. */
  readonly tilesUrl: string;
  /** BCP 47 language of the country names, if the browser knows them in it; else English. Towns keep their own names. */
  readonly lang?: string;
}

/** Country names of a language, by a lookup of the code in the tile; English as it is in the tiles. */
function countryNames(lang: string | undefined): ExpressionSpecification {
  const english: ExpressionSpecification = ['get', 'name'];
  if (lang === undefined || lang === 'en' || lang.startsWith('en-')) return english;
  let names: Intl.DisplayNames;
  try {
    names = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' });
  } catch {
    // A language tag that is none, from an address or a browser: the English names are right as well.
    return english;
  }
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = names.of(code);
      return name === undefined ? [] : [code, name];
    });
  const [code, name, ...rest] = pairs;
  return code === undefined ? english : ['match', ['get', 'code'], code, name, ...rest, english];
}

/** Everything without names, from the sea up. */
function groundLayers(colours: BasemapColours): LayerSpecification[] {
  const source = SOURCE;
  return [
    { id: 'background', type: 'background', paint: { 'background-color': colours.water } },
    { id: 'land', type: 'fill', source, 'source-layer': 'land', paint: { 'fill-color': colours.land } },
    {
      id: 'river',
      type: 'line',
      source,
      'source-layer': 'river',
      minzoom: 4,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': colours.river,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.6, 8, 2],
        // Drawn for 1:50 million: close up they would run beside their cities.
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 7, 1, 8.5, 0]
      }
    },
    { id: 'lake', type: 'fill', source, 'source-layer': 'lake', paint: { 'fill-color': colours.water } },
    {
      id: FIRST_BORDER_LAYER,
      type: 'line',
      source,
      'source-layer': 'region-border',
      minzoom: 4,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.regionBorder,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.5, 8, 1.1],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 4, 0.35, 6, 1],
        'line-dasharray': [3, 2]
      }
    },
    {
      id: 'border',
      type: 'line',
      source,
      'source-layer': 'border',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 5, 0.9, 9, 1.6]
      }
    }
  ];
}

/** Names: later layers are placed first, so a country wins its place from a town. */
function labelLayers(colours: BasemapColours, lang: string | undefined): LayerSpecification[] {
  const source = SOURCE;
  const isCapital: ExpressionSpecification = ['==', ['get', 'capital'], 1];
  const halo = { 'text-halo-color': colours.halo, 'text-halo-width': 1.3 };
  return [
    {
      id: FIRST_LABEL_LAYER,
      type: 'symbol',
      source,
      'source-layer': 'place',
      minzoom: 3,
      filter: ['<=', ['get', 'z'], ['zoom']],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['sans-serif'],
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          4,
          ['interpolate', ['linear'], ['get', 'pop'], 100_000, 10, 3_000_000, 12],
          8,
          ['interpolate', ['linear'], ['get', 'pop'], 10_000, 10.5, 100_000, 12, 800_000, 15],
          10,
          ['interpolate', ['linear'], ['get', 'pop'], 5_000, 11, 100_000, 14, 800_000, 18]
        ],
        'text-max-width': 8,
        'text-padding': 3,
        'symbol-sort-key': ['case', isCapital, ['*', -4, ['get', 'pop']], ['-', 0, ['get', 'pop']]]
      },
      paint: { 'text-color': colours.placeText, ...halo }
    },
    {
      id: 'country-label',
      type: 'symbol',
      source,
      'source-layer': 'country-label',
      minzoom: 1,
      maxzoom: 6.8,
      filter: ['<=', ['get', 'z'], ['zoom']],
      layout: {
        'text-field': countryNames(lang),
        'text-font': ['sans-serif'],
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          1,
          10,
          4,
          ['interpolate', ['linear'], ['get', 'area'], 20_000, 10.5, 500_000, 13.5],
          7,
          ['interpolate', ['linear'], ['get', 'area'], 20_000, 13, 500_000, 18]
        ],
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.09,
        'text-max-width': 7,
        'text-padding': 2,
        'symbol-sort-key': ['-', 0, ['get', 'area']]
      },
      paint: { 'text-color': colours.countryText, ...halo }
    }
  ];
}

/**
 * The basemap as a MapLibre style: land, water, borders and names out of one PMTiles file, and nothing else. Names are
 * drawn with the fonts of the browser (no glyph server). Register the protocol first: `registerPmtiles()`.
 */
export function basemapStyle({ theme, tilesUrl, lang }: BasemapOptions): StyleSpecification {
  const colours = BASEMAP_COLOURS[theme];
  return {
    version: 8,
    name: `Casewall ${theme}`,
    sources: {
      [SOURCE]: {
        type: 'vector',
        url: `pmtiles://${tilesUrl}`,
        attribution: 'Natural Earth · places © GeoNames (CC BY 4.0)'
      }
    },
    layers: [...groundLayers(colours), ...labelLayers(colours, lang)]
  };
}
