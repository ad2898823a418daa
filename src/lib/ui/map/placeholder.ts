import type { StyleSpecification } from 'maplibre-gl';
import { LAND, type Theme } from '../../views/palette.ts';

export function placeholderStyle(theme: Theme): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'background', type: 'background', paint: { 'background-color': LAND[theme] } }]
  };
}
