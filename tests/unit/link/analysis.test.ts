import { describe, expect, test } from 'vitest';
import { methodOptions } from '../../../src/lib/correlate/options.ts';
import { DEFAULT_ANALYSIS, withShown, type Analysis } from '../../../src/lib/domain/analysis.ts';
import { DEFAULT_VIEW } from '../../../src/lib/domain/view.ts';
import { decode } from '../../../src/lib/link/decode.ts';
import { encode } from '../../../src/lib/link/encode.ts';

describe('the panels of results in a link', () => {
  test.each<[string, Partial<Analysis>]>([
    ['window=7', {}],
    ['window=3', { window: 3 }],
    ['scope=region', {}],
    ['scope=network', { scope: { tag: 'network' } }],
    ['scope=25km', { scope: { tag: 'radius', km: 25 } }],
    ['scope=25+KM', { scope: { tag: 'radius', km: 25 } }],
    ['scope=2.54km', { scope: { tag: 'radius', km: 2.5 } }],
    ['by=cell', {}],
    ['by=region', { by: 'region' }],
    ['study=kind:raid', { study: { tag: 'kind', kind: 'raid' } }],
    ['study=kind:ring:cell', { study: { tag: 'kind', kind: 'ring:cell' } }],
    ['study=ring:rest-of-region', { study: { tag: 'ring', ring: 'rest-of-region' } }],
    ['order=q', {}],
    ['order=-q', { order: { key: 'q', descending: true } }],
    ['show=table,hours,,table', { show: ['hours', 'table'] }],
    ['show=silences%2Ctable', { show: ['silences', 'table'] }]
  ])('%s', (link, analysis) => {
    const view = { ...DEFAULT_VIEW, analysis: { ...DEFAULT_ANALYSIS, ...analysis } };
    expect(decode(link)).toEqual({ view, problems: [] });
    expect(decode(encode(view)).view).toEqual(view);
  });

  test.each<[string, string]>([
    ['window=5', '7 days'],
    ['window=7.0', '7 days'],
    ['scope=0km', 'the region of the event'],
    ['scope=-5km', 'the region of the event'],
    ['scope=1e3km', 'the region of the event'],
    ['scope=20001km', 'the region of the event'],
    ['scope=NaNkm', 'the region of the event'],
    ['scope=city', 'the region of the event'],
    ['by=country', 'by cell'],
    ['measure=handles', 'messages'],
    ['study=raid', 'all events'],
    ['study=kind:', 'all events'],
    ['study=ring:region', 'all events'],
    ['order=size', 'by q'],
    ['order=--q', 'by q'],
    ['show=everything', 'as by default'],
    ['window=%FF', '7 days']
  ])('%s says what was kept', (link, kept) => {
    const { view, problems } = decode(link);
    expect(view).toEqual(DEFAULT_VIEW);
    expect(problems.map((problem) => problem.kept)).toEqual([kept]);
  });

  test('one unknown switch leaves the others', () => {
    const { view, problems } = decode('show=table,everything');
    expect(view.analysis.show).toEqual(['table']);
    expect(problems.map(({ value, kept }) => [value, kept])).toEqual([['everything', 'the other values']]);
  });
});

test('a link asks each method what the page asks', () => {
  const options = (link: string) => methodOptions(decode(link).view);
  expect(options('').impact).toEqual({ W: 7, scope: { tag: 'region' } });
  expect(options('sel=ev-1&window=14&scope=10km').impact).toEqual({
    W: 14,
    scope: { tag: 'radius', km: 10 },
    eventId: 'ev-1'
  });
  expect(options('sel=cell:4&show=calibration').impact).toEqual({
    W: 7,
    scope: { tag: 'region' },
    calibrate: true
  });
  expect(options('measure=devices&scope=network').impact).toMatchObject({ counts: 'devices' });
  expect(options('study=kind:raid').leadlag).toEqual({ kind: 'raid' });
  expect(options('study=ring:cell').leadlag).toEqual({});
  expect(options('by=region').surges).toEqual({ unit: 'region' });
});

test('switches are kept in one order, and those not named stay', () => {
  expect(withShown(['hours'], { table: true, surges: true })).toEqual(['hours', 'surges', 'table']);
  expect(withShown(['hours', 'table'], { hours: false })).toEqual(['table']);
});
