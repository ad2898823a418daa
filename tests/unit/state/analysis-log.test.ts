import { expect, test } from 'vitest';
import { AnalysisLog, type LogStore } from '../../../src/lib/state/analysis-log.ts';

function memoryStore(): LogStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text)
  };
}

test('each question counts once, and the count lasts in the store of its case', () => {
  const store = memoryStore();
  const log = new AnalysisLog('aa', store);
  expect(log.countWith('impact 7')).toBe(1);
  log.note('impact 7');
  log.note('impact 7');
  expect(log.count).toBe(1);
  expect(log.countWith('impact 7')).toBe(1);
  expect(log.countWith('impact 14')).toBe(2);
  log.note('impact 14');
  expect(new AnalysisLog('aa', store).count).toBe(2);
  expect(new AnalysisLog('bb', store).count).toBe(0);
});

test('what was asked cannot be read from the store', () => {
  const store = memoryStore();
  new AnalysisLog('aa', store).note('a filter with a name in it');
  expect([...store.texts.values()].join(' ')).not.toContain('name');
});

test('a store that is broken, full or missing leaves the count in memory', () => {
  const forbidden: LogStore = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    }
  };
  for (const store of [forbidden, null]) {
    const log = new AnalysisLog('aa', store);
    log.note('x');
    expect(log.count).toBe(1);
  }
  const odd = memoryStore();
  odd.texts.set('casewall:analyses:aa', '<b> abc1 ### abc1');
  expect(new AnalysisLog('aa', odd).count).toBe(1);
});

test('many questions are told apart', () => {
  const log = new AnalysisLog('aa', null);
  for (let index = 0; index < 2000; index++) log.note(`["impact",{"W":7},"${index}"]`);
  expect(log.count).toBe(2000);
});
