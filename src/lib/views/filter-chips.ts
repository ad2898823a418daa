import { LIST_DIMENSIONS, type Filter, type ListDimension } from '../domain/filter.ts';

/** One thing that the filter asks for, and the filter without it. */
export interface FilterChip {
  readonly key: string;
  /** `Netherlands`, or `not raid` where the value is left out. */
  readonly text: string;
  readonly isLeftOut: boolean;
  readonly without: Filter;
}

export interface ChipNames {
  readonly value: (dimension: ListDimension, value: string) => string;
  readonly cell: (cell: number) => string;
}

/** Everything that the filter asks for, one by one, in a fixed order: places, values, search. */
export function filterChips(filter: Filter, names: ChipNames): readonly FilterChip[] {
  const [regions, ...others] = LIST_DIMENSIONS;
  return [
    ...valueChips(filter, regions, names),
    ...filter.areas.map((_, at) => ({
      key: `area ${at}`,
      text: filter.areas.length === 1 ? 'drawn area' : `drawn area ${at + 1}`,
      isLeftOut: false,
      without: { ...filter, areas: filter.areas.filter((__, other) => other !== at) }
    })),
    ...filter.cells.map((cell) => ({
      key: `cell ${cell}`,
      text: names.cell(cell),
      isLeftOut: false,
      without: { ...filter, cells: filter.cells.filter((other) => other !== cell) }
    })),
    ...(filter.extent === null
      ? []
      : [{ key: 'extent', text: 'map extent', isLeftOut: false, without: { ...filter, extent: null } }]),
    ...others.flatMap((dimension) => valueChips(filter, dimension, names)),
    ...(filter.text === ''
      ? []
      : [{ key: 'text', text: `“${filter.text}”`, isLeftOut: false, without: { ...filter, text: '' } }])
  ];
}

function valueChips(filter: Filter, dimension: ListDimension, names: ChipNames): readonly FilterChip[] {
  const kept = filter[dimension].map((value) => ({
    key: `${dimension} ${value}`,
    text: names.value(dimension, value),
    isLeftOut: false,
    without: { ...filter, [dimension]: filter[dimension].filter((other) => other !== value) }
  }));
  const leftOut = filter.not[dimension].map((value) => ({
    key: `not ${dimension} ${value}`,
    text: `not ${names.value(dimension, value)}`,
    isLeftOut: true,
    without: {
      ...filter,
      not: { ...filter.not, [dimension]: filter.not[dimension].filter((other) => other !== value) }
    }
  }));
  return [...kept, ...leftOut];
}
