import { BROKEN_CASES } from './broken-cases.ts';
import { expect, figure, figures, openView, parameters, settled, test } from './fixtures.ts';

for (const { id, outcome, says } of BROKEN_CASES) {
  const title =
    outcome === 'refused'
      ? `${id}: the page says what is wrong, and what was open stays open`
      : `${id}: the case opens with a notice`;
  test(title, async ({ page, guard }) => {
    // The browser writes each file that is not there to the console by itself.
    guard.allow(/Failed to load resource/);
    await openView(page, 'case=tiny');
    const before = await figures(page);
    await page.getByLabel('Case', { exact: true }).selectOption(id);
    const alert = page.getByRole('alert').first();
    await expect(alert).toBeVisible();
    await settled(page);
    const text = (await page.getByRole('alert').allInnerTexts()).join('\n');
    for (const part of says)
      expect(text).toMatch(
        typeof part === 'string' ? new RegExp(part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : part
      );
    if (outcome === 'refused') {
      expect(await figures(page)).toEqual(before);
      expect(parameters(page).get('case')).toBe('tiny');
    } else {
      expect(parameters(page).get('case')).toBe(id);
      expect(await figure(page, 'excluded')).not.toBeNull();
    }
  });
}

test('a bad case as the first thing opened says so, and a sound one can be chosen', async ({
  page,
  guard
}) => {
  guard.allow(/Failed to load resource/);
  await openView(page, 'case=truncated');
  await expect(page.getByRole('alert').first()).toContainText('events.parquet');
  await page.getByLabel('Case', { exact: true }).selectOption('tiny');
  await expect.poll(() => parameters(page).get('case')).toBe('tiny');
  await settled(page);
  expect(await figure(page, 'events')).toBe(6);
});
