/** Where the reference cases lie, and outlines and labels are finer: degrees. */
const EUROPE = { west: -11, south: 34, east: 32, north: 61 };

export function isInEurope(lon: number, lat: number): boolean {
  return lon > EUROPE.west && lon < EUROPE.east && lat > EUROPE.south && lat < EUROPE.north;
}
