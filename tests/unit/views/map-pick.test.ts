import { expect, test } from 'vitest';
import { added, picked } from '../../../src/lib/views/map-pick.ts';

test('clicks on one spot keep the country, then its region, then everything', () => {
  const clicks = [picked([], 'NL', 'NL-ZH')];
  clicks.push(picked(clicks[0] ?? [], 'NL', 'NL-ZH'));
  clicks.push(picked(clicks[1] ?? [], 'NL', 'NL-ZH'));
  expect(clicks).toEqual([['NL'], ['NL-ZH'], []]);
  expect(picked(['NL'], 'NL', null)).toEqual([]);
  expect(picked(['NL', 'BE'], 'NL', 'NL-ZH')).toEqual(['NL']);
});

test('Shift adds a country to those kept, and takes it away again', () => {
  expect(added(['NL'], 'BE')).toEqual(['NL', 'BE']);
  expect(added(['NL', 'BE'], 'NL')).toEqual(['BE']);
});
