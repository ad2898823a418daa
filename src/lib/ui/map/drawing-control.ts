import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Corner } from '../../domain/filter.ts';
import type { Theme } from '../../views/palette.ts';
import { startDrawing, type DrawingSession, type DrawMode } from './drawing.ts';

/** At most one drawing at a time, whatever is pressed while the library still loads. */
export interface DrawingControl {
  readonly toggle: (mode: DrawMode, theme: Theme) => void;
  readonly cancel: () => void;
}

export function drawingControl(
  map: MapLibreMap,
  handlers: {
    readonly onMode: (mode: DrawMode | null) => void;
    readonly onArea: (corners: readonly Corner[]) => void;
    readonly onProblem: (message: string) => void;
  }
): DrawingControl {
  let mode: DrawMode | null = null;
  let session: DrawingSession | null = null;
  let attempt = 0;
  const setMode = (next: DrawMode | null) => {
    mode = next;
    handlers.onMode(next);
  };
  const cancel = () => {
    attempt++;
    session?.stop();
    session = null;
    if (mode !== null) setMode(null);
  };
  const start = async (wanted: DrawMode, theme: Theme) => {
    const own = ++attempt;
    const begun = await startDrawing(map, wanted, theme, (corners) => {
      if (own !== attempt) return;
      session = null;
      setMode(null);
      if (corners !== null) handlers.onArea(corners);
    });
    if (own === attempt) session = begun;
    else begun.stop();
  };
  return {
    toggle(next, theme) {
      const isSame = mode === next;
      cancel();
      if (isSame) return;
      setMode(next);
      start(next, theme).catch((error: unknown) => {
        cancel();
        const reason = error instanceof Error ? error.message : String(error);
        handlers.onProblem(`Drawing cannot start: ${reason}. Reload the page and try again.`);
      });
    },
    cancel
  };
}
