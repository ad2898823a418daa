import { describe, expect, test } from 'vitest';
import { DEFAULT_MAP_CHOICE, type MapChoice } from '../../../src/lib/domain/map-choice.ts';
import { DEFAULT_VIEW } from '../../../src/lib/domain/view.ts';
import { decode } from '../../../src/lib/link/decode.ts';
import { encode } from '../../../src/lib/link/encode.ts';

describe('how the map shows things, in a link', () => {
  test.each<[string, Partial<MapChoice>]>([
    ['per=hour', {}],
    ['per=device', { per: 'device' }]
  ])('%s', (link, map) => {
    const view = { ...DEFAULT_VIEW, map: { ...DEFAULT_MAP_CHOICE, ...map } };
    expect(decode(link)).toEqual({ view, problems: [] });
    expect(decode(encode(view)).view).toEqual(view);
  });

  test.each<[string, string]>([['per=day', 'per hour']])('%s says what was kept', (link, kept) => {
    const { view, problems } = decode(link);
    expect(view).toEqual(DEFAULT_VIEW);
    expect(problems.map((problem) => problem.kept)).toEqual([kept]);
  });
});
