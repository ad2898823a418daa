import { describe, expect, test } from 'vitest';
import { alertLimits, dailyAlerts, type Alerts } from '../../../src/lib/stats/alerts.ts';
import { scanAlarms } from '../../../src/lib/stats/alert-scan.ts';
import { earsAlarms } from '../../../src/lib/stats/ears.ts';
import { dayAlarm, dayReference } from '../../../src/lib/stats/nb-alarm.ts';
import { mulberry32 } from '../../../src/lib/stats/random.ts';
import { nansIn } from './nans.ts';

const DAYS = 90;
const dow = Uint8Array.from({ length: DAYS }, (_, d) => d % 7);

/** Counts of places around 100 a day, changed by place and day. */
function makeCounts(
  places: number,
  change: (place: number, day: number, count: number) => number
): Float64Array {
  const random = mulberry32(9);
  return Float64Array.from({ length: places * DAYS }, (_, at) =>
    change(Math.floor(at / DAYS), at % DAYS, 85 + Math.floor(random() * 30))
  );
}

function alertsOf(places: number, change: (place: number, day: number, count: number) => number): Alerts {
  return dailyAlerts({ counts: makeCounts(places, change), places, days: DAYS, dow });
}

describe('surges and silences', () => {
  test('a surge of three days is one run with its onset', () => {
    const { alerts } = alertsOf(5, (place, day, count) =>
      place === 2 && day >= 70 && day < 73 ? count * 3 : count
    );
    expect(
      alerts.filter(({ shown }) => shown).map(({ place, day, kind, onset }) => [place, day, kind, onset])
    ).toEqual([
      [2, 70, 'surge', true],
      [2, 71, 'surge', false],
      [2, 72, 'surge', false]
    ]);
    expect(nansIn(alerts)).toEqual([]);
  });

  test('alarm where the count leaves its limits, and nowhere else', () => {
    const counts = makeCounts(3, (place, day, count) => (day % 17 === 0 ? count * (1 + place) : count));
    const { alerts } = dailyAlerts({ counts, places: 3, days: DAYS, dow });
    const scan = scanAlarms({ counts, places: 3, days: DAYS, dow });
    let expected = 0;
    scan.expected.forEach((mu, at) => {
      if (Number.isNaN(mu)) return;
      const { surge, silence } = dayAlarm(counts[at], mu, scan.phi[at]);
      if (surge) expected += 1;
      if (silence) expected += 1;
    });
    expect(alerts).toHaveLength(expected);
    expect(expected).toBeGreaterThan(0);
    for (const alert of alerts) {
      const { lower, upper, exceedance } = alertLimits(alert, 0.001);
      expect(alert.kind === 'surge' ? alert.observed > upper : alert.observed < lower).toBe(true);
      expect((exceedance ?? NaN) > 1).toBe(alert.kind === 'surge');
    }
  });

  test('silence is found, and a missing day is no silence', () => {
    const silent = alertsOf(1, (_, day, count) => (day === 80 ? 0 : count));
    expect(silent.alerts).toMatchObject([{ day: 80, kind: 'silence', observed: 0 }]);
    expect(alertsOf(1, (_, day, count) => (day === 80 ? NaN : count)).alerts).toEqual([]);
  });

  test('a lone alarm among many places is held back by q, two of three days are not', () => {
    const weak = (day: number) => (count: number) =>
      day === 60 || day === 62 ? Math.max(count, 138) : count;
    const lone = alertsOf(400, (place, day, count) => (place === 7 && day === 60 ? 138 : count));
    const lasting = alertsOf(400, (place, day, count) => (place === 7 ? weak(day)(count) : count));
    const shownOf = (found: Alerts) => found.alerts.filter(({ place, shown }) => place === 7 && shown);
    expect(lone.alerts.some(({ place, day }) => place === 7 && day === 60)).toBe(true);
    expect(shownOf(lone)).toEqual([]);
    expect(shownOf(lasting).map(({ day, onset }) => [day, onset])).toEqual([
      [60, true],
      [62, false]
    ]);
  });

  test('days without 28 reference days are not tested', () => {
    const scan = scanAlarms({ counts: makeCounts(1, (_p, _d, count) => count), places: 1, days: DAYS, dow });
    expect(scan.expected.subarray(0, 35).every(Number.isNaN)).toBe(true);
    expect(scan.nRef[35]).toBe(28);
    expect(scan.nRef[DAYS - 1]).toBe(56);
    expect(scan.tested).toBe(DAYS - 35);
  });

  test('a weekday that was always silent raises no alarm', () => {
    const { alerts } = alertsOf(1, (_, day, count) => (day % 7 === 6 ? (day > 75 ? 1 : 0) : count));
    expect(alerts).toEqual([]);
  });

  test.each([
    ['zeros', 0],
    ['gaps', NaN],
    ['counts of 10^8', 1e8]
  ])('places of nothing but %s raise none', (_name, value) => {
    expect(alertsOf(2, () => value).alerts).toEqual([]);
  });

  test('no place is no alert', () => {
    expect(alertsOf(0, () => 0)).toMatchObject({ alerts: [], tested: 0, alpha: 0.001 });
  });

  test('counts that do not fit places and days are refused', () => {
    expect(() => scanAlarms({ counts: new Float64Array(5), places: 2, days: 3, dow: [0, 1, 2] })).toThrow(
      RangeError
    );
  });
});

describe('the reference of a day', () => {
  test('is hardly moved by an outlying day', () => {
    const y = Float64Array.from({ length: 56 }, (_, d) => (d === 20 ? 5000 : 100 + (d % 3)));
    const { expected, nRef, leastSeen } = dayReference(y, dow, 0, 56);
    expect(expected[20 % 7]).toBeLessThan(400);
    expect([nRef, leastSeen]).toEqual([56, 8]);
  });

  test('has a p of 1 for a silent day on the upper side', () => {
    expect(dayAlarm(0, 5, 1).pUpper).toBe(1);
  });
});

describe('EARS', () => {
  test('has no limit where a day of the baseline is missing', () => {
    const y = Float64Array.from({ length: 20 }, (_, d) => (d === 3 ? NaN : 5));
    const { upper, alarm } = earsAlarms(y, { method: 'C1' });
    expect(Array.from(upper.subarray(0, 5), Number.isNaN)).toEqual([true, true, true, true, false]);
    expect(alarm.every((value) => !value)).toBe(true);
  });

  test('of a series shorter than its baseline has no limit', () => {
    expect(earsAlarms(new Float64Array(5), { method: 'C3' }).upper).toHaveLength(0);
  });
});
