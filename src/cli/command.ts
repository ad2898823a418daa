import type { ParseArgsConfig } from 'node:util';

/** One command of `casewall`: what the launcher needs to know to parse, explain and run it. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Full text of `--help`, without the name line; ends with a newline. */
  readonly help: string;
  /** As for util.parseArgs; `--help` is added by the launcher, and an unknown option is refused. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Runs the command; results to standard output, progress to standard error. Returns the exit code. */
  run(args: CommandArgs): Promise<number>;
}

export interface CommandArgs {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** A mistake in how the command was called: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of an option, or undefined; throws UsageError where the option was given as a flag or twice. */
export function textOption(args: CommandArgs, name: string): string | undefined {
  const value = args.values[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new UsageError(`--${name} wants one value.`);
  return value;
}

/** A whole number option inside [min, max]; the default where it is absent. */
export function numberOption(
  args: CommandArgs,
  name: string,
  fallback: number,
  min: number,
  max: number
): number {
  const text = textOption(args, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} wants a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}
