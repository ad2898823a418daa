import { addProtocol, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Protocol } from 'pmtiles';

let isRegistered = false;

/**
 * Teaches MapLibre where its worker lies and how to read `pmtiles://` addresses, once per page; call it before the first
 * map is made. Without the worker's address a map never loads, and says nothing.
 */
export function registerPmtiles(): void {
  if (isRegistered) return;
  isRegistered = true;
  setWorkerUrl(workerUrl);
  addProtocol('pmtiles', new Protocol({ metadata: false }).tile);
}
