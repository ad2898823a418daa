import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Corner } from '../../domain/filter.ts';
import type { Theme } from '../../views/palette.ts';

export type DrawMode = 'rectangle' | 'polygon';

export const AREA_COLOUR = { light: '#0f5bd7', dark: '#7db4ff' } as const;

export interface DrawingSession {
  readonly stop: () => void;
}

/**
 * Lets the reader draw one area; `onDone` gets its corners (not closed, longitude -180..180, 4 decimals), or null when
 * Escape gave it up. The drawing library is loaded only when somebody draws.
 */
export async function startDrawing(
  map: MapLibreMap,
  mode: DrawMode,
  theme: Theme,
  onDone: (corners: readonly Corner[] | null) => void
): Promise<DrawingSession> {
  const [draw, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
    import('terra-draw'),
    import('terra-draw-maplibre-gl-adapter')
  ]);
  const colour = AREA_COLOUR[theme];
  const styles = { fillColor: colour, fillOpacity: 0.12, outlineColor: colour, outlineWidth: 2 } as const;
  const session = new draw.TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: 'casewall-draw' }),
    modes: [
      new draw.TerraDrawRectangleMode({
        styles,
        drawInteraction: 'click-move-or-drag',
        keyEvents: { cancel: null, finish: null }
      }),
      new draw.TerraDrawPolygonMode({
        styles: { ...styles, closingPointColor: colour, closingPointWidth: 5, closingPointOutlineWidth: 2 },
        keyEvents: { cancel: null, finish: 'Enter' }
      })
    ]
  });
  let isOver = false;
  const stop = () => {
    if (isOver) return;
    isOver = true;
    window.removeEventListener('keydown', onKey, { capture: true });
    session.stop();
  };
  const onKey = (gesture: KeyboardEvent) => {
    if (gesture.key !== 'Escape') return;
    // Escape gives up the drawing and nothing else.
    gesture.stopPropagation();
    stop();
    onDone(null);
  };
  session.start();
  session.setMode(mode);
  window.addEventListener('keydown', onKey, { capture: true });
  session.on('finish', (id) => {
    const geometry = session.getSnapshotFeature(id)?.geometry;
    const corners = geometry?.type === 'Polygon' ? cornersOf(geometry.coordinates[0] ?? []) : [];
    // Not inside its own event: the library still works on the feature.
    queueMicrotask(() => {
      stop();
      onDone(corners.length >= 3 ? corners : null);
    });
  });
  return { stop };
}

/**
 * Corners of a closed ring as the filter keeps them: rounded, without repeats and without the closing one. An area
 * drawn on a copy of the world comes back to the first; what reaches over the antimeridian is cut there.
 */
export function cornersOf(ring: readonly (readonly number[])[]): readonly Corner[] {
  const longitudes = ring.map(([lon]) => lon ?? 0);
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const turn = Math.round(middle / 360) * 360;
  const corners: Corner[] = [];
  for (const [lon, lat] of ring) {
    const corner: Corner = [
      decimals(Math.max(-180, Math.min(180, (lon ?? 0) - turn))),
      decimals(Math.max(-90, Math.min(90, lat ?? 0)))
    ];
    const last = corners[corners.length - 1];
    if (last === undefined || !isSame(last, corner)) corners.push(corner);
  }
  const [first, last] = [corners[0], corners[corners.length - 1]];
  if (corners.length > 1 && first !== undefined && last !== undefined && isSame(first, last)) corners.pop();
  return corners;
}

function isSame(a: Corner, b: Corner): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function decimals(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4;
}
