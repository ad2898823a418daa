import { expect, it } from 'vitest';
import { nights } from '../../../src/lib/views/timeline-nights.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const at = (text: string): number => Date.parse(text);
const iso = (ranges: ReturnType<typeof nights>): string[][] =>
  ranges.map(({ from, to }) => [from, to].map((time) => new Date(time).toISOString().slice(0, 16)));

it('nights are from 22:00 to 06:00 by the clock of the zone, an hour shorter where it goes forward', () => {
  const span = { from: at('2020-03-28T12:00Z'), to: at('2020-03-30T12:00Z') };
  expect(iso(nights({ span, width: 1000 }, AMSTERDAM))).toEqual([
    ['2020-03-28T21:00', '2020-03-29T04:00'],
    ['2020-03-29T20:00', '2020-03-30T04:00']
  ]);
});

it('nights at the ends of the span are cut to it', () => {
  const span = { from: at('2020-06-01T02:00Z'), to: at('2020-06-01T23:00Z') };
  expect(iso(nights({ span, width: 1000 }, 'UTC'))).toEqual([
    ['2020-06-01T02:00', '2020-06-01T06:00'],
    ['2020-06-01T22:00', '2020-06-01T23:00']
  ]);
});

it('nights are not marked where a day is no wider than 24 pixels', () => {
  const span = { from: at('2020-06-01T00:00Z'), to: at('2020-06-11T00:00Z') };
  expect(nights({ span, width: 240 }, 'UTC')).toEqual([]);
  expect(nights({ span, width: 250 }, 'UTC')).toHaveLength(11);
});
