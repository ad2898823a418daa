import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../../src/lib/ui/map/drawing.ts';
import { scaledSize } from '../../../src/lib/ui/map/label-scale.ts';
import {
  countryBadges,
  haloCircles,
  locatedIndex,
  locatedRadii,
  locatedStates,
  mapEvents,
  quantityRadii,
  quantityRadius,
  SIZE_RADII,
  sizeStops
} from '../../../src/lib/views/map-events.ts';
import { eventGrid, eventsAt } from '../../../src/lib/views/map-hit.ts';
import { mercatorX, mercatorY } from '../../../src/lib/views/mercator.ts';
import { CERTAIN, HIDDEN, POSSIBLE } from '../../../src/lib/views/tally.ts';

interface Row {
  readonly at?: readonly [lon: number, lat: number];
  readonly radiusM?: number;
  readonly kind?: number;
  readonly country?: number;
}

function makeTable(rows: readonly Row[]) {
  return {
    count: rows.length,
    lat: Float64Array.from(rows, (row) => row.at?.[1] ?? NaN),
    lon: Float64Array.from(rows, (row) => row.at?.[0] ?? NaN),
    radiusM: Float64Array.from(rows, (row) => row.radiusM ?? NaN),
    kind: { values: ['raid', 'seizure'], codes: Int32Array.from(rows, (row) => row.kind ?? 2) },
    country: { values: ['NL', 'BE'], codes: Int32Array.from(rows, (row) => row.country ?? 2) }
  };
}

describe('events on the map', () => {
  const table = makeTable([
    { at: [5, 52], kind: 0 },
    {},
    { at: [4, 51], kind: 1, radiusM: 1000 },
    { at: [3, 50] }
  ]);
  const events = mapEvents(table, [4, 6]);

  it('are those with a point, with the slot of their kind; no kind takes the last slot', () => {
    expect([...events.row]).toEqual([0, 2, 3]);
    expect([...events.slot]).toEqual([4, 6, 7]);
    expect(events.doubt[0]).toBe(0);
    expect(events.doubt[1]).toBeGreaterThan(0);
  });

  it('take their states from their rows, and say which span is shown', () => {
    const into = new Uint8Array(3);
    const drawn = locatedStates(events, Uint8Array.of(HIDDEN, CERTAIN, POSSIBLE, HIDDEN), into);
    expect([...into]).toEqual([HIDDEN, POSSIBLE, HIDDEN]);
    expect(drawn).toEqual({ first: 1, end: 2, shown: 1 });
    expect(locatedStates(events, new Uint8Array(4), into)).toEqual({ first: 0, end: 0, shown: 0 });
  });

  it('have a circle of doubt while few are shown, else only when marked', () => {
    const states = Uint8Array.of(CERTAIN, CERTAIN, CERTAIN);
    expect(haloCircles(events, states, 3, [], [0, 0]).length).toBe(4);
    expect(haloCircles(events, states, 9999, [], [0, 0]).length).toBe(0);
    expect(haloCircles(events, states, 9999, [1, 0], [0, 0]).length).toBe(4);
    expect(haloCircles(events, Uint8Array.of(0, HIDDEN, 0), 3, [1], [0, 0]).length).toBe(0);
  });
});

describe('country badges', () => {
  const labels = new Map([['NL', { name: 'Netherlands', lat: 52, lon: 5 }]]);

  it('count shown events without a point, certain and possible', () => {
    const table = makeTable([
      { country: 0 },
      { country: 0 },
      { country: 0 },
      { country: 0, at: [5, 52] },
      { country: 1 },
      {}
    ]);
    const states = Uint8Array.of(CERTAIN, POSSIBLE, HIDDEN, CERTAIN, POSSIBLE, CERTAIN);
    const { badges, unplaced } = countryBadges(table, states, labels);
    expect(badges).toEqual([
      { country: 'NL', name: 'Netherlands', lat: 52, lon: 5, certain: 1, possible: 2 }
    ]);
    expect(unplaced).toEqual({ certain: 0, possible: 1 });
  });
});

