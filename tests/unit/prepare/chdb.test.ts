import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openNative } from '../../../src/lib/engine/native.ts';
import { collectFrom } from '../../../src/lib/prepare/clickhouse/collect-clickhouse.ts';
import type { Server } from '../../../src/lib/prepare/clickhouse/server.ts';
import { cellsOfLine } from '../../../src/lib/prepare/clickhouse/text.ts';
import type { MessagesSpec, MessageTableSpec } from '../../../src/lib/prepare/mapping-messages.ts';
import { collectMessages } from '../../../src/lib/prepare/messages/collect-messages.ts';
import type { CollectedMessages } from '../../../src/lib/prepare/messages/collected.ts';
import { loadDays } from '../../../src/lib/prepare/messages/load-days.ts';
import { makeLocate } from '../../../src/lib/prepare/outline-files.ts';
import { Rejects } from '../../../src/lib/prepare/rejects.ts';
import { sourceFiles } from '../../../src/lib/prepare/source-files.ts';
import { numbers } from '../../../src/lib/domain/columns.ts';
import { sql } from '../../../src/lib/sql/sql.ts';
import { madeRecords, MASTS, writeRecords } from '../../fixtures/raw-records.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

// The current ClickHouse, in process: 546 MB, so it is no dependency. Installed anywhere (npm install chdb@3.4.0), its
// folder may be named in CHDB_DIR.

interface Session {
  query(text: string, format?: string): string;
  cleanup(): void;
}

function openSession(folder: string): Session | null {
  try {
    const load = createRequire(path.join(process.env.CHDB_DIR ?? process.cwd(), 'package.json'));
    const { Session: Made } = load('chdb') as { Session: new (at: string) => Session };
    return new Made(folder);
  } catch {
    return null;
  }
}

function serverOf(session: Session): Server {
  session.query("SET geotoh3_argument_order = 'lon_lat'");
  const ask = async (query: string) => {
    const body = session.query(query, 'TabSeparated');
    return body === '' ? [] : body.replace(/\n$/, '').split('\n').map(cellsOfLine);
  };
  return {
    ask,
    toFile: async (query, file) => writeFileSync(file, session.query(query, 'TabSeparated')),
    hasFunction: async (name) =>
      (await ask(`SELECT count() FROM system.functions WHERE name = '${name}'`))[0][0] !== '0',
    close: async () => session.cleanup()
  };
}

const SPEC: MessagesSpec = {
  delimiter: ',',
  time: 't',
  device: 'device',
  kind: 'kind',
  split: true,
  place: { lat: 'lat', lon: 'lon', resolution: 5 },
  raw: false,
  collected: 'seen',
  leaveOut: 0.01
};

/** By mast, one of which the table lacks: its records are left out. */
const BY_MAST: MessagesSpec = {
  ...SPEC,
  split: false,
  place: { by: 'mast', lookup: 'masts' },
  leaveOut: 0.5
};

function mastOf(key: string): Readonly<Record<string, string>> | undefined {
  const found = MASTS.find(({ mast }) => mast === key && mast !== 'm4');
  return found && { lat: String(found.lat), lon: String(found.lon) };
}

/** Rows and messages of every level, and a sum over all their values, whatever their order. */
async function digest(record: CollectedMessages): Promise<unknown> {
  const engine = await openNative({ threads: 1 });
  try {
    await loadDays(engine, record);
    const sums: Record<string, number> = {};
    for (const table of ['activity', 'rollup_day_cell', 'rollup_hour_country', 'rollup_hour', 'cells']) {
      const answer = await engine.run(
        sql`SELECT count(*)::DOUBLE AS rows, sum(hash(listed::VARCHAR) % 1000003)::DOUBLE AS mark FROM query_table(${table}) AS listed`
      );
      sums[table] = numbers(answer, 'rows')[0] * 1e12 + numbers(answer, 'mark')[0];
    }
    return { sums, messages: record.messages, devices: record.devices, kinds: record.kinds };
  } finally {
    await engine.close();
  }
}

test('the current ClickHouse reduces points to the same case as the embedded engine', async ({ skip }) => {
  const folder = await scratchFolder();
  const session = openSession(path.join(folder, 'session'));
  if (session === null) return skip('chdb is not installed; CHDB_DIR may name where it is');
  await writeRecords(folder, { 'r.parquet': sql`SELECT * FROM ${madeRecords(20_000, 4)} ORDER BY t` });
  const common = {
    lookups: new Map([['masts', { columns: new Set(['lat', 'lon']), reportsUnmatched: true, find: mastOf }]]),
    locate: makeLocate(),
    caseZone: 'UTC',
    memory: 1e9,
    threads: 1,
    rejects: new Rejects(),
    say: () => undefined,
    clock: () => 0
  };
  const file = path.join(folder, 'r.parquet');
  const access = {
    ...{ url: 'in process', user: '', password: '', database: 'default' },
    ...{ ca: null, cert: null, key: null, timeoutMs: 0 }
  };
  session.query(
    `CREATE TABLE default.message ENGINE = MergeTree ORDER BY tuple() AS SELECT toDateTime(t) AS t, device, mast, toLowCardinality(kind) AS kind, toNullable(lat) AS lat, lon FROM file('${file}', 'Parquet')`
  );
  const tables: readonly MessageTableSpec[] = [{ table: 'default.message' }, { file, format: 'Parquet' }];
  for (const spec of [SPEC, BY_MAST]) {
    const sources = await sourceFiles([file], folder);
    const out = path.join(folder, 'case');
    const local = await collectMessages({ ...common, spec, sources, lookupMark: '', out, given: null });
    const wanted = await digest(local);
    await local.work.close();
    for (const table of tables) {
      const remote = await collectFrom({ ...common, spec, table, access, out }, serverOf(session));
      expect(await digest(remote)).toEqual(wanted);
      await remote.work.close();
    }
  }
  session.cleanup();
}, 120_000);
