import { recordFailure } from '../messages/failures.ts';
import type { Server } from './server.ts';
import { chText } from './text.ts';

/** `Distributed(cluster, database, table, ...)`, with or without quotes. */
const DISTRIBUTED =
  /^Distributed\(\s*['`"]?([^,'`"\s]+)['`"]?\s*,\s*['`"]?([^,'`"\s]*)['`"]?\s*,\s*['`"]?([^,'`"\s)]+)/;

/**
 * Makes sure that a table can be read whole: that every shard of a Distributed table answers, and that the table is not
 * the part that one server holds of such a table. Throws CaseFailure otherwise.
 */
export async function checkShards(server: Server, table: string, database: string): Promise<void> {
  const [name, within] = table.includes('.') ? table.split('.').reverse() : [table, database];
  const [found] = await server.ask(
    `SELECT engine, engine_full FROM system.tables WHERE database = ${chText(within)} AND name = ${chText(name)}`
  );
  if (found === undefined) {
    throw recordFailure(
      'cluster-table',
      `There is no table ${within}.${name}.`,
      'Name it as database.table.'
    );
  }
  const [engine, full] = found;
  if (engine === 'Distributed') {
    const cluster = DISTRIBUTED.exec(full ?? '')?.[1];
    if (cluster !== undefined) await checkCluster(server, cluster);
  } else await refusePart(server, within, name);
}

async function checkCluster(server: Server, cluster: string): Promise<void> {
  const name = chText(cluster);
  const [[shards]] = await server.ask(
    `SELECT count(DISTINCT shard_num) FROM system.clusters WHERE cluster = ${name}`
  );
  const [[answering]] = await server.ask(`SELECT count() FROM cluster(${name}, system.one)`);
  if (shards === answering) return;
  throw recordFailure(
    'cluster-shard',
    `${answering} of the ${shards} shards of the cluster ${cluster} answer.`,
    'Run the same command again when all of them are up.'
  );
}

/** A table under a Distributed one of several shards holds a part of the records only. */
async function refusePart(server: Server, database: string, table: string): Promise<void> {
  const all = await server.ask(
    `SELECT database, name, engine_full FROM system.tables WHERE engine = 'Distributed' ORDER BY database, name`
  );
  for (const [overDatabase, overName, full] of all) {
    const [, cluster, of, part] = DISTRIBUTED.exec(full ?? '') ?? [];
    if (part !== table || (of !== database && of !== '' && of !== 'currentDatabase()')) continue;
    const [[shards]] = await server.ask(
      `SELECT count(DISTINCT shard_num) FROM system.clusters WHERE cluster = ${chText(cluster)}`
    );
    if (Number(shards) <= 1) continue;
    throw recordFailure(
      'cluster-part',
      `${database}.${table} is what one server holds of ${overDatabase}.${overName}, which has ${shards} shards.`,
      `Name ${overDatabase}.${overName} instead.`
    );
  }
}
