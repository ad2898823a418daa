import { checkCase } from '../lib/casefile/check-case.ts';
import { loadManifest } from '../lib/casefile/check.ts';
import { fingerprint } from '../lib/casefile/manifest.ts';
import { failureLine, isError, type Failure } from '../lib/domain/failure.ts';
import { openNative } from '../lib/engine/native.ts';
import { UsageError, type Command, type CommandArgs } from './command.ts';
import { folderFiles } from './folder-files.ts';

const SOUND = 0;
const UNSOUND = 1;
const UNREADABLE = 2;

export const command: Command = {
  summary: 'check a case folder against the format',
  help: `casewall check DIR [--json]

Reads every file of the case: the manifest, hashes, columns, values, and whether the files fit together.
Prints one line per finding with its severity, file, column, row, what is wrong and what to do, then a summary.

  --json   print one JSON object instead: { "status", "fingerprint", "errors", "warnings", "findings" }

Exit code 0: sound (warnings allowed), 1: unsound, 2: the folder or its manifest cannot be read.
`,
  options: { json: { type: 'boolean' } },
  run
};

async function run(args: CommandArgs): Promise<number> {
  const [folder, ...rest] = args.positionals;
  if (folder === undefined || rest.length > 0)
    throw new UsageError('check wants one case folder: casewall check DIR');
  const files = folderFiles(folder);
  const manifest = await loadManifest(files);
  if (!manifest.ok) return report(args, UNREADABLE, manifest.failures, null);
  const openEngine = () => openNative();
  const failures = await checkCase(openEngine, files, manifest.value, { progress: showProgress });
  const code = failures.some(isError) ? UNSOUND : SOUND;
  return report(args, code, failures, await fingerprint(manifest.value));
}

function showProgress(what: string, share: number): void {
  process.stderr.write(`check: ${String(Math.round(share * 100)).padStart(3)} % ${what}\n`);
}

function report(
  args: CommandArgs,
  code: number,
  failures: readonly Failure[],
  fingerprintHex: string | null
): number {
  const errors = failures.filter(isError).length;
  const warnings = failures.length - errors;
  const status = ['sound', 'unsound', 'unreadable'][code];
  if (args.values.json === true) {
    const summary = { status, fingerprint: fingerprintHex, errors, warnings, findings: failures };
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    return code;
  }
  for (const failure of failures)
    process.stdout.write(`${failure.severity}: ${oneLine(failureLine(failure))}\n`);
  const verdict = code === UNREADABLE ? 'The case cannot be read' : `The case is ${status}`;
  const identity = code === SOUND ? ` Fingerprint ${fingerprintHex ?? ''}` : '';
  process.stdout.write(
    `${verdict}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.${identity}\n`
  );
  return code;
}

/** Values out of the files may hold line breaks and control characters; a finding is one line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
