import { cellBoundary, cellAt } from '../../geo/cell.ts';
import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';

/** Up to this many different points, each is asked for by itself. */
const FEW_POINTS = 100_000;

/** Side of a square in degrees, by resolution: a fortieth of a cell's side, so that few squares lie on a border. */
function squareSide(resolution: number): number {
  return 0.29 / 7 ** (resolution / 2);
}

/** Squares whose cell is known, kept from day to day: the same streets come again. */
export interface SquareBook {
  readonly resolution: number;
  readonly side: number;
  /** H3 index by square; null where the square lies on a border. */
  readonly known: Map<number, string | null>;
  /** Whether a cell is a plain hexagon or pentagon: one that bends over the edge of a face may reach into a square. */
  readonly plain: Map<string, boolean>;
}

/** Squares kept at most: some 200 MB. */
const MAX_SQUARES = 1_500_000;

export function makeSquareBook(resolution: number): SquareBook {
  return { resolution, side: squareSide(resolution), known: new Map(), plain: new Map() };
}

/** Number of a square as SQL, of columns `lat` and `lon`. */
export function squareOf({ side }: SquareBook): { readonly x: Sql; readonly y: Sql } {
  return { x: sql`floor(lon / ${side})::INTEGER`, y: sql`floor(lat / ${side})::INTEGER` };
}

/**
 * Puts points in cells: fills `squares` (x, y, h3) and `points` (lat, lon, h3) of the engine, so that every row of the
 * table `spot` (lat, lon, x, y: real positions) has its cell in exactly one of them. A square all of whose corners, and a
 * margin around them, lie in one cell lies in it whole; points of the others are looked up one by one. Points are
 * thereby in the cell that h3-js tells, always, at a fraction of the calls.
 */
export async function placePoints(engine: NativeEngine, book: SquareBook): Promise<void> {
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE squares (x INTEGER, y INTEGER, h3 VARCHAR)`);
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE points (lat DOUBLE, lon DOUBLE, h3 VARCHAR)`);
  const about = await engine.run(
    sql`SELECT approx_count_distinct(hash(lat, lon))::DOUBLE AS points FROM spot`
  );
  if (numbers(about, 'points')[0] > FEW_POINTS) await placeSquares(engine, book);
  const rest = await engine.run(sql`SELECT DISTINCT lat, lon
FROM spot ANTI JOIN squares USING (x, y)`);
  const [lat, lon] = [numbers(rest, 'lat'), numbers(rest, 'lon')];
  const h3 = Array.from(lat, (value, row) => cellAt(lon[row], value, book.resolution));
  await engine.append('points', [
    { type: 'DOUBLE', values: lat },
    { type: 'DOUBLE', values: lon },
    { type: 'VARCHAR', values: h3 }
  ]);
}

async function placeSquares(engine: NativeEngine, book: SquareBook): Promise<void> {
  const met = await engine.run(sql`SELECT DISTINCT x::DOUBLE AS x, y::DOUBLE AS y FROM spot`);
  const [x, y] = [numbers(met, 'x'), numbers(met, 'y')];
  if (book.known.size > MAX_SQUARES) book.known.clear();
  const whole = { x: [] as number[], y: [] as number[], h3: [] as string[] };
  x.forEach((column, row) => {
    const cell = cellOfSquare(book, column, y[row]);
    if (cell === null) return;
    whole.x.push(column);
    whole.y.push(y[row]);
    whole.h3.push(cell);
  });
  await engine.append('squares', [
    { type: 'INTEGER', values: whole.x },
    { type: 'INTEGER', values: whole.y },
    { type: 'VARCHAR', values: whole.h3 }
  ]);
}

function cellOfSquare(book: SquareBook, x: number, y: number): string | null {
  const key = x * 16_777_216 + y;
  const known = book.known.get(key);
  if (known !== undefined) return known;
  const cell = lookAtSquare(book, x, y);
  book.known.set(key, cell);
  return cell;
}

/** A hundredth of a side beyond the corners: parallels are no straight lines, by millimetres. */
const MARGIN = 0.01;

function lookAtSquare({ resolution, side, plain }: SquareBook, x: number, y: number): string | null {
  const [west, east] = [(x - MARGIN) * side, (x + 1 + MARGIN) * side];
  const [south, north] = [(y - MARGIN) * side, (y + 1 + MARGIN) * side];
  // Near the poles a square of degrees is no square.
  if (south < -80 || north > 80) return null;
  const cell = cellAt(west, south, resolution);
  if (cell === null || cellAt(east, south, resolution) !== cell) return null;
  if (cellAt(west, north, resolution) !== cell || cellAt(east, north, resolution) !== cell) return null;
  let isPlain = plain.get(cell);
  if (isPlain === undefined) {
    isPlain = cellBoundary(cell).length <= 6;
    plain.set(cell, isPlain);
  }
  return isPlain ? cell : null;
}
