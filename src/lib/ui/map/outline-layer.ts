import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import type { Rgb } from '../../views/colour.ts';
import type { Theme } from '../../views/palette.ts';
import { anchoredMatrix, visibleWorlds } from './gl.ts';
import { screenScale } from './screen-scale.ts';
import { segmentPainter, type SegmentPainter } from './segments.ts';

type Rings = readonly Float64Array[];

const INK: Readonly<Record<Theme, { readonly line: Rgb; readonly casing: Rgb }>> = {
  light: { line: [16, 20, 28], casing: [255, 255, 255] },
  dark: { line: [255, 255, 255], casing: [8, 10, 14] }
};

/** Outlines of the place under the pointer and of the selected one. */
export interface OutlineLayer {
  readonly layer: CustomLayerInterface;
  /** Closed rings in unit Mercator coordinates (views/map-geometry.ts placeRings). */
  readonly setHovered: (rings: Rings) => void;
  readonly setSelected: (rings: Rings) => void;
  readonly setTheme: (theme: Theme) => void;
}

interface Part {
  rings: Rings;
  readonly width: number;
  readonly casing: number;
  painter: SegmentPainter | null;
  isNew: boolean;
}

export function outlineLayer(): OutlineLayer {
  let map: MapLibreMap | null = null;
  let theme: Theme = 'light';
  const part = (width: number, casing: number): Part => ({
    rings: [],
    width,
    casing,
    painter: null,
    isNew: true
  });
  const selected = part(2.5, 5);
  const hovered = part(1.5, 3.5);
  const set = (target: Part, rings: Rings) => {
    target.rings = rings;
    target.isNew = true;
  };
  return {
    setHovered: (rings) => set(hovered, rings),
    setSelected: (rings) => set(selected, rings),
    setTheme: (next) => (theme = next),
    layer: {
      id: 'casewall-outlines',
      type: 'custom',
      renderingMode: '2d',
      onAdd(owner, gl) {
        map = owner;
        for (const target of [selected, hovered]) {
          target.painter = segmentPainter(gl);
          target.isNew = true;
        }
      },
      onRemove() {
        for (const target of [selected, hovered]) {
          target.painter?.free();
          target.painter = null;
        }
      },
      render(_gl, { defaultProjectionData }) {
        if (map === null) return;
        const density = map.getPixelRatio() * screenScale();
        const { line, casing } = INK[theme];
        for (const { rings, width, casing: casingWidth, painter, ...rest } of [selected, hovered]) {
          const first = rings[0];
          if (first === undefined || painter === null) continue;
          const anchor = [first[0] ?? 0, first[1] ?? 0] as const;
          if (rest.isNew) painter.fill(segmentsOf(rings, anchor));
          const [west, east] = spanOf(rings);
          for (const world of visibleWorlds(map, west, east)) {
            const matrix = anchoredMatrix(defaultProjectionData.mainMatrix, anchor, world);
            painter.draw(matrix, { colour: casing, opacity: 0.9, width: casingWidth * density });
            painter.draw(matrix, { colour: line, opacity: 1, width: width * density });
          }
        }
        selected.isNew = hovered.isNew = false;
      }
    }
  };
}

function segmentsOf(rings: Rings, anchor: readonly [x: number, y: number]): Float32Array {
  const segments = new Float32Array(rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 2) * 2, 0));
  let at = 0;
  for (const ring of rings) {
    for (let corner = 0; corner + 3 < ring.length; corner += 2) {
      for (let value = 0; value < 4; value++) {
        segments[at++] = (ring[corner + value] as number) - anchor[(value % 2) as 0 | 1];
      }
    }
  }
  return segments;
}

function spanOf(rings: Rings): readonly [west: number, east: number] {
  let [west, east] = [Infinity, -Infinity];
  for (const ring of rings) {
    for (let corner = 0; corner < ring.length; corner += 2) {
      west = Math.min(west, ring[corner] as number);
      east = Math.max(east, ring[corner] as number);
    }
  }
  return [west, east];
}
