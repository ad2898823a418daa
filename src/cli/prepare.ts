import path from 'node:path';
import { readMappingFile } from '../lib/prepare/mapping.ts';
import { prepareCase } from '../lib/prepare/prepare.ts';
import { reportLines } from '../lib/prepare/report-files.ts';
import { textOption, UsageError, type Command, type CommandArgs } from './command.ts';
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
    replace: { type: 'boolean' }
  },
  async run(args: CommandArgs): Promise<number> {
    if (args.positionals.length > 0) {
      throw new UsageError(
        `"${args.positionals[0]}" is not expected: files go behind --events or --activity.`
      );
    }
    const out = textOption(args, 'out');
    const map = textOption(args, 'map');
    if (out === undefined) throw new UsageError('--out DIR is missing: the folder that the case goes to.');
    if (map === undefined) throw new UsageError('--map FILE is missing: which column is what.');
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const report = await prepareCase({
      mapping: readMappingFile(map),
      base: path.dirname(path.resolve(map)),
      files: {
        events: fileOption(args, 'events'),
        items: fileOption(args, 'items'),
        activity: fileOption(args, 'activity')
      },
      out,
      replace: args.values.replace === true,
      progress: say
    });
    for (const line of reportLines(report)) say(line);
    const rows = report.manifest.files.map(({ path: inside, rows: count }) =>
      count === null ? inside : `${inside} (${count} rows)`
    );
    process.stdout.write(`${path.resolve(out)}: ${rows.join(', ')}\n`);
    return 0;
  }
};

function fileOption(args: CommandArgs, name: string): readonly string[] | undefined {
  const value = args.values[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}
