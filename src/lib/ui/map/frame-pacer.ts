import type { Map as MapLibreMap } from 'maplibre-gl';

const POLL_MS = 12;

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
  let timer: ReturnType<typeof setTimeout> | null = null;
  const gl = () => {
    const context = map.getCanvas().getContext('webgl2');
    return context === null || context.isContextLost() ? null : context;
  };
  const mark = () => {
    const context = gl();
    if (context === null) return;
    if (fence !== null) context.deleteSync(fence);
    fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    context.flush();
  };
  const isPending = () => {
    const context = gl();
    if (fence === null || context === null) return false;
    if (context.getSyncParameter(fence, context.SYNC_STATUS) !== context.SIGNALED) return true;
    context.deleteSync(fence);
    fence = null;
    return false;
  };
  const ask = () => {
    timer = null;
    if (isPending()) timer = setTimeout(ask, POLL_MS);
    else map.triggerRepaint();
  };
  map.on('render', mark);
  map.on('webglcontextlost', () => (fence = null));
  return {
    request() {
      if (timer === null) ask();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      map.off('render', mark);
    }
  };
}
