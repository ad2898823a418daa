import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers, texts } from '../../src/lib/domain/columns.ts';
import { NO_FILTER } from '../../src/lib/domain/filter.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { eventMasks, placeKeep } from '../../src/lib/sql/filtered.ts';
import { eventDetail } from '../../src/lib/sql/event-rows.ts';
import { ident, joinSql, sql, type SqlValue } from '../../src/lib/sql/sql.ts';
import { HOSTILE_FILTERS, hostileTables, leavingOut } from './hostile.ts';
import { HOSTILE } from './hostile-values.ts';
import { NO_PLACES } from './places.ts';
import { writeSqlFiles } from './fixture.ts';

/** Each hostile value finds exactly the rows that have it. Row n of the tables has value n of HOSTILE. */
let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewall-sql-'));
  await writeSqlFiles(folder);
  engine = await openNative({ threads: 1 });
  for (const { sql: statement } of hostileTables((file) => join(folder, file))) await engine.run(statement);
});

afterAll(async () => {
  await engine?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the tables hold the values as they are', async () => {
  expect(texts(await engine.run(sql`SELECT kind FROM event ORDER BY row`), 'kind')).toEqual(HOSTILE);
  expect(new Set(HOSTILE).size).toBe(HOSTILE.length);
});

function found(flags: ArrayLike<number>, kept: number): readonly string[] {
  return HOSTILE.filter((_, index) => flags[index] === kept);
}

for (const [dimension, part] of Object.entries(HOSTILE_FILTERS)) {
  test(`a filter by ${dimension} finds the row with the value and nothing else`, async () => {
    for (const value of HOSTILE) {
      const masks = await engine.run(eventMasks({ ...NO_FILTER, ...part(value) }, NO_PLACES));
      expect(found(numbers(masks, 'mask'), 0)).toEqual([value]);
    }
  });

  test(`a value of ${dimension} left out takes its row and nothing else`, async () => {
    for (const value of HOSTILE) {
      const masks = await engine.run(eventMasks(leavingOut(part(value)), NO_PLACES));
      expect(found(numbers(masks, 'mask'), 0)).toEqual(HOSTILE.filter((other) => other !== value));
    }
  });

  test(`a filter by all values of ${dimension} at once finds every row`, async () => {
    const parts = HOSTILE.map((value) => Object.values(part(value))[0] as readonly string[]);
    const masks = await engine.run(
      eventMasks({ ...NO_FILTER, ...part(''), ...allOf(part, parts.flat()) }, NO_PLACES)
    );
    expect(found(numbers(masks, 'mask'), 0)).toEqual(HOSTILE);
  });
}

function allOf(part: (value: string) => object, values: readonly string[]): object {
  return Object.fromEntries(Object.keys(part('')).map((name) => [name, values]));
}

test('a region keeps the place with the code and nothing else', async () => {
  for (const value of HOSTILE) {
    const keep = await engine.run(placeKeep({ ...NO_FILTER, regions: [value] }));
    expect(found(numbers(keep, 'keep'), 1)).toEqual([value]);
  }
});

test('a search finds the rows whose title has all its words, signs taken as they are', async () => {
  const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  for (const value of HOSTILE.filter((text) => !text.includes('\u200D'))) {
    const words = value.split(/\s+/u).filter((word) => word !== '');
    const masks = await engine.run(eventMasks({ ...NO_FILTER, text: value }, NO_PLACES));
    const expected = HOSTILE.filter((other) =>
      words.every((word) => `title ${plain(other)}`.includes(plain(word)))
    );
    expect(found(numbers(masks, 'mask'), 0)).toEqual(expected);
  }
});

test('an id that holds SQL is no event', async () => {
  for (const value of HOSTILE) expect((await engine.run(eventDetail(value))).rows).toBe(0);
  expect((await engine.run(eventDetail('h07'))).rows).toBe(1);
});

describe('values in SQL', () => {
  async function back(value: SqlValue): Promise<unknown> {
    const answer = await engine.run(sql`SELECT ${value} AS x`);
    return answer.values.get('x')?.[0];
  }

  test('text comes back as it went in', async () => {
    for (const value of HOSTILE) expect(await back(value)).toBe(value);
  });

  test('a NUL, which would end the statement, is left out', async () => {
    expect(await back('a\0b')).toBe('ab');
    expect(sql`${'\0'}`.text).toBe(`''`);
    expect(ident('a\0"b').text).toBe('"a""b"');
  });

  test('numbers come back to the last bit, and what is none is refused', async () => {
    for (const value of [0.1, -1e-300, 1.7976931348623157e308, 4.9, -0.30000000000000004])
      expect(await back(sql`${value}::DOUBLE`)).toBe(value);
    for (const value of [NaN, Infinity, -Infinity]) expect(() => sql`${value}`).toThrow(RangeError);
    expect(sql`5-${-3}`.text).toBe('5-(-3)');
    expect(sql`5-${-0}`.text).not.toContain('--');
  });

  test('truth and nothing are written as such', async () => {
    expect(await back(true)).toBe(true);
    expect(await back(false)).toBe(false);
    expect(sql`${null}`.text).toBe('NULL');
  });

  test('lists are written in brackets, an empty one is refused', () => {
    expect(sql`x IN ${["a'b", 'c']}`.text).toBe(`x IN ('a''b', 'c')`);
    expect(() => sql`x IN ${[]}`).toThrow('empty list');
  });

  test('an object that looks like SQL is refused', () => {
    const forged = { text: '1; DROP TABLE event' };
    expect(() => sql`SELECT ${forged}`).toThrow(TypeError);
  });

  test('a name may hold anything', async () => {
    for (const name of HOSTILE.filter((value) => value !== '')) {
      const answer = await engine.run(
        sql`SELECT ${ident(name)} AS found FROM (SELECT 7 AS ${ident(name)}) AS t`
      );
      expect(answer.values.get('found')?.[0]).toBe(7);
    }
  });

  test('pieces are joined by words of the program only', () => {
    expect(joinSql([sql`a`, sql`b`], ' AND ').text).toBe('a AND b');
    expect(joinSql([], ', ').text).toBe('');
  });
});
