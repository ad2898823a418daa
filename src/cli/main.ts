import { parseArgs } from 'node:util';
import { CaseFailure } from '../lib/domain/failure.ts';
import { UsageError, type Command } from './command.ts';

/** Each command is loaded only when it is called: native DuckDB takes a while to load. */
const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  demo: () => import('./demo.ts'),
  prepare: () => import('./prepare.ts'),
  check: () => import('./check.ts'),
  correlate: () => import('./correlate.ts'),
  link: () => import('./link.ts'),
  serve: () => import('./serve.ts')
};

/** Runs `casewall` with these arguments; returns the exit code. Never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help')
      return await printOverview(name === undefined);
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined)
      throw new UsageError(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(', ')}.`);
    const { command } = await load();
    return await runCommand(name, command, rest);
  } catch (error) {
    return report(error);
  }
}

async function runCommand(name: string, command: Command, argv: readonly string[]): Promise<number> {
  const parsed = parse(name, command, argv);
  if (parsed.values.help === true) {
    process.stdout.write(`casewall ${name}: ${command.summary}\n\n${command.help}`);
    return 0;
  }
  return command.run(parsed);
}

function parse(name: string, command: Command, argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${what.split('. To specify')[0]} See: casewall ${name} --help`);
  }
}

async function printOverview(asError: boolean): Promise<number> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(
      async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).command.summary}`
    )
  );
  const text = `casewall COMMAND [options]\n\n${lines.join('\n')}\n\ncasewall COMMAND --help tells more.\n`;
  (asError ? process.stderr : process.stdout).write(text);
  return asError ? 2 : 0;
}

function report(error: unknown): number {
  if (error instanceof UsageError || error instanceof CaseFailure) {
    process.stderr.write(`casewall: ${error.message}\n`);
    return 2;
  }
  process.stderr.write(
    `casewall: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  );
  return 2;
}
