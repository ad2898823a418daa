import type { LayerSpecification, StyleSpecification, SymbolLayerSpecification } from 'maplibre-gl';

type TextSize = NonNullable<SymbolLayerSpecification['layout']>['text-size'];

/** The style with its names `scale` times as large, for screens that are read from afar. */
export function withLabelScale(style: StyleSpecification, scale: number): StyleSpecification {
  if (scale === 1) return style;
  return { ...style, layers: style.layers.map((layer) => scaledLayer(layer, scale)) };
}

function scaledLayer(layer: LayerSpecification, scale: number): LayerSpecification {
  if (layer.type !== 'symbol' || layer.layout?.['text-size'] === undefined) return layer;
  const size = scaledSize(layer.layout['text-size'], scale) as TextSize;
  return { ...layer, layout: { ...layer.layout, 'text-size': size } };
}

/** MapLibre takes the zoom only at the outermost level of an expression, so the factor has to go into its results. */
export function scaledSize(size: unknown, scale: number): unknown {
  if (typeof size === 'number') return size * scale;
  if (!Array.isArray(size) || size[0] !== 'interpolate') return size;
  // ['interpolate', method, input, stop, result, stop, result, ...]
  return size.map((part: unknown, at) => (at >= 4 && at % 2 === 0 ? scaledSize(part, scale) : part));
}