describe('size by quantity', () => {
  const scale = { largest: 100, ...SIZE_RADII };

  it('grows with the area, and keeps the smallest visible', () => {
    expect(quantityRadius(100, scale)).toBe(26);
    expect(quantityRadius(25, scale)).toBe(13);
    expect(quantityRadius(1e6, scale)).toBe(26);
    expect([...quantityRadii(Float64Array.of(NaN, 0, 0.001), scale)]).toEqual([4, 4, 4]);
  });

  it('has a legend in round numbers, largest first', () => {
    expect(sizeStops({ ...scale, largest: 3217 }).map((stop) => stop.value)).toEqual([3200, 800, 130]);
    expect(sizeStops({ ...scale, largest: 2 }).map((stop) => stop.value)).toEqual([2, 0.5, 0.08]);
  });
});

describe('hit test', () => {
  const random = (() => {
    let seed = 11;
    return () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  })();
  const table = makeTable(
    Array.from({ length: 3000 }, () => ({ at: [random() * 20, 40 + random() * 20] as const }))
  );
  const events = mapEvents(table, []);
  const grid = eventGrid(events);
  const question = {
    pixels: 512 * 2 ** 5,
    states: Uint8Array.from(events.row, (row) => (row % 3 === 0 ? HIDDEN : CERTAIN)),
    radius: (at: number) => 4 + (at % 3),
    largestRadius: 6,
    slack: 2
  };

  it('finds what a search of every event finds, nearest first', () => {
    let found = 0;
    for (let trial = 0; trial < 400; trial++) {
      const x = mercatorX(random() * 22 - 1);
      const y = mercatorY(39 + random() * 22);
      const distance = (at: number) => Math.hypot(events.x[at] - x, events.y[at] - y) * question.pixels;
      const expected = Array.from(events.x.keys())
        .filter((at) => question.states[at] !== HIDDEN && distance(at) <= question.radius(at) + 2)
        .sort((a, b) => distance(a) - distance(b));
      found += expected.length;
      expect(eventsAt(grid, { ...question, x, y })).toEqual(expected);
    }
    expect(found).toBeGreaterThan(50);
  });

  it('lists all events of one point, the one on top first', () => {
    const stack = mapEvents(makeTable([{ at: [5, 52] }, { at: [5, 52] }, { at: [5, 52] }]), []);
    const hits = eventsAt(eventGrid(stack), {
      ...question,
      states: Uint8Array.of(1, 2, 1),
      x: mercatorX(5),
      y: mercatorY(52)
    });
    expect(hits).toEqual([2, 1, 0]);
  });

  it('finds nothing where there are no events', () => {
    const none = eventGrid(mapEvents(makeTable([]), []));
    expect(eventsAt(none, { ...question, x: 0.5, y: 0.5 })).toEqual([]);
  });
});

describe('a drawn area', () => {
  it('is open, rounded and free of repeats', () => {
    const ring = [
      [4.123456, 51],
      [5, 51],
      [5, 51],
      [5, 52],
      [4.123456, 51]
    ];
    expect(cornersOf(ring)).toEqual([
      [4.1235, 51],
      [5, 51],
      [5, 52]
    ]);
  });

  it('comes back from a copy of the world and is cut at the antimeridian', () => {
    const lons = (ring: number[][]) => cornersOf(ring).map(([lon]) => lon);
    const at = (...values: number[]) => values.map((lon, index) => [lon, index]);
    expect(lons(at(364, 366, 365))).toEqual([4, 6, 5]);
    expect(lons(at(170, 185, 176))).toEqual([170, 180, 176]);
  });
});

describe('names on a wall', () => {
  it('grow by scaling the results of the expression, not its stops', () => {
    const size = [
      'interpolate',
      ['linear'],
      ['zoom'],
      4,
      ['interpolate', ['linear'], ['get', 'pop'], 1, 10],
      8,
      20
    ];
    expect(scaledSize(size, 2)).toEqual([
      'interpolate',
      ['linear'],
      ['zoom'],
      4,
      ['interpolate', ['linear'], ['get', 'pop'], 1, 20],
      8,
      40
    ]);
  });
});

describe('what is kept of a row of the event table', () => {
  const located = { row: Uint32Array.of(1, 4, 9), count: 3 };

  it('finds the located event of a row, and none for a row without a point', () => {
    expect([0, 1, 4, 5, 9, 10].map((row) => locatedIndex(located, row))).toEqual([-1, 0, 1, -1, 2, -1]);
  });

  it('takes the radii of the rows that have a point', () => {
    expect([
      ...locatedRadii(
        located,
        Float32Array.from({ length: 10 }, (_, row) => row)
      )
    ]).toEqual([1, 4, 9]);
  });
});
