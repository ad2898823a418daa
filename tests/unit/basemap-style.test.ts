import { expect, test } from 'vitest';
import { luminance, parseColour } from '../../src/lib/views/colour.ts';
import { LAND } from '../../src/lib/views/palette.ts';
import { BASEMAP_COLOURS } from '../../src/lib/ui/map/basemap-colours.ts';
import { basemapStyle, FIRST_BORDER_LAYER, FIRST_LABEL_LAYER } from '../../src/lib/ui/map/style.ts';

const tilesUrl = 'http://127.0.0.1:4173/basemap/world.pmtiles';
const THEMES = ['light', 'dark'] as const;

test.each(THEMES)('the %s style asks for nothing but the one tile file', (theme) => {
  const style = basemapStyle({ theme, tilesUrl });
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
  expect(Object.values(style.sources)).toEqual([
    expect.objectContaining({
      type: 'vector',
      url: `pmtiles://${tilesUrl}`,
      attribution: expect.stringContaining('GeoNames')
    })
  ]);
});

test.each(THEMES)(
  'in the %s style names are the last layers, and the borders lie just below them',
  (theme) => {
    const { layers } = basemapStyle({ theme, tilesUrl });
    const ids = layers.map((layer) => layer.id);
    expect(new Set(ids).size).toBe(ids.length);
    const firstLabel = ids.indexOf(FIRST_LABEL_LAYER);
    expect(layers.slice(firstLabel).every((layer) => layer.type === 'symbol')).toBe(true);
    expect(layers.slice(0, firstLabel).some((layer) => layer.type === 'symbol')).toBe(false);
    expect(
      layers.slice(ids.indexOf(FIRST_BORDER_LAYER), firstLabel).every((layer) => layer.type === 'line')
    ).toBe(true);
  }
);

test('country names follow the language, and an unknown one falls back to English', () => {
  const field = (lang?: string): unknown => {
    const layer = basemapStyle({ theme: 'light', tilesUrl, lang }).layers.find(
      ({ id }) => id === 'country-label'
    );
    return layer?.type === 'symbol' ? layer.layout?.['text-field'] : undefined;
  };
  expect(field()).toEqual(['get', 'name']);
  expect(field('en-GB')).toEqual(['get', 'name']);
  expect(field('not a language')).toEqual(['get', 'name']);
  const german = field('de') as unknown[];
  expect(german.slice(0, 2)).toEqual(['match', ['get', 'code']]);
  expect(german[german.indexOf('NL') + 1]).toBe('Niederlande');
  expect(german.at(-1)).toEqual(['get', 'name']);
});

test('the land is no darker (light theme) and no lighter (dark theme) than the palette of the data counts on', () => {
  const brightness = (colour: string): number => luminance(parseColour(colour));
  expect(brightness(BASEMAP_COLOURS.light.land)).toBeGreaterThanOrEqual(brightness(LAND.light));
  expect(brightness(BASEMAP_COLOURS.dark.land)).toBeLessThanOrEqual(brightness(LAND.dark));
});
