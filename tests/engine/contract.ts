import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers, textLists, texts, type Column } from '../../src/lib/domain/columns.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';
import { failureOf } from './failure-of.ts';

export interface Subject {
  open(): Promise<Engine>;
  /** Bytes of fixtures/sample.parquet, see make-fixtures.ts. */
  sample(): Promise<Uint8Array<ArrayBuffer>>;
  readonly sampleUrl: string;
  readonly missingUrl: string;
}

/** Runs for minutes if nobody stops it. */
const ENDLESS = sql`SELECT count(*)::DOUBLE AS n FROM range(100000000000) AS numbers(i) WHERE i % 7 = 3`;

/** What every engine does; run against DuckDB-WASM in Chromium and against native DuckDB in Node. */
export function describeEngine(name: string, subject: Subject): void {
  describe(name, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await subject.open();
    });
    afterAll(() => engine.close());

    async function column(query: Sql, columnName = 'x'): Promise<Column | undefined> {
      return (await engine.run(query)).values.get(columnName);
    }

    test.each([
      ['TINYINT', Int8Array, -128],
      ['UTINYINT', Uint8Array, 255],
      ['SMALLINT', Int16Array, -32768],
      ['USMALLINT', Uint16Array, 65535],
      ['INTEGER', Int32Array, -2147483648],
      ['UINTEGER', Uint32Array, 4294967295],
      ['FLOAT', Float32Array, 0.25],
      ['DOUBLE', Float64Array, 9007199254740992]
    ])('%s comes as %o', async (type, arrayType, value) => {
      const query = `SELECT CAST(${value} AS ${type}) AS x UNION ALL SELECT CAST(1 AS ${type}) ORDER BY x`;
      const values = await column({ text: query });
      expect(values).toBeInstanceOf(arrayType);
      expect([...(values ?? [])].sort()).toEqual([value, 1].sort());
    });

    test('missing numbers are NaN in a Float64Array, whatever the type', async () => {
      expect(
        await column(sql`SELECT nullif(i, 1)::UTINYINT AS x FROM range(3) AS numbers(i) ORDER BY i`)
      ).toEqual(Float64Array.of(0, NaN, 2));
      expect(await column(sql`SELECT NULL AS x`)).toEqual(Float64Array.of(NaN));
    });

    test('text, booleans and lists of text come as arrays with null for missing', async () => {
      const answer = await engine.run(sql`
        SELECT 'ł "x" 字' AS a, true AS b, ['p', NULL, 'q'] AS c, 1::INTEGER AS rank
        UNION ALL SELECT NULL, NULL, NULL, 2 UNION ALL SELECT '', false, [], 3 ORDER BY rank`);
      expect(texts(answer, 'a')).toEqual(['ł "x" 字', null, '']);
      expect(answer.values.get('b')).toEqual([true, null, false]);
      expect(textLists(answer, 'c')).toEqual([['p', 'q'], null, []]);
    });

    test('an answer without rows keeps its columns', async () => {
      const answer = await engine.run(sql`SELECT 1::DOUBLE AS a, 'x' AS b, ['y'] AS c WHERE false`);
      expect(answer.rows).toBe(0);
      expect(answer.names).toEqual(['a', 'b', 'c']);
      expect(numbers(answer, 'a')).toEqual(new Float64Array(0));
      expect(texts(answer, 'b')).toEqual([]);
    });

    test('a statement that changes something answers without columns', async () => {
      const answer = await engine.run(sql`CREATE OR REPLACE TABLE changed AS SELECT 1 AS a`);
      expect(answer).toEqual({ rows: 0, names: [], values: new Map() });
      expect((await engine.run(sql`INSERT INTO changed VALUES (2)`)).rows).toBe(0);
    });

    test.each([
      ['BIGINT', 'SELECT count(*) AS x', 'CAST("x" AS DOUBLE)'],
      ['UBIGINT', 'SELECT 1::UBIGINT AS x', 'CAST("x" AS VARCHAR)'],
      [
        'sum of whole numbers',
        'SELECT sum(i::INTEGER) AS x FROM range(3) AS numbers(i)',
        'CAST("x" AS DOUBLE)'
      ],
      ['DECIMAL', 'SELECT 1.5 AS x', 'CAST("x" AS DOUBLE)'],
      ['DATE', "SELECT DATE '2020-06-12' AS x", 'epoch_ms("x")'],
      ['TIMESTAMP', "SELECT TIMESTAMP '2020-06-12 00:00:00' AS x", 'epoch_ms("x")'],
      ['ENUM', "SELECT 'a'::ENUM('a', 'b') AS x", 'CAST("x" AS VARCHAR)'],
      ['STRUCT', 'SELECT {a: 1} AS x', 'CAST("x" AS VARCHAR)'],
      ['BLOB', "SELECT 'a'::BLOB AS x", 'CAST("x" AS VARCHAR)'],
      ['INTEGER[]', 'SELECT [1, 2] AS x', 'VARCHAR[]']
    ])('a column of %s is refused with the cast to write', async (_type, text, cast) => {
      const failure = await failureOf(engine.run({ text }));
      expect(failure.reason).toContain('Column "x" is');
      expect(failure.reason).toContain(cast);
      expect(failure.sql).toBe(text);
    });

    test('two columns of one name are refused', async () => {
      const failure = await failureOf(engine.run(sql`SELECT 1 AS a, 2 AS a`));
      expect(failure.reason).toContain('Two columns are named "a"');
    });

    test.each([
      ['a failing cast', sql`SELECT CAST('abc' AS INTEGER) AS x`, /convert string 'abc'/],
      [
        'a cast that fails after many rows',
        sql`SELECT CAST(CASE WHEN i = 90000 THEN 'abc' ELSE i::VARCHAR END AS INTEGER) AS x
            FROM range(100000) AS numbers(i)`,
        /convert string 'abc'/
      ],
      ['an error of the query itself', sql`SELECT error('told so') AS x`, /told so/],
      ['a syntax error', sql`SELEKT 1`, /syntax error/i],
      ['an unknown table', sql`SELECT a FROM nowhere`, /nowhere/],
      ['two statements', sql`SELECT 1 AS a; SELECT 2 AS a`, /(one|single) statement/i],
      ['a path that is not registered', sql`SELECT a FROM read_parquet('x.parquet')`, /x\.parquet/]
    ])('%s is raised with the SQL, and the next query works', async (_what, query, words) => {
      const failure = await failureOf(engine.run(query));
      expect(failure.reason).toMatch(words);
      expect(failure.sql).toBe(query.text);
      expect(failure.message).toContain(query.text);
      expect(await column(sql`SELECT 1::INTEGER AS x`)).toEqual(Int32Array.of(1));
    });

    describe('files', () => {
      async function countRows(path: string): Promise<number> {
        const answer = await engine.run(sql`SELECT count(*)::DOUBLE AS n FROM read_parquet(${path})`);
        return numbers(answer, 'n')[0];
      }

      test('a file behind a URL gives all rows of all types, in order', async () => {
        const path = await engine.register('sample.parquet', { url: subject.sampleUrl });
        const answer = await engine.run(sql`
          SELECT "row", label, half, big::VARCHAR AS big, lower(hex(cell)) AS cell, sources
          FROM read_parquet(${path}) ORDER BY "row"`);
        expect(answer.rows).toBe(5000);
        expect(numbers(answer, 'row')).toEqual(Int32Array.from({ length: 5000 }, (_, row) => row));
        expect(texts(answer, 'label')[4999]).toBe('row 4999');
        expect(numbers(answer, 'half')).toEqual(
          Float64Array.from({ length: 5000 }, (_, row) => (row % 3 === 0 ? NaN : row / 2))
        );
        // Neither fits a JavaScript number: 2^53 + 1 + row, and an H3 index.
        expect(texts(answer, 'big')[4998]).toBe(String(2n ** 53n + 1n + 4998n));
        expect(new Set(texts(answer, 'cell'))).toEqual(new Set(['8928308280fffff']));
        expect(textLists(answer, 'sources').slice(0, 3)).toEqual([null, ['a1', 'b'], ['a2', 'b']]);
      });

      test('bytes are read, and stay with the caller', async () => {
        const bytes = await subject.sample();
        const size = bytes.byteLength;
        expect(await countRows(await engine.register('bytes.parquet', { bytes }))).toBe(5000);
        expect(bytes.byteLength).toBe(size);
      });

      test('a File is read', async () => {
        const file = new File([await subject.sample()], 'dropped.parquet');
        expect(await countRows(await engine.register('folder/dropped.parquet', { file }))).toBe(5000);
      });

      test('the same name again replaces the file', async () => {
        const bytes = await subject.sample();
        await countRows(await engine.register('twice.parquet', { bytes: bytes.slice(0, 2000) })).catch(
          () => 'truncated'
        );
        expect(await countRows(await engine.register('twice.parquet', { bytes }))).toBe(5000);
        expect(await countRows(await engine.register('twice.parquet', { url: subject.sampleUrl }))).toBe(
          5000
        );
      });

      test('nothing of a replaced file is left, even one of the same size', async () => {
        const make = (value: number) => new TextEncoder().encode(`a,b\n${value},x\n`);
        for (const value of [1, 2, 3, 4]) {
          const bytes = make(value);
          const source = value % 2 === 0 ? { bytes } : { file: new File([bytes], 'any.csv') };
          const path = await engine.register('values.csv', source);
          expect(await column(sql`SELECT a::INTEGER AS x FROM read_csv_auto(${path})`)).toEqual(
            Int32Array.of(value)
          );
        }
      });

      test('a released file is gone, a table made from it stays', async () => {
        const path = await engine.register('passing.parquet', { bytes: await subject.sample() });
        await engine.run(sql`CREATE OR REPLACE TABLE kept AS SELECT "row" FROM read_parquet(${path})`);
        await engine.release('passing.parquet');
        expect((await failureOf(countRows(path))).reason).toContain('passing.parquet');
        expect(await column(sql`SELECT count(*)::DOUBLE AS x FROM kept`)).toEqual(Float64Array.of(5000));
      });

      test('a missing file is refused at once, by name', async () => {
        const failure = await failureOf(engine.register('absent.parquet', { url: subject.missingUrl }));
        expect(failure.reason).toContain('File absent.parquet is missing');
      });

      test('an empty file is refused at once, by name', async () => {
        const none = new Uint8Array(0);
        for (const source of [{ bytes: none }, { file: new File([none], 'x') }]) {
          expect((await failureOf(engine.register('hollow.parquet', source))).reason).toContain(
            'File hollow.parquet is empty'
          );
        }
      });

      test('a truncated file and one that is not Parquet are raised by name, and the next query works', async () => {
        const truncated = (await subject.sample()).slice(0, 10_000);
        const letter = new TextEncoder().encode('To whom it may concern: this is not a Parquet file.');
        for (const bytes of [truncated, letter]) {
          const path = await engine.register('broken.parquet', { bytes });
          expect((await failureOf(countRows(path))).reason).toContain('broken.parquet');
        }
        expect(await column(sql`SELECT 1::INTEGER AS x`)).toEqual(Int32Array.of(1));
      });

      test('a file with a hole in its middle is raised', async () => {
        const own = await subject.open();
        const bytes = await subject.sample();
        const holed = new Uint8Array([...bytes.slice(0, 3000), ...bytes.slice(6000)]);
        const path = await own.register('holed.parquet', { bytes: holed });
        await failureOf(own.run(sql`SELECT label, half FROM read_parquet(${path})`));
        await own.close();
      });
    });

    describe('several queries', () => {
      test('queries started together give each its own rows', async () => {
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, start) =>
            column(sql`SELECT (i + ${start} * 10000)::INTEGER AS x FROM range(3000) AS numbers(i) ORDER BY i`)
          )
        );
        answers.forEach((values, start) =>
          expect(values).toEqual(Int32Array.from({ length: 3000 }, (_, row) => row + start * 10000))
        );
      });

      test('they run in the order of the calls, and past a failed one', async () => {
        const made = engine.run(sql`CREATE OR REPLACE TABLE ordered AS SELECT 7::INTEGER AS x`);
        const failed = failureOf(engine.run(sql`SELECT error('no') AS x`));
        const read = column(sql`SELECT x FROM ordered`);
        await made;
        await failed;
        expect(await read).toEqual(Int32Array.of(7));
      });

      test('an aborted query rejects with the reason while it runs, and the next one is right', async () => {
        const stop = new AbortController();
        const answer = engine.run(ENDLESS, stop.signal);
        setTimeout(() => stop.abort(new Error('changed my mind')), 100);
        await expect(answer).rejects.toThrow('changed my mind');
        expect(await column(sql`SELECT 2::INTEGER AS x`)).toEqual(Int32Array.of(2));
      });

      test('a query aborted while its rows come is never delivered, and the next one is right', async () => {
        for (const delay of [20, 60, 150]) {
          const stop = new AbortController();
          const answer = engine.run(
            sql`SELECT i::DOUBLE AS x FROM range(20000000) AS numbers(i)`,
            stop.signal
          );
          setTimeout(() => stop.abort(new Error('enough')), delay);
          await expect(answer).rejects.toThrow('enough');
          expect(await column(sql`SELECT (i + ${delay})::INTEGER AS x FROM range(2) AS numbers(i)`)).toEqual(
            Int32Array.of(delay, delay + 1)
          );
        }
      });

      test('a query aborted before its turn never runs', async () => {
        const stop = new AbortController();
        const first = engine.run(sql`SELECT count(*)::DOUBLE AS n FROM range(30000000) AS numbers(i)`);
        const second = engine.run(sql`CREATE TABLE never AS SELECT 1 AS a`, stop.signal);
        stop.abort(new Error('not needed'));
        await expect(second).rejects.toThrow('not needed');
        await expect(engine.run(sql`SELECT 1 AS a`, stop.signal)).rejects.toThrow('not needed');
        await first;
        expect((await failureOf(engine.run(sql`SELECT a FROM never`))).reason).toContain('never');
      });

      test('closing ends what runs and what waits, and refuses what comes', async () => {
        const own = await subject.open();
        const running = failureOf(own.run(ENDLESS));
        const waiting = failureOf(own.run(sql`SELECT 1 AS a`));
        await new Promise((done) => setTimeout(done, 100));
        await own.close();
        const later = failureOf(own.run(sql`SELECT 1 AS a`));
        for (const failure of await Promise.all([running, waiting, later])) {
          expect(failure.reason).toContain('closed');
        }
        await own.close();
      });
    });
  });
}
