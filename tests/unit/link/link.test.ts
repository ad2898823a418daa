import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW, type View } from '../../../src/lib/domain/view.ts';
import { caseUrl } from '../../../src/lib/link/case-location.ts';
import { decode, fragmentOf } from '../../../src/lib/link/decode.ts';
import { encode } from '../../../src/lib/link/encode.ts';
import { normalise } from '../../../src/lib/link/normalise.ts';
import { PARAMS } from '../../../src/lib/link/params.ts';
import { anyView, validView } from './arbitrary.ts';
import { EXAMPLE, EXAMPLE_LINK, filtered } from './example.ts';

describe('a link, written and read', () => {
  test('every parameter, in the order of the contract', () => {
    expect(encode(EXAMPLE)).toBe(EXAMPLE_LINK);
    expect(decode(EXAMPLE_LINK)).toEqual({ view: EXAMPLE, problems: [] });
    expect(PARAMS.map((param) => param.name)).toEqual(
      EXAMPLE_LINK.split('&').map((pair) => pair.split('=')[0])
    );
  });
  test('the default view is the empty text, both ways', () => {
    expect(encode(DEFAULT_VIEW)).toBe('');
    expect(decode('')).toEqual({ view: DEFAULT_VIEW, problems: [] });
    expect(decode('#')).toEqual({ view: DEFAULT_VIEW, problems: [] });
  });
  test('any valid view comes back as it was, without problems', () => {
    fc.assert(
      fc.property(validView, (view) => {
        expect(decode(encode(view))).toEqual({ view, problems: [] });
      }),
      { numRuns: 3000 }
    );
  });
  test('any view at all is made valid, once and for all', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const valid = normalise(view);
        expect(normalise(valid)).toEqual(valid);
        expect(decode(encode(view))).toEqual({ view: valid, problems: [] });
      }),
      { numRuns: 2000 }
    );
  });
  test('a written link is plain: no space, quote, bracket or hash, nothing beyond ASCII', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(encode(view)).toMatch(/^[A-Za-z0-9\-._~%,;:/@&=]*$/);
      }),
      { numRuns: 1000 }
    );
  });
  test('a browser that keeps the link in an address changes nothing', () => {
    fc.assert(
      fc.property(validView, (view) => {
        const link = encode(view);
        expect(new URL(`http://127.0.0.1/#${link}`).hash.slice(1)).toBe(link);
      }),
      { numRuns: 1000 }
    );
  });
});

describe('links as people and other programs write them', () => {
  test.each<[string, View]>([
    ['#kind=raid', filtered({ kinds: ['raid'] })],
    ['&&kind=raid&', filtered({ kinds: ['raid'] })],
    ['kind=raid&amp;q=harbour', filtered({ kinds: ['raid'], text: 'harbour' })],
    ['kind=raid, seizure,,raid', filtered({ kinds: ['raid', 'seizure'] })],
    ['kind=', DEFAULT_VIEW],
    ['q=old+harbour', filtered({ text: 'old harbour' })],
    ['q=100%', filtered({ text: '100%' })],
    ['q=a=b', filtered({ text: 'a=b' })],
    ['region=nl%2CBE', filtered({ regions: ['NL', 'BE'] })],
    ['agency=Police%2C%20Ghent,Customs', filtered({ agencies: ['Police, Ghent', 'Customs'] })],
    ['panel=events&layer=count&mode=dashboard', DEFAULT_VIEW],
    ['from=2020-06-12T14:00%2B02:00', { ...DEFAULT_VIEW, from: Date.UTC(2020, 5, 12, 12) }],
    ['from=2020-06-12T14:00+02:00', { ...DEFAULT_VIEW, from: Date.UTC(2020, 5, 12, 12) }],
    ['from=2020-06-12 12:00', { ...DEFAULT_VIEW, from: Date.UTC(2020, 5, 12, 12) }],
    ['from=2020-06', { ...DEFAULT_VIEW, from: Date.UTC(2020, 5, 1) }],
    ['zone=Etc/GMT+5', { ...DEFAULT_VIEW, zone: 'Etc/GMT+5' }],
    ['zone=europe/paris', { ...DEFAULT_VIEW, zone: 'Europe/Paris' }],
    ['map=52.123456789,-0.000001,6.234', { ...DEFAULT_VIEW, camera: { lat: 52.12346, lon: 0, zoom: 6.23 } }],
    ['data=9F31C2AA04DE', { ...DEFAULT_VIEW, data: '9f31c2aa04de' }],
    [
      'area=0+0,1+0,1+1,0+0',
      filtered({
        areas: [
          [
            [0, 0],
            [1, 0],
            [1, 1]
          ]
        ]
      })
    ],
    [
      'area=0 0,1 1,1 0,0 1',
      filtered({
        areas: [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1]
          ]
        ]
      })
    ],
    [
      'area=0 0,1 0,1 1; 5 5, 6 5, 6 6;',
      filtered({
        areas: [
          [
            [0, 0],
            [1, 0],
            [1, 1]
          ],
          [
            [5, 5],
            [6, 5],
            [6, 6]
          ]
        ]
      })
    ],
    ['not-region=nl%2CBE-VAN', filtered({ not: { ...NO_FILTER.not, regions: ['NL', 'BE-VAN'] } })],
    [
      'kind=raid&not-kind=alert,,alert',
      filtered({ kinds: ['raid'], not: { ...NO_FILTER.not, kinds: ['alert'] } })
    ],
    ['cell=7%2C0,7', filtered({ cells: [7, 0] })],
    ['grade=A', filtered({ grades: ['A'] })],
    [
      'extent=177.00004, -20, -178, -15.5',
      filtered({ extent: { west: 177, south: -20, east: -178, north: -15.5 } })
    ]
  ])('%s', (link, view) => {
    expect(decode(link)).toEqual({ view, problems: [] });
  });
  test('the fragment of an address', () => {
    expect(fragmentOf('http://127.0.0.1:4173/#case=demo')).toBe('case=demo');
    expect(fragmentOf('http://127.0.0.1:4173/?a=b')).toBe('');
    expect(fragmentOf('#case=demo')).toBe('case=demo');
    expect(fragmentOf('case=demo')).toBe('case=demo');
  });
});

describe('the folder of a case', () => {
  const page = 'http://127.0.0.1:4173/app/';
  test.each([
    ['demo', 'http://127.0.0.1:4173/app/cases/demo/'],
    ['folder/x', 'http://127.0.0.1:4173/app/folder/x/'],
    ['/cases/x/', 'http://127.0.0.1:4173/cases/x/'],
    ['http://127.0.0.1:4173/cases/x', 'http://127.0.0.1:4173/cases/x/']
  ])('%s', (text, url) => {
    expect(caseUrl(text, page)?.href).toBe(url);
  });
  test.each([
    'http://evil.example/x',
    'https://127.0.0.1:4173/x',
    '//evil.example/x',
    'javascript:x',
    '',
    '/\\evil.example/x',
    'http:\\\\evil/x'
  ])('%s is none of ours', (text) => {
    expect(caseUrl(text, page)).toBeNull();
  });
});
