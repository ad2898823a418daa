import { NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW, type View } from '../../../src/lib/domain/view.ts';

/** A view in which nothing is as by default. */
export const EXAMPLE: View = {
  case: 'demo',
  from: Date.UTC(2020, 5, 12),
  to: Date.UTC(2020, 5, 14, 12),
  span: { from: Date.UTC(2020, 4, 1), to: Date.UTC(2020, 6, 3) },
  lanes: 'operation',
  folded: ['Lemont, north', 'raid'],
  bars: '6h',
  usual: 'off',
  filter: {
    regions: ['NL', 'BE-VAN'],
    not: {
      regions: ['NL-ZH'],
      kinds: ['alert'],
      commodities: ['cash', 'vehicle'],
      operations: ['Tide'],
      agencies: ['Customs'],
      grades: ['F'],
      traffic: ['photo']
    },
    areas: [
      [
        [4.1, 51.8],
        [5.2, 51.8],
        [5.2, 52.6]
      ],
      [
        [-1, 50],
        [1, 50],
        [1, 51],
        [-1, 51]
      ]
    ],
    cells: [5, 0],
    extent: { west: 3.3, south: 51.2, east: 7.2, north: 53.6 },
    kinds: ['raid', 'seizure'],
    commodities: ['cocaine'],
    operations: ['Lemont, north'],
    agencies: ['Politie (NL)'],
    grades: ['A', 'B'],
    traffic: ['voice'],
    text: 'harbour, 100% C++'
  },
  camera: { lat: 52.1, lon: 5.3, zoom: 6.2 },
  layer: 'change',
  map: { per: 'device' },
  selection: 'cell:123',
  panel: 'impact',
  analysis: {
    window: 14,
    scope: { tag: 'radius', km: 2.5 },
    measure: 'devices',
    by: 'region',
    study: { tag: 'kind', kind: 'raid, night' },
    order: { key: 'change', descending: true },
    show: ['hours', 'unexplained', 'no-breaks']
  },
  zone: 'Europe/Amsterdam',
  theme: 'dark',
  brief: 'takedown',
  step: 3,
  mode: 'present',
  data: '9f31c2aa04de'
};

/** The same as a link. */
export const EXAMPLE_LINK =
  'case=demo&from=2020-06-12&to=2020-06-14T12:00Z&span=2020-05-01,2020-07-03&lanes=operation' +
  '&folded=Lemont%2C%20north,raid&bars=6h&usual=off&region=NL,BE-VAN&not-region=NL-ZH' +
  '&area=4.1%2051.8,5.2%2051.8,5.2%2052.6;-1%2050,1%2050,1%2051,-1%2051&cell=5,0&extent=3.3,51.2,7.2,53.6' +
  '&kind=raid,seizure&not-kind=alert&commodity=cocaine&not-commodity=cash,vehicle&operation=Lemont%2C%20north' +
  '&not-operation=Tide&agency=Politie%20%28NL%29&not-agency=Customs&grade=A,B&not-grade=F&traffic=voice' +
  '&not-traffic=photo&q=harbour,%20100%25%20C%2B%2B&map=52.1,5.3,6.2&layer=change&per=device&sel=cell:123' +
  '&panel=impact&window=14&scope=2.5km&measure=devices&by=region&study=kind:raid%2C%20night&order=-change' +
  '&show=hours,unexplained,no-breaks&zone=Europe/Amsterdam&theme=dark&brief=takedown&step=3&mode=present&data=9f31c2aa04de';

/** The default view with a filter. */
export function filtered(filter: Partial<View['filter']>): View {
  return { ...DEFAULT_VIEW, filter: { ...NO_FILTER, ...filter } };
}
