import { locatorOf, type Locator } from './locate.ts';
import type { Outline } from './outlines.ts';

/** Country and first-level region of a point, as codes; null where it lies in none. */
export interface PlaceCodes {
  readonly country: string | null;
  readonly region: string | null;
}

/**
 * Country and region of points, always of one another. Asking the regions alone would be wrong beside small countries:
 * they have no regions, and Monaco, Gibraltar, Singapore or San Marino would go to the region of a neighbour that is
 * nearest. So: the country without regions that holds the point; else the region that holds it; else the country that
 * holds it or is nearest within `toleranceKm` (default 15: quays, islets, simplified coasts), and in it the nearest
 * region within that distance.
 */
export function placeLocatorOf(
  countries: readonly Outline[],
  regions: readonly Outline[],
  toleranceKm = 15
): (lon: number, lat: number) => PlaceCodes {
  const byCountry = new Map<string, Outline[]>();
  for (const region of regions) {
    const list = byCountry.get(region.country);
    if (list === undefined) byCountry.set(region.country, [region]);
    else list.push(region);
  }
  const inWhole = locatorOf(
    countries.filter((country) => !byCountry.has(country.code)),
    0
  );
  const inRegion = locatorOf(regions, 0);
  const nearCountry = locatorOf(countries, toleranceKm);
  const nearRegion = new Map<string, Locator>();
  return (lon, lat) => {
    const whole = inWhole(lon, lat);
    if (whole !== null) return { country: whole.code, region: null };
    const region = inRegion(lon, lat);
    if (region !== null) return { country: region.country, region: region.code };
    const country = nearCountry(lon, lat);
    if (country === null) return { country: null, region: null };
    let locate = nearRegion.get(country.code);
    if (locate === undefined) {
      locate = locatorOf(byCountry.get(country.code) ?? [], toleranceKm);
      nearRegion.set(country.code, locate);
    }
    return { country: country.code, region: locate(lon, lat)?.code ?? null };
  };
}
