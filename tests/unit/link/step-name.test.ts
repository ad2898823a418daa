import { expect, test } from 'vitest';
import { NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW } from '../../../src/lib/domain/view.ts';
import { stepName } from '../../../src/lib/link/step-name.ts';
import { EXAMPLE, filtered } from './example.ts';

test('a step is named by the parameters that it changed', () => {
  const dutch = filtered({ regions: ['NL'] });
  expect(stepName(DEFAULT_VIEW, dutch)).toBe('region: NL');
  expect(stepName(dutch, DEFAULT_VIEW)).toBe('region cleared');
  expect(stepName(dutch, dutch)).toBe('');
  const noRaids = filtered({ regions: ['NL'], not: { ...NO_FILTER.not, kinds: ['raid', 'arrest'] } });
  expect(stepName(dutch, noRaids)).toBe('not-kind: raid,arrest');
  expect(stepName(DEFAULT_VIEW, { ...DEFAULT_VIEW, from: 0, to: 86_400_000 })).toBe(
    'from: 1970-01-01, to: 1970-01-02'
  );
});

test('a step of many changes names the first two, and long values are cut', () => {
  expect(stepName(DEFAULT_VIEW, EXAMPLE)).toMatch(/^case: demo, from: 2020-06-12 and \d+ more$/);
  expect(stepName(DEFAULT_VIEW, filtered({ text: 'x'.repeat(300) })).length).toBeLessThan(70);
});
