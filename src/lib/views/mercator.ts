/** Web Mercator with the world as a unit square: x grows eastwards from the antimeridian, y southwards from 85.05 N. */

/** Latitude at which the square ends. */
export const MERCATOR_LIMIT = 85.051129;

const EARTH_CIRCUMFERENCE_M = 40_075_016.686;

export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

/** Latitudes beyond the limit are taken as the limit. */
export function mercatorY(lat: number): number {
  const clamped = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function longitudeOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Length in the unit square of so many metres on the ground at this latitude. */
export function mercatorLength(metres: number, lat: number): number {
  const clamped = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat));
  return metres / (EARTH_CIRCUMFERENCE_M * Math.cos((clamped * Math.PI) / 180));
}

/** A longitude in -180..180. */
export function wrapLongitude(lon: number): number {
  const turned = (((lon + 180) % 360) + 360) % 360;
  return turned - 180;
}
