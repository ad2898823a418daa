import type { FacetCounts } from './facets.ts';

export interface FacetEntry {
  readonly value: string;
  readonly name: string;
  /** Surely in, and with those that may be. */
  readonly count: number;
  readonly possible: number;
  readonly selected: boolean;
  readonly isLeftOut: boolean;
}

/** Values kept and values left out. */
export interface Choice {
  readonly kept: readonly string[];
  readonly leftOut: readonly string[];
}

/** The choice with a value kept, or no longer kept where it was: never kept and left out at once. */
export function toggleKept({ kept, leftOut }: Choice, value: string): Choice {
  return { kept: toggled(kept, value), leftOut: leftOut.filter((other) => other !== value) };
}

/** The same with a value left out. */
export function toggleLeftOut({ kept, leftOut }: Choice, value: string): Choice {
  return { kept: kept.filter((other) => other !== value), leftOut: toggled(leftOut, value) };
}

function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

/**
 * The values of a facet as a list shows them: chosen ones first, then by count, then by name. A chosen value that the
 * case does not have stays in the list, so that it can be dropped. wanted: part of a name searched for, case ignored.
 */
export function facetEntries(
  facet: FacetCounts,
  { kept, leftOut }: Choice,
  nameOf: (value: string) => string,
  wanted: string,
  locale: string
): readonly FacetEntry[] {
  const known = facet.values.map((value, index) => ({
    value,
    count: facet.counts[index],
    possible: facet.possible[index]
  }));
  const strange = [...kept, ...leftOut]
    .filter((value) => !facet.values.includes(value))
    .map((value) => ({ value, count: 0, possible: 0 }));
  const search = wanted.trim().toLocaleLowerCase(locale);
  return [...known, ...strange]
    .map(({ value, count, possible }) => ({
      value,
      count,
      possible,
      name: nameOf(value),
      selected: kept.includes(value),
      isLeftOut: leftOut.includes(value)
    }))
    .filter(
      (entry) => search === '' || `${entry.name} ${entry.value}`.toLocaleLowerCase(locale).includes(search)
    )
    .sort(
      (a, b) =>
        Number(b.selected || b.isLeftOut) - Number(a.selected || a.isLeftOut) ||
        b.possible - a.possible ||
        a.name.localeCompare(b.name, locale) ||
        (a.value < b.value ? -1 : 1)
    );
}
