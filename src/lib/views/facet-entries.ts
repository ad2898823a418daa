import type { FacetCounts } from './facets.ts';

export interface FacetEntry {
  readonly value: string;
  readonly name: string;
  /** Surely in, and with those that may be. */
  readonly count: number;
  readonly possible: number;
  readonly selected: boolean;
}

/**
 * The values of a facet as a list shows them: chosen ones first, then by count, then by name. A chosen value that the
 * case does not have stays in the list, so that it can be dropped. wanted: part of a name searched for, case ignored.
 */
export function facetEntries(
  facet: FacetCounts,
  selected: readonly string[],
  nameOf: (value: string) => string,
  wanted: string,
  locale: string
): readonly FacetEntry[] {
  const known = facet.values.map((value, index) => ({
    value,
    count: facet.counts[index],
    possible: facet.possible[index]
  }));
  const strange = selected
    .filter((value) => !facet.values.includes(value))
    .map((value) => ({ value, count: 0, possible: 0 }));
  const search = wanted.trim().toLocaleLowerCase(locale);
  return [...known, ...strange]
    .map(({ value, count, possible }) => ({
      value,
      count,
      possible,
      name: nameOf(value),
      selected: selected.includes(value)
    }))
    .filter(
      (entry) => search === '' || `${entry.name} ${entry.value}`.toLocaleLowerCase(locale).includes(search)
    )
    .sort(
      (a, b) =>
        Number(b.selected) - Number(a.selected) ||
        b.possible - a.possible ||
        a.name.localeCompare(b.name, locale) ||
        (a.value < b.value ? -1 : 1)
    );
}
