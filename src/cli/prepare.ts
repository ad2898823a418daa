import path from 'node:path';
import type { Manifest } from '../lib/domain/case.ts';
import { meansOf } from '../lib/prepare/collect-record.ts';
import { guessMapping } from '../lib/prepare/guess-mapping.ts';
import { MAX_RESOLUTION, timeSpec } from '../lib/prepare/mapping-messages.ts';
import type { Mapping } from '../lib/prepare/mapping-schema.ts';
import { readMappingFile } from '../lib/prepare/mapping.ts';
import { prepareCase } from '../lib/prepare/prepare.ts';
import { reportLines } from '../lib/prepare/report-files.ts';
import type { Means } from '../lib/prepare/work.ts';
import { remoteOption } from './remote-option.ts';
import { isZone } from '../lib/time/zone.ts';
import { numberOption, textOption, UsageError, type Command, type CommandArgs } from './command.ts';
import { PREPARE_HELP } from './prepare-help.ts';

/** `casewall prepare`: tabular files and a mapping to a case folder. */
export const command: Command = {
  summary: 'make a case folder out of CSV or Parquet files',
  help: PREPARE_HELP,
  options: {
    out: { type: 'string' },
    map: { type: 'string' },
    events: { type: 'string', multiple: true },
    items: { type: 'string', multiple: true },
    activity: { type: 'string', multiple: true },
    messages: { type: 'string', multiple: true },
    raw: { type: 'boolean' },
    zone: { type: 'string' },
    resolution: { type: 'string' },
    memory: { type: 'string' },
    threads: { type: 'string' },
    engine: { type: 'string' },
    url: { type: 'string' },
    timeout: { type: 'string' },
    replace: { type: 'boolean' }
  },
  async run(args: CommandArgs): Promise<number> {
    if (args.positionals.length > 0) {
      throw new UsageError(
        `"${args.positionals[0]}" is not expected: files go behind --events, --items, --activity or --messages.`
      );
    }
    const out = textOption(args, 'out');
    const map = textOption(args, 'map');
    if (out === undefined) throw new UsageError('--out DIR is missing: the folder that the case goes to.');
    const messages = fileOption(args, 'messages');
    if (map === undefined && messages === undefined)
      throw new UsageError('--map FILE is missing: which column is what.');
    const means = meansOption(args);
    const remote = remoteOption(args);
    if (remote !== undefined && map === undefined)
      throw new UsageError('--map FILE is missing: which column of the table is what.');
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const report = await prepareCase({
      mapping: await mappingOf(args, out, map, messages ?? []),
      base: map === undefined ? process.cwd() : path.dirname(path.resolve(map)),
      files: {
        events: fileOption(args, 'events'),
        items: fileOption(args, 'items'),
        activity: fileOption(args, 'activity'),
        messages
      },
      out,
      replace: args.values.replace === true,
      means,
      remote,
      progress: say
    });
    for (const line of reportLines(report)) say(line);
    process.stdout.write(`${path.resolve(out)}: ${filesLine(report.manifest)}\n`);
    return 0;
  }
};

/** The files of the case with their rows; those of the raw record, some hundred, added up. */
function filesLine({ files, messages }: Manifest): string {
  const raw = new Set(messages?.parts.map((part) => part.path));
  const rest = files.filter((file) => !raw.has(file.path));
  const parts = rest.map(({ path: inside, rows }) => (rows === null ? inside : `${inside} (${rows} rows)`));
  if (raw.size > 0) {
    const rows = files.reduce((sum, file) => sum + (raw.has(file.path) ? (file.rows ?? 0) : 0), 0);
    parts.push(`${raw.size} files of messages (${rows / 2} rows, by cell and by device)`);
  }
  return parts.join(', ');
}

/** The mapping of the file, or what the columns of the messages tell; options of the command line go before it. */
async function mappingOf(
  args: CommandArgs,
  out: string,
  map: string | undefined,
  messages: readonly string[]
): Promise<Mapping> {
  const zone = textOption(args, 'zone') ?? null;
  const resolution =
    args.values.resolution === undefined ? null : numberOption(args, 'resolution', 0, 0, MAX_RESOLUTION);
  if (zone !== null && !isZone(zone)) throw new UsageError(`--zone: there is no time zone "${zone}".`);
  const mapping =
    map === undefined ? await guessMapping({ out, messages, zone, resolution }) : readMappingFile(map);
  if (mapping.messages === undefined) {
    const given = ['raw', 'zone', 'resolution', 'messages'].find((name) => args.values[name] !== undefined);
    if (given === undefined) return mapping;
    throw new UsageError(`--${given} wants "messages" in the mapping.`);
  }
  const { time, place, raw } = mapping.messages;
  const written = timeSpec(mapping.messages);
  return {
    ...mapping,
    messages: {
      ...mapping.messages,
      raw: raw || args.values.raw === true,
      time: zone === null ? time : { ...written, zone: written.zone ?? zone },
      place: resolution === null || 'h3' in place ? place : { ...place, resolution }
    }
  };
}

function meansOption(args: CommandArgs): Means {
  const usual = meansOf({});
  const memory = textOption(args, 'memory');
  return {
    memory: memory === undefined ? usual.memory : bytesOf(memory),
    threads: numberOption(args, 'threads', usual.threads, 1, 256)
  };
}

/** `4GB`, `800MB`: the least leaves room for one day of a few million messages. */
function bytesOf(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(MB|GB)$/i.exec(text) ?? [];
  const bytes = Number(digits) * (unit?.toUpperCase() === 'GB' ? 1e9 : 1e6);
  if (bytes >= 400e6) return bytes;
  throw new UsageError(`--memory wants a size such as 4GB, of 400MB at least, not "${text}".`);
}

function fileOption(args: CommandArgs, name: string): readonly string[] | undefined {
  const value = args.values[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}
