import type { LngLatBoundsLike, Map as MapLibreMap } from 'maplibre-gl';
import type { Camera } from '../../domain/view.ts';
import type { Bounds } from '../../geo/bounds.ts';
import { wrapLongitude } from '../../views/mercator.ts';

export const MIN_ZOOM = 0.5;
export const MAX_ZOOM = 16;

const SETTLE_MS = 250;
const FLIGHT_MS = 600;
const OWN_MOVE = 'isCasewallMove';
const FIT = { padding: { top: 48, right: 56, bottom: 48, left: 48 }, maxZoom: 9 } as const;

/** Two-way camera: shows what it is given, and reports where the reader moves it. */
export interface CameraLink {
  /** Null shows the bounds. Does nothing if the map is there already. */
  readonly show: (camera: Camera | null, bounds: Bounds) => void;
  readonly fit: (bounds: Bounds) => void;
  readonly zoomBy: (levels: number) => void;
  readonly stop: () => void;
}

export function cameraLink(
  map: MapLibreMap,
  onCamera: (camera: Camera) => void,
  isStill: () => boolean
): CameraLink {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isResize = false;
  let wanted: { readonly camera: Camera | null; readonly bounds: Bounds } | null = null;
  const cancelReport = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const onMoveEnd = (gesture: object) => {
    cancelReport();
    // Neither what the address asked for nor a new size of the window is a move of the reader's.
    if (isResize || OWN_MOVE in gesture) {
      const isWhole = isResize && wanted?.camera === null;
      isResize = false;
      if (isWhole && wanted !== null) showBounds(wanted.bounds);
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      onCamera(cameraOf(map));
    }, SETTLE_MS);
  };
  const onResize = () => (isResize = true);
  map.on('movestart', cancelReport);
  map.on('moveend', onMoveEnd);
  map.on('resize', onResize);
  const showBounds = (bounds: Bounds) =>
    map.fitBounds(lngLatBounds(bounds), { ...FIT, duration: 0 }, { [OWN_MOVE]: true });
  return {
    show(camera, bounds) {
      const isSame = wanted !== null && wanted.camera === null && isSameBox(wanted.bounds, bounds);
      wanted = { camera, bounds };
      if (camera === null) {
        if (!isSame) showBounds(bounds);
      } else if (!isAt(map, camera)) {
        const target = { center: [camera.lon, camera.lat] as [number, number], zoom: camera.zoom };
        if (isStill()) map.jumpTo(target, { [OWN_MOVE]: true });
        else map.easeTo({ ...target, duration: FLIGHT_MS }, { [OWN_MOVE]: true });
      }
    },
    fit(bounds) {
      map.fitBounds(lngLatBounds(bounds), { ...FIT, duration: isStill() ? 0 : FLIGHT_MS });
    },
    zoomBy(levels) {
      map.zoomTo(map.getZoom() + levels, { duration: isStill() ? 0 : 250 });
    },
    stop() {
      cancelReport();
      map.off('movestart', cancelReport);
      map.off('moveend', onMoveEnd);
      map.off('resize', onResize);
    }
  };
}

function isSameBox(a: Bounds, b: Bounds): boolean {
  return a.west === b.west && a.south === b.south && a.east === b.east && a.north === b.north;
}

export function lngLatBounds({ west, south, east, north }: Bounds): LngLatBoundsLike {
  return [
    [west, Math.max(-84, south)],
    [east < west ? east + 360 : east, Math.min(84, north)]
  ];
}

function cameraOf(map: MapLibreMap): Camera {
  const { lng, lat } = map.getCenter();
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return { lat: round(lat, 4), lon: round(wrapLongitude(lng), 4), zoom: round(map.getZoom(), 2) };
}

/** Whether the map shows this camera to within what the address can express. */
function isAt(map: MapLibreMap, camera: Camera): boolean {
  const now = cameraOf(map);
  return (
    Math.abs(now.lat - camera.lat) < 2e-4 &&
    Math.abs(now.lon - camera.lon) < 2e-4 &&
    Math.abs(now.zoom - camera.zoom) < 0.02
  );
}
