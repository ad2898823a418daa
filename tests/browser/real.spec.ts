import { expect, figure, openView, test } from './fixtures.ts';
import { hasRealData } from '../real/make-cases.ts';

/** The cases of public data sets show the counts that are known of them. */
test.skip(!hasRealData(), 'the public data sets are not here: set CASEWALL_SHARED to their folder');

test('street crime in the United Kingdom: 113,531 events, 8,076 without a place', async ({ page }) => {
  await openView(page, 'case=uk-police-street');
  expect(await figure(page, 'events')).toBe(113_531);
  // A drawn area asks for a point: the country of an event is not enough then.
  await openView(page, 'case=uk-police-street&area=-10 48,5 48,5 60,-10 60');
  expect(await figure(page, 'events')).toBe(113_531 - 8_076);
  expect(await figure(page, 'excluded')).toBe(8_076);
  await expect(page.getByText('synthetic', { exact: true })).toHaveCount(0);
});

test('conflict in Ukraine: 2,989 events, 1,294 of them begun in 2014', async ({ page }) => {
  await openView(page, 'case=ucdp-ukraine');
  expect(await figure(page, 'events')).toBe(2_989);
  // Midnight in Kyiv, two hours ahead of UTC.
  await openView(page, 'case=ucdp-ukraine&from=2013-12-31T22:00Z&to=2014-12-31T22:00Z');
  expect(await figure(page, 'events')).toBe(1_294);
  await openView(page, 'case=ucdp-ukraine&from=2016-12-31T22:00Z&to=2017-12-31T22:00Z');
  expect(await figure(page, 'events')).toBe(193);
});

test('seizures at the border of the United States: 1,834 months of offices', async ({ page }) => {
  await openView(page, 'case=cbp-seizures');
  expect(await figure(page, 'events')).toBe(1_834);
});

test('policies and mobility in the United States: 831 policies, and activity by day and state', async ({
  page
}) => {
  await openView(page, 'case=us-covid-npi-mobility');
  expect(await figure(page, 'events')).toBe(831);
  expect(await figure(page, 'messages')).toBeGreaterThan(0);
});
