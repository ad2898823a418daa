import { expect, test } from 'vitest';
import { checkOf, lastCaseOf, rememberCase, rememberCheck } from '../../../src/lib/state/last-case.ts';
import { impactRecord, singleImpactRecord } from '../../fixtures/correlation-records.ts';

function memory(): {
  getItem: (name: string) => string | null;
  setItem: (name: string, text: string) => void;
} {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => void kept.set(name, text) };
}

const CASE = { id: 'demo', title: 'Demo', synthetic: true, fingerprint: 'aa' };

test('the case opened last is told, and the check of its data alone', () => {
  const store = memory();
  expect(lastCaseOf(store)).toBeNull();
  rememberCase(store, CASE);
  expect(lastCaseOf(store)).toEqual(CASE);
  const record = { ...impactRecord(), viewWords: [], sentences: ['others', 'the check'] };
  rememberCheck(store, 'aa', record);
  expect(checkOf(store, 'aa', record.version)).toMatchObject({
    sentence: 'the check',
    places: record.n.places
  });
  expect(checkOf(store, 'bb', record.version)).toBeNull();
  expect(checkOf(store, 'aa', '9/9')).toBeNull();
});

test('a check under a filter is not the number of the case, and a result without one is none', () => {
  const store = memory();
  const record = { ...impactRecord(), viewWords: ['in NL'] };
  rememberCheck(store, 'aa', record);
  rememberCheck(store, 'aa', { ...singleImpactRecord(), viewWords: [] });
  rememberCheck(store, 'aa', null);
  expect(checkOf(store, 'aa', record.version)).toBeNull();
});

test('what others left in the store, and a store that refuses, are no case', () => {
  expect(lastCaseOf({ getItem: () => '{"id":3}', setItem: () => undefined })).toBeNull();
  expect(lastCaseOf({ getItem: () => 'not json', setItem: () => undefined })).toBeNull();
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    }
  };
  expect(() => rememberCase(full, CASE)).not.toThrow();
  expect(lastCaseOf(null)).toBeNull();
});
