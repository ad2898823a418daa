import { expect, test } from 'vitest';
import { numbers } from '../../src/lib/domain/columns.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { cellAt, cellNeighbours } from '../../src/lib/geo/cell.ts';
import { insideCells } from '../../src/lib/sql/filter.ts';
import { createPlaceTable } from '../../src/lib/sql/load.ts';
import { joinSql, sql } from '../../src/lib/sql/sql.ts';
import { seeded } from '../fixtures/seeded.ts';

/** A patch of seven cells of H3, with points that fall into them and round them. */
const MIDDLES: Readonly<Record<string, readonly [lon: number, lat: number]>> = {
  'the Netherlands': [4.48, 51.92],
  'Fiji, over the antimeridian': [179.95, -16.8],
  'the far north': [25, 70]
};
const POINTS = 4000;
const RESOLUTION = 4;

test.each(Object.entries(MIDDLES))(
  'cells in SQL hold the points that H3 puts in them: %s',
  async (_, middle) => {
    const [lon, lat] = middle;
    const cell = cellAt(lon, lat, RESOLUTION) ?? '';
    const h3 = [cell, ...cellNeighbours(cell)];
    const places = { h3, country: h3.map(() => null), region: h3.map(() => null) };
    const random = seeded(3);
    const points = Array.from({ length: POINTS }, () => {
      const east = lon + (random() - 0.5) * 3;
      return [east > 180 ? east - 360 : east, lat + (random() - 0.5) * 2] as const;
    });
    const engine = await openNative({ threads: 1 });
    try {
      await engine.run(createPlaceTable(null));
      const rows = points.map(([x, y], row) => sql`(${row}, ${y}::DOUBLE, ${x}::DOUBLE)`);
      await engine.run(sql`INSERT INTO place (cell, lat, lon) VALUES ${joinSql(rows, ', ')}`);
      let inside = 0;
      let different = 0;
      const holders = new Uint8Array(POINTS);
      for (const [key, hexagon] of h3.entries()) {
        const answer = await engine.run(
          sql`SELECT CASE WHEN ${insideCells([key], places)} THEN 1 ELSE 0 END AS held FROM place ORDER BY cell`
        );
        const held = numbers(answer, 'held');
        for (const [row, [x, y]] of points.entries()) {
          const isHeld = held[row] === 1;
          if (isHeld) holders[row] = (holders[row] ?? 0) + 1;
          inside += Number(isHeld);
          different += Number(isHeld !== (cellAt(x, y, RESOLUTION) === hexagon));
        }
      }
      expect(inside).toBeGreaterThan(POINTS / 8);
      // H3's edges bend by metres between the corners: one point in some hundreds lies on the other side.
      expect(different / inside).toBeLessThan(0.01);
      // Drawn edges are shared: no point is counted in two cells.
      expect(Math.max(...holders)).toBe(1);
    } finally {
      await engine.close();
    }
  }
);
