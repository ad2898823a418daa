import { expect, test } from 'vitest';
import { numbers } from '../../src/lib/domain/columns.ts';
import { NO_FILTER, type Corner } from '../../src/lib/domain/filter.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { isInRing } from '../../src/lib/geo/point-in-polygon.ts';
import { placeKeep } from '../../src/lib/sql/filtered.ts';
import { createPlaceTable } from '../../src/lib/sql/load.ts';
import { sql } from '../../src/lib/sql/sql.ts';
import { seeded } from '../fixtures/seeded.ts';

/** The area in SQL keeps the points that geo/point-in-polygon.ts says are inside. */
const POINTS = 4000;

const AREAS: Readonly<Record<string, readonly Corner[]>> = {
  'a triangle': [
    [4, 51],
    [6, 51.5],
    [5, 53]
  ],
  'a rectangle, two sides level': [
    [4, 51],
    [6, 51],
    [6, 52],
    [4, 52]
  ],
  'a star that crosses itself: its middle is a hole': [
    [5, 53],
    [6.2, 50.2],
    [3.6, 51.8],
    [6.4, 51.8],
    [3.8, 50.2]
  ],
  'a ring drawn in one line, with a hole in it': [
    [3.5, 50.5],
    [6.5, 50.5],
    [6.5, 52.5],
    [3.5, 52.5],
    [3.5, 50.5],
    [4.5, 51],
    [4.5, 52],
    [5.5, 52],
    [5.5, 51],
    [4.5, 51]
  ],
  'a bay with a thin mouth': [
    [3, 50],
    [7, 50],
    [7, 53],
    [5.001, 53],
    [6.5, 50.5],
    [3.5, 50.5],
    [4.999, 53],
    [3, 53]
  ],
  'corners south and west of zero': [
    [-6, -2],
    [7, -1.5],
    [6.1234, 52.4321],
    [-5.4321, 51.1234]
  ]
};

test.each(Object.entries(AREAS))('%s', async (_, area) => {
  const random = seeded(11);
  const points = Array.from({ length: POINTS }, () => [random() * 14 - 7, random() * 56 - 3] as const);
  // Points among the corners, and at the height of corners, where crossings are counted wrong most easily.
  for (const [lon, lat] of area) points.push([lon - 0.3, lat], [lon + 0.3, lat], [lon + 0.01, lat + 0.01]);
  const near = points.map(([lon, lat], index) =>
    index % 2 === 0 ? [lon, lat] : [4 + lon / 5, 50 + lat / 18]
  );
  const engine = await openNative({ threads: 1 });
  try {
    await engine.run(createPlaceTable(null));
    await engine.run({
      text: `INSERT INTO place (cell, lat, lon) VALUES ${near.map(([lon, lat], cell) => `(${cell}, ${lat}::DOUBLE, ${lon}::DOUBLE)`).join(', ')}, (1000000, NULL, 5), (1000001, 51.5, NULL)`
    });
    const keep = Array.from(numbers(await engine.run(placeKeep({ ...NO_FILTER, areas: [area] })), 'keep'));
    const expected = near.map(([lon, lat]) => (isInRing(area, lon as number, lat as number) ? 1 : 0));
    expect(keep).toEqual([...expected, 0, 0]);
    const inside = expected.filter((flag) => flag === 1).length;
    expect(inside).toBeGreaterThan(50);
    expect(inside).toBeLessThan(near.length - 50);
    expect((await engine.run(sql`SELECT 1 AS a`)).rows).toBe(1);
  } finally {
    await engine.close();
  }
});
