import { describe, expect, it } from 'vitest';
import { presetsOf } from '../../../src/lib/views/presets.ts';

const day = (n: number): number => Date.UTC(2020, 5, n);
const question = {
  period: { from: day(1), to: day(30) },
  analysis: { from: day(1), to: day(13) },
  activity: null,
  selected: { from: null, to: null }
};

function titleOf(firstAlert: number | null): string | undefined {
  return presetsOf({ ...question, firstAlert }).find(({ label }) => label === 'Analysis')?.title;
}

describe('the preset of the period of analysis', () => {
  it('speaks of the first alert only where the period ends there', () => {
    expect(titleOf(day(13))).toContain('first alert');
    expect(titleOf(day(20))).not.toContain('alert');
    expect(titleOf(null)).not.toContain('alert');
  });
});
