import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW } from '../../../src/lib/domain/view.ts';
import { encode } from '../../../src/lib/link/encode.ts';
import { describeView, viewTitle } from '../../../src/lib/link/words.ts';
import { validView } from './arbitrary.ts';
import { EXAMPLE, filtered } from './example.ts';

describe('a link in words', () => {
  test('every parameter', () => {
    const words = describeView(
      { ...EXAMPLE, zone: null },
      {
        locale: 'en-GB',
        zone: 'Europe/Amsterdam',
        region: (code) => (code === 'NL' ? 'Netherlands' : undefined)
      }
    );
    expect(words.map(({ parameter, text }) => `${parameter}: ${text}`)).toEqual([
      'case: case demo',
      'from: from 12 Jun 2020, 02:00 Europe/Amsterdam (UTC+2), included',
      'to: up to 14 Jun 2020, 14:00 Europe/Amsterdam (UTC+2), excluded',
      'span: timeline from 1 May 2020, 02:00 Europe/Amsterdam (UTC+2) to 3 Jul 2020, 02:00 Europe/Amsterdam (UTC+2)',
      'lanes: lanes of events by operation',
      'folded: folded lanes: Lemont, north, raid',
      'bars: activity per 6 hours',
      'usual: the usual range of activity is not drawn',
      'region: in Netherlands or BE-VAN',
      'not-region: not in NL-ZH',
      'area: inside a drawn area of 3 corners, from 51.8° N 4.1° E to 52.6° N 5.2° E or a drawn area of 4 corners, from 50° N 1° W to 51° N 1° E',
      'cell: in cell 5 or cell 0',
      'extent: inside the part of the map from 51.2° N 3.3° E to 53.6° N 7.2° E',
      'kind: events of the kind raid or seizure',
      'not-kind: events not of the kind alert',
      'commodity: events with cocaine',
      'not-commodity: events without cash or vehicle',
      'operation: events of the operation Lemont, north',
      'not-operation: events not of the operation Tide',
      'agency: events of the agency Politie (NL)',
      'not-agency: events not of the agency Customs',
      'grade: events with the source grade A or B',
      'not-grade: events without the source grade F',
      'traffic: message traffic of the kind voice',
      'not-traffic: message traffic not of the kind photo',
      'q: events that mention "harbour, 100% C++"',
      'map: map at 52.1° N 5.3° E, zoom 6.2',
      'layer: cells show change',
      'per: rates are per device and hour',
      'sel: selected: cell:123',
      'panel: panel impact is open',
      'window: 14 days on either side of an event compared',
      'scope: impact on the places within 2.5 km of an event',
      'measure: impact on the distinct devices active in each hour',
      'by: surges looked for by region',
      'study: response, lead and lag of events of the kind raid, night',
      'order: events ordered by change, the last first',
      'show: one event drawn by hour; only those listed that have no event near; breaks not marked on the timeline',
      'theme: dark theme',
      'brief: briefing takedown',
      'step: step 3 of the briefing',
      'mode: opens in the mode present',
      'data: made on the data with the mark 9f31c2aa04de'
    ]);
  });
  test('every parameter that is written is told, and no other', () => {
    fc.assert(
      fc.property(validView, (view) => {
        const written = encode(view)
          .split('&')
          .filter((pair) => pair !== '')
          .map((pair) => pair.split('=')[0]);
        expect(describeView(view).map(({ parameter }) => parameter)).toEqual(written);
      }),
      { numRuns: 500 }
    );
  });
  test('a title', () => {
    expect(viewTitle(DEFAULT_VIEW)).toBe('Casewall');
    const view = {
      ...filtered({
        regions: ['NL'],
        kinds: ['raid', 'seizure'],
        not: { ...NO_FILTER.not, commodities: ['cash'] }
      }),
      case: 'demo',
      from: Date.UTC(2020, 5, 1),
      to: Date.UTC(2020, 6, 1)
    };
    expect(viewTitle(view, { locale: 'en-GB', case: () => 'Demo case' })).toBe(
      'Demo case · June 2020 · NL · raid, seizure · not cash'
    );
  });
});
