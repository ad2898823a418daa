import { describe, expect, test } from 'vitest';
import { eventStudy } from '../../src/lib/stats/event-study.ts';
import { normal, randomOf, report, share } from './simulate.ts';
import { clustered, residuals, sameDayP, scattered, studyRate } from './study-rates.ts';

const SAME_DAY = { from: 0, to: 23 };

describe('the windows of an event study', () => {
  test.each([
    ['20 scattered events', 20, scattered],
    ['20 events in waves', 20, clustered],
    ['5 events against 2,400 hours', 5, scattered]
  ] as const)('keep their rate for %s without effect', (name, count, place) => {
    const rate = studyRate({ runs: 400, seed: 21, events: count, place });
    report(`event study, ${name}`, { rate });
    expect(rate).toBeGreaterThan(0.015);
    expect(rate).toBeLessThan(0.085);
  });

  test('a rise of one standard deviation on the day is found', () => {
    const random = randomOf(22);
    const found = share(100, () => {
      const r = residuals(random);
      const events = scattered(20, random);
      for (const event of events) for (let hour = 0; hour < 24; hour += 1) r[event + hour] += 1;
      return sameDayP(r, events) <= 0.05;
    });
    report('event study, planted rise', { found });
    expect(found).toBeGreaterThan(0.9);
  });

  test('several regions that share their shocks keep near 5 %', () => {
    const random = randomOf(23);
    const rate = share(200, () => {
      const common = residuals(random);
      const series = [0, 1, 2, 3].map(() => ({
        r: common.map((value) => value + normal(random)),
        events: scattered(5, random)
      }));
      const { windows } = eventStudy({ series, lagsBefore: 48, lagsAfter: 48, windows: [SAME_DAY] });
      return (windows[0].p ?? 1) <= 0.05;
    });
    report('event study, four regions with common shocks', { rate });
    expect(rate).toBeLessThan(0.095);
  });
});
