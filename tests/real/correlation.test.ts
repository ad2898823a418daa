import { describe, expect, test } from 'vitest';
import { readCorrelationCase } from '../../src/cli/correlate-case.ts';
import { openSession, type OptionsOf } from '../../src/lib/correlate/run.ts';
import type { ImpactRecord } from '../../src/lib/domain/correlation.ts';
import { decode } from '../../src/lib/link/decode.ts';
import { HAS_DATA, useRealCase } from './real-case.ts';

async function impactOf(folder: string, view: string, options: OptionsOf['impact']): Promise<ImpactRecord> {
  const read = await readCorrelationCase(folder, decode(view).view, 1, () => undefined);
  return openSession(read.data, read.view).run('impact', options);
}

describe.skipIf(!HAS_DATA)('the market after the raids of 5 November 2014', () => {
  const made = useRealCase('agora-onymous');

  test('vendors per complete scrape fall by about 15 %, as documented; the incomplete scrapes are gaps', async () => {
    const record = await impactOf(made.folder(), '', { W: 14, scope: { tag: 'network' }, counts: 'devices' });
    expect(record.n.days).toBe(18);
    const [effect] = record.result.effects;
    expect(effect.eventId).toBe('onymous-1');
    // 5 complete scrapes before; the 12 after the day itself (13 with it). Nothing stands for the days between.
    expect([effect.blocksPre, effect.blocksPost]).toEqual([5, expect.any(Number)]);
    expect(effect.blocksPre + effect.blocksPost).toBeLessThanOrEqual(18);
    // 1,112.4 before and 950.3 after make 0.854; with incomplete scrapes left in it would be 0.956.
    expect(effect.rr).toBeGreaterThan(0.8);
    expect(effect.rr).toBeLessThan(0.9);
    expect(effect.lo).toBeLessThan(0.854);
    expect(effect.hi).toBeGreaterThan(0.854);
    expect(effect.messagesPre / effect.blocksPre).toBeCloseTo(1112.4, 1);
  });

  test('listings change by a few percent at most, and nothing is claimed', async () => {
    const record = await impactOf(made.folder(), '', { W: 14, scope: { tag: 'network' } });
    const [effect] = record.result.effects;
    expect(effect.rr).toBeGreaterThan(0.9);
    expect(effect.rr).toBeLessThan(1.1);
    expect(effect.hi).toBeGreaterThan(1);
    expect(effect.grade).not.toBe('supported');
  });

  test('18 scrapes are too few for breaks and surges, which say so', async () => {
    const read = await readCorrelationCase(made.folder(), decode('').view, 1, () => undefined);
    const session = openSession(read.data, read.view);
    expect((await session.run('breaks', {})).insufficient).toBe('18 observed days; 28 are needed');
    expect((await session.run('surges', {})).insufficient).toMatch(/28 reference days/);
  });
});

describe.skipIf(!HAS_DATA)('the states and their orders to stay at home', () => {
  const made = useRealCase('us-covid-npi-mobility');
  const ORDERS = 'kind=stay%20at%20home&operation=mandatory%2C%20state-wide';

  test('the relative ratio does not report the common fall as the effect of the order', async () => {
    const { result } = await impactOf(made.folder(), ORDERS, { W: 14 });
    const both = result.effects.flatMap(({ rr, relative, grade }) =>
      rr === null || relative === null || relative.rirr === null ? [] : [{ rr, grade, ...relative }]
    );
    expect(both.length).toBeGreaterThanOrEqual(30);
    const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const plain = middle(both.map(({ rr }) => rr));
    const against = middle(both.map(({ rirr }) => rirr ?? NaN));
    const apart = both.filter(({ lo, hi }) => (hi ?? 9) < 1 || (lo ?? 0) > 1).length;
    console.log(
      `orders: median ratio ${plain.toFixed(2)}, against the other states ${against.toFixed(2)}; ${apart} of ${both.length} intervals leave out 1; ${both.filter(({ grade }) => grade === 'supported').length} supported`
    );
    // The ordered states did fall further (to 10 % of their mobility, where the others fell to 32 %), but more than half
    // of the fall was common to all, and it must not come out as the effect.
    expect(against).toBeLessThan(1);
    expect(Math.log(against)).toBeGreaterThan(0.6 * Math.log(plain));
    expect(both.filter(({ grade }) => grade === 'supported')).toEqual([]);
    expect(result.flagged).toBe(0);
  });

  test('texas and alabama ordered late: against the others there is no fall to see', async () => {
    const { result } = await impactOf(made.folder(), ORDERS, { W: 7 });
    for (const state of ['US-TX', 'US-AL']) {
      const relative = result.effects.find(({ event }) => event.region === state)?.relative;
      expect(relative?.lo).toBeLessThan(1);
      expect(relative?.hi).toBeGreaterThan(1);
    }
  });
});

describe.skipIf(!HAS_DATA)('dates known to the month', () => {
  const made = useRealCase('uk-police-street');

  test('are refused for every claim about days', async () => {
    const record = await impactOf(made.folder(), '', {});
    expect(record.insufficient).not.toBeNull();
    expect(record.result.effects).toEqual([]);
  });
});
