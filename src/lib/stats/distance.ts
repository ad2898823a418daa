/** Mean radius of the Earth in km. */
const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Great-circle distance in km between two points in degrees (haversine on a sphere). */
export function greatCircleKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const dLat = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const dLon = Math.sin(((lon2 - lon1) * RADIANS) / 2);
  const h = dLat * dLat + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * dLon * dLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Places of a list of things, as index to distance in km. */
export type DistanceKm = (i: number, j: number) => number;

/** Distance between things i and j of two lists in planar km. */
export function planarKm(
  x1: ArrayLike<number>,
  y1: ArrayLike<number>,
  x2: ArrayLike<number>,
  y2: ArrayLike<number>
): DistanceKm {
  return (i, j) => Math.sqrt((x1[i] - x2[j]) ** 2 + (y1[i] - y2[j]) ** 2);
}

/** Distance between things i and j of two lists of latitudes and longitudes in degrees. */
export function sphereKm(
  lat1: ArrayLike<number>,
  lon1: ArrayLike<number>,
  lat2: ArrayLike<number>,
  lon2: ArrayLike<number>
): DistanceKm {
  return (i, j) => greatCircleKm(lat1[i], lon1[i], lat2[j], lon2[j]);
}
