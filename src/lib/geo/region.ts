import type { Outline } from './outlines.ts';

/** `NL`: two letters of ISO 3166-1. */
export function isCountryCode(code: string): boolean {
  return /^[A-Z]{2}$/.test(code);
}

/** `NL-ZH`: a country, a dash, and one to eight letters or digits. */
export function isRegionCode(code: string): boolean {
  return /^[A-Z]{2}-[A-Z0-9]{1,8}$/.test(code);
}

/** Country of a country or region code: `NL` of `NL-ZH`. */
export function countryOf(code: string): string {
  return code.split('-')[0];
}

/**
 * Whether a list of country and region codes keeps something in that country and region (null: not known): its country
 * or its region is among them. An empty list keeps everything. The same rule as the filter in SQL: codes are compared
 * whole, and a missing country is not guessed from the region.
 */
export function codeMatches(
  codes: readonly string[],
  country: string | null,
  region: string | null
): boolean {
  if (codes.length === 0) return true;
  return (country !== null && codes.includes(country)) || (region !== null && codes.includes(region));
}

/** Names by code, out of any number of lists of outlines; the first list that knows a code names it. */
export function namesByCode(...lists: readonly (readonly Outline[])[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { code, name } of lists.flat()) if (!names.has(code)) names.set(code, name);
  return names;
}

/** `Netherlands`, or `Zuid-Holland, Netherlands`; the code itself where the name is not known. */
export function codeLabel(code: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(code) ?? code;
  const country = countryOf(code);
  return country === code || !names.has(code) ? name : `${name}, ${names.get(country) ?? country}`;
}
