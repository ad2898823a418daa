import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
      'region: in Netherlands or BE-VAN',
      'area: inside a drawn area of 3 corners, from 51.8° N 4.1° E to 52.6° N 5.2° E',
      'kind: events of the kind raid or seizure',
      'commodity: events with cocaine',
      'operation: events of the operation Lemont, north',
      'agency: events of the agency Politie (NL)',
      'traffic: message traffic of the kind voice',
      'q: events that mention "harbour, 100% C++"',
      'map: map at 52.1° N 5.3° E, zoom 6.2',
      'layer: cells show change',
      'sel: selected: cell:123',
      'panel: panel impact is open',
      'window: 14 days on either side of an event compared',
      'scope: impact on the places within 2.5 km of an event',
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
      ...filtered({ regions: ['NL'], kinds: ['raid', 'seizure'] }),
      case: 'demo',
      from: Date.UTC(2020, 5, 1),
      to: Date.UTC(2020, 6, 1)
    };
    expect(viewTitle(view, { locale: 'en-GB', case: () => 'Demo case' })).toBe(
      'Demo case · June 2020 · NL · raid, seizure'
    );
  });
});
