import { expect, test } from 'vitest';
import { numbers, texts } from '../../../src/lib/domain/columns.ts';
import { openNative } from '../../../src/lib/engine/native.ts';
import { cellAt } from '../../../src/lib/geo/cell.ts';
import { makeSquareBook, placePoints, squareOf } from '../../../src/lib/prepare/messages/positions.ts';
import { sql } from '../../../src/lib/sql/sql.ts';

/** Points round a town, drawn by DuckDB's own hash: the same every time. */
function points(rows: number, lat: number, lon: number, spread: number) {
  const share = (salt: number) => sql`((hash(i * 2 + ${salt}) % 1000003)::DOUBLE / 1000003)`;
  return sql`SELECT ${lat} + (${share(0)} - 0.5) * ${spread} AS lat, ${lon} + (${share(1)} - 0.5) * ${spread} AS lon
FROM range(${rows}) counted(i)`;
}

test.each([
  ['a country, resolution 4', 52, 5, 4, 4],
  ['a town, resolution 7', 51.92, 4.48, 0.3, 7],
  ['the far side of the antimeridian', -17.8, 179.9, 0.18, 5],
  ['near a pole', 81, 20, 5, 3],
  ['round a pentagon, whose edges bend', 50.1, -143.5, 1.5, 4]
])('many points are in the very cells that h3-js tells: %s', async (_, lat, lon, spread, resolution) => {
  const engine = await openNative({ threads: 1 });
  try {
    const book = makeSquareBook(resolution);
    const { x, y } = squareOf(book);
    await engine.run(
      sql`CREATE TABLE spot AS SELECT lat, lon, ${x} AS x, ${y} AS y FROM (${points(130_000, lat, lon, spread)})`
    );
    await placePoints(engine, book);
    const placed = await engine.run(sql`SELECT spot.lat, spot.lon, coalesce(squares.h3, points.h3) AS h3,
  (squares.h3 IS NOT NULL AND points.h3 IS NOT NULL) AS is_double
FROM spot LEFT JOIN squares USING (x, y) LEFT JOIN points ON points.lat = spot.lat AND points.lon = spot.lon`);
    const [lats, lons, cells] = [numbers(placed, 'lat'), numbers(placed, 'lon'), texts(placed, 'h3')];
    expect(placed.rows).toBe(130_000);
    let wrong = 0;
    for (let row = 0; row < placed.rows; row++)
      if (cells[row] !== cellAt(lons[row], lats[row], resolution)) wrong += 1;
    expect(wrong).toBe(0);
    const squares = await engine.run(sql`SELECT count(*)::DOUBLE AS rows FROM squares`);
    const alone = await engine.run(sql`SELECT count(*)::DOUBLE AS rows FROM points`);
    if (Math.abs(lat) < 80) expect(numbers(alone, 'rows')[0]).toBeLessThan(40_000);
    if (Math.abs(lat) < 80) expect(numbers(squares, 'rows')[0]).toBeGreaterThan(100);
  } finally {
    await engine.close();
  }
});
