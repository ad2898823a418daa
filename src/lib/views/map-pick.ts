/** The regions kept after a click: the country; on a country that alone is kept, the region under it; once more, everything again. */
export function picked(kept: readonly string[], country: string, region: string | null): readonly string[] {
  const isOnly = (code: string | null): boolean => code !== null && kept.length === 1 && kept[0] === code;
  if (isOnly(region)) return [];
  if (!isOnly(country)) return [country];
  return region === null ? [] : [region];
}

/** The regions kept after a click with Shift: the country too, or no longer where it was. */
export function added(kept: readonly string[], country: string): readonly string[] {
  return kept.includes(country) ? kept.filter((code) => code !== country) : [...kept, country];
}
