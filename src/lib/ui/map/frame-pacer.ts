import type { Map as MapLibreMap } from 'maplibre-gl';

// After a slow frame the page gets as long a turn at the graphics as the map had, up to this.
const LONGEST_REST_MS = 200;
const QUICK_FRAME_MS = 20;

/**
 * Asks for map frames, but never while the graphics card (or its emulation) still works on the last one: data that
 * changes faster than frames can be drawn skips frames instead of queueing them up in front of the rest of the page.
 */
export interface FramePacer {
  readonly request: () => void;
  readonly stop: () => void;
}

export function framePacer(map: MapLibreMap): FramePacer {
  let fence: WebGLSync | null = null;
  let frame: number | null = null;
  let drawnAt = 0;
  let restUntil = 0;
  const canvas = map.getCanvas();
  let known: WebGL2RenderingContext | null = null;
  const gl = () => {
    known ??= canvas.getContext('webgl2');
    return known === null || known.isContextLost() ? null : known;
  };
  const mark = () => {
    const context = gl();
    if (context === null) return;
    if (fence !== null) context.deleteSync(fence);
    fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    context.flush();
    drawnAt = performance.now();
  };
  const isPending = () => {
    const context = gl();
    if (context === null) return false;
    const now = performance.now();
    if (fence === null) return now < restUntil;
    if (context.getSyncParameter(fence, context.SYNC_STATUS) !== context.SIGNALED) return true;
    context.deleteSync(fence);
    fence = null;
    const took = now - drawnAt;
    restUntil = took > QUICK_FRAME_MS ? now + Math.min(took, LONGEST_REST_MS) : now;
    return now < restUntil;
  };
  const ask = () => {
    frame = null;
    if (isPending()) frame = requestAnimationFrame(ask);
    else map.triggerRepaint();
  };
  map.on('render', mark);
  map.on('webglcontextlost', () => (fence = null));
  return {
    request() {
      if (frame === null) ask();
    },
    stop() {
      if (frame !== null) cancelAnimationFrame(frame);
      map.off('render', mark);
    }
  };
}
