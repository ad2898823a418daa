import type { Page } from '@playwright/test';
import { numbers } from '../../src/lib/domain/columns.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { sql } from '../../src/lib/sql/sql.ts';
import { expect, figure, figures, openView, parameters, settled, test } from './fixtures.ts';
import { demoFile } from './native.ts';

/** Areas drawn by hand: what lies inside is counted here by itself, not by the filter's own SQL. */
type Point = readonly [number, number];

async function eventPoints(): Promise<readonly Point[]> {
  const engine = await openNative({ threads: 2 });
  try {
    const rows = await engine.run(
      sql`SELECT lon, lat FROM read_parquet(${demoFile('events.parquet')}) WHERE lat IS NOT NULL ORDER BY id`
    );
    const [lon, lat] = [numbers(rows, 'lon'), numbers(rows, 'lat')];
    return Array.from(lon, (x, row) => [x, lat[row] as number] as const);
  } finally {
    await engine.close();
  }
}

/** Inside a convex outline: on the same side of every edge. */
function isInside([x, y]: Point, corners: readonly Point[]): boolean {
  const sides = corners.map(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length] as Point;
    return Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  });
  return sides.every((side) => side === sides[0]);
}

function areaOf(page: Page): readonly Point[] {
  return (parameters(page).get('area') ?? '').split(',').map((corner) => {
    const [lon, lat] = corner.trim().split(' ').map(Number);
    return [lon as number, lat as number];
  });
}

async function middleOfMap(page: Page): Promise<Point> {
  const box = await page.getByRole('region', { name: 'Map' }).locator('canvas').first().boundingBox();
  if (box === null) throw new Error('There is no map');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

async function expectCounted(page: Page): Promise<void> {
  await expect.poll(() => parameters(page).get('area'), { timeout: 20_000 }).not.toBeNull();
  await settled(page);
  const area = areaOf(page);
  const inside = (await eventPoints()).filter((point) => isInside(point, area)).length;
  expect(inside).toBeGreaterThan(0);
  expect(await figure(page, 'events')).toBe(inside);
}

test('a drawn rectangle keeps what lies inside, until the area is cleared', async ({ page }) => {
  await openView(page, 'case=demo&map=52.1,5.3,5');
  const before = await figures(page);
  const [x, y] = await middleOfMap(page);
  await page.getByRole('button', { name: 'Draw a rectangle as area' }).click();
  await page.mouse.move(x - 90, y - 70);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.move(x + 90, y + 70, { steps: 4 });
  await page.mouse.up();
  await expectCounted(page);
  await page.getByRole('button', { name: 'Clear the area' }).click();
  await expect.poll(() => parameters(page).get('area')).toBeNull();
  await settled(page);
  expect(await figures(page)).toEqual(before);
});

test('a drawn polygon keeps what lies inside; Escape gives a drawing up', async ({ page }) => {
  await openView(page, 'case=demo&map=52.1,5.3,5');
  const [x, y] = await middleOfMap(page);
  const before = await figures(page);
  const corners: readonly Point[] = [
    [x - 130, y + 60],
    [x - 40, y - 90],
    [x + 140, y - 20],
    [x + 60, y + 110]
  ];
  const draw = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Draw a polygon as area' }).click();
    await expect(page.getByText('Click each corner')).toBeVisible();
    for (const [left, top] of corners) {
      await page.mouse.move(left, top, { steps: 3 });
      await page.mouse.click(left, top);
    }
  };
  await draw();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Click each corner')).toBeHidden();
  expect(parameters(page).get('area')).toBeNull();
  expect(await figures(page)).toEqual(before);
  await draw();
  await page.keyboard.press('Enter');
  await expectCounted(page);
  expect(areaOf(page)).toHaveLength(4);
});
