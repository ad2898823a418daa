import fc from 'fast-check';
import {
  MEASURES,
  ORDER_KEYS,
  SHOW_WORDS,
  STUDY_RINGS,
  SURGE_UNITS,
  type Study
} from '../../../src/lib/domain/analysis.ts';
import { IMPACT_WINDOWS, type ImpactScope } from '../../../src/lib/domain/correlation-impact.ts';
import type { Area, Corner, Extent } from '../../../src/lib/domain/filter.ts';
import { RATE_UNITS } from '../../../src/lib/domain/map-choice.ts';
import { BARS, LANES, LAYERS, PANELS, type View } from '../../../src/lib/domain/view.ts';
import { MODES, normalise, THEMES, USUAL } from '../../../src/lib/link/normalise.ts';

/** Text of any 16-bit units: halves of surrogate pairs, control characters, everything. */
export const anyText = (maxLength = 40) =>
  fc.oneof(
    fc.string({ maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength })
      .map((units) => String.fromCharCode(...units)),
    fc.constantFrom(
      '__proto__',
      'a,b',
      'a%2Cb',
      '100%',
      'C++',
      "O'Brien (x)!*",
      '%',
      '&=#',
      ' x ',
      'Å',
      'Å',
      'constructor'
    )
  );

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyTime = fc.oneof(
  fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2021, 0, 1) }),
  fc.integer({ min: 17_000, max: 18_500 }).map((days) => days * 86_400_000),
  fc.double()
);
const degree = (limit: number) =>
  fc.oneof(
    fc.double({ min: -limit, max: limit, noNaN: true }),
    fc.constantFrom(-limit, limit, 0, -0, 1e-9, -0.00005)
  );
const corner: fc.Arbitrary<Corner> = fc.tuple(degree(180), degree(90));
// Around the limit of 500; one random corner only, since hundreds are slow to make.
const manyCorners = fc
  .tuple(corner, fc.integer({ min: 495, max: 505 }))
  .map(([first, count]): Corner[] => [
    first,
    ...Array.from({ length: count - 1 }, (_, index): Corner => [index / 10, (index % 2) + 0.5])
  ]);
const names = fc.array(anyText(), { maxLength: 5 });
const code = fc.oneof(
  fc.constantFrom('NL', 'be', 'NL-ZH', 'de-nw', 'US-36061', 'UA-Kyiv'),
  anyText(8).map((text) => `NL-${text}`),
  anyText(6)
);

const area: fc.Arbitrary<Area> = fc.oneof(
  { weight: 30, arbitrary: fc.array(corner, { maxLength: 8 }) },
  { weight: 1, arbitrary: manyCorners }
);
const extent: fc.Arbitrary<Extent> = fc.record({
  west: degree(200),
  south: degree(100),
  east: degree(200),
  north: degree(100)
});
const lists = {
  regions: fc.array(code, { maxLength: 5 }),
  kinds: names,
  commodities: names,
  operations: names,
  agencies: names,
  grades: names,
  traffic: names
};

/** Any view that the types allow, valid or not. */
export const anyView: fc.Arbitrary<View> = fc.record({
  case: nullable(
    fc.oneof(
      fc.constantFrom('demo', 'cases/x/', '../x/', 'http://127.0.0.1:4173/cases/x', '/a,b/ü'),
      anyText()
    )
  ),
  from: nullable(anyTime),
  to: nullable(anyTime),
  span: nullable(fc.record({ from: anyTime, to: anyTime })),
  lanes: fc.constantFrom(...LANES),
  folded: names,
  bars: fc.constantFrom(...BARS),
  usual: fc.constantFrom(...USUAL),
  filter: fc.record({
    ...lists,
    not: fc.record(lists),
    areas: fc.oneof(
      { weight: 20, arbitrary: fc.array(area, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.array(fc.array(corner, { minLength: 3, maxLength: 3 }), { maxLength: 25 }) }
    ),
    cells: fc.array(fc.oneof(fc.nat(3000), fc.integer(), fc.double(), fc.constant(-0)), { maxLength: 5 }),
    extent: nullable(extent),
    text: anyText(600)
  }),
  camera: nullable(
    fc.record({ lat: degree(120), lon: degree(900), zoom: fc.oneof(fc.double(), degree(25)) })
  ),
  layer: fc.constantFrom(...LAYERS),
  map: fc.record({ per: fc.constantFrom(...RATE_UNITS) }),
  selection: nullable(fc.oneof(fc.constantFrom('ev-0042', 'cell:123', 'cell:0', 'cell:01'), anyText(210))),
  panel: fc.constantFrom(...PANELS),
  analysis: fc.record({
    window: fc.constantFrom(...IMPACT_WINDOWS),
    scope: fc.oneof(
      fc.constantFrom<ImpactScope>({ tag: 'region' }, { tag: 'network' }),
      fc.oneof(fc.double(), fc.integer({ min: -1, max: 21_000 })).map((km): ImpactScope => ({
        tag: 'radius',
        km
      }))
    ),
    measure: fc.constantFrom(...MEASURES),
    by: fc.constantFrom(...SURGE_UNITS),
    study: nullable(
      fc.oneof(
        fc.constantFrom(...STUDY_RINGS).map((ring): Study => ({ tag: 'ring', ring })),
        anyText(210).map((kind): Study => ({ tag: 'kind', kind }))
      )
    ),
    order: fc.record({ key: fc.constantFrom(...ORDER_KEYS), descending: fc.boolean() }),
    show: fc.subarray([...SHOW_WORDS]).map((words) => words.toReversed())
  }),
  zone: nullable(
    fc.constantFrom('UTC', 'Europe/Amsterdam', 'Etc/GMT+5', 'US/Eastern', 'asia/kolkata', 'Mars/Olympus')
  ),
  theme: nullable(fc.constantFrom(...THEMES)),
  brief: nullable(fc.oneof(fc.constantFrom('takedown', 'a.b-c_d'), anyText())),
  step: nullable(fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double())),
  mode: fc.constantFrom(...MODES),
  data: nullable(fc.constantFrom('9f31c2aa04de', '9F31C2AA04DE', 'x'))
});

/** Any view that an address can hold as it is. */
export const validView: fc.Arbitrary<View> = anyView.map(normalise);
