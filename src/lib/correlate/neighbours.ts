import type { PlaceTable } from '../domain/activity.ts';
import { cellNeighbours } from '../geo/cell.ts';

/** Rows of the places that touch a place; none where places are no cells. */
export type Neighbours = (place: number) => readonly number[];

/** The neighbours of the places of a case, looked up once each. */
export function neighboursOf(places: PlaceTable): Neighbours {
  const rows = new Map<string, number>();
  places.h3.forEach((h3, row) => {
    if (h3 !== null) rows.set(h3, row);
  });
  const known = new Map<number, readonly number[]>();
  return (place) => {
    const found = known.get(place);
    if (found !== undefined) return found;
    const h3 = places.h3[place];
    const around = h3 === null ? [] : cellNeighbours(h3).flatMap((cell) => rows.get(cell) ?? []);
    known.set(place, around);
    return around;
  };
}
