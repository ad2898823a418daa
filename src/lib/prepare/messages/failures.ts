import { CaseFailure, type Failure } from '../../domain/failure.ts';

const HELP = 'see `casewall prepare --help`';

/** Something in the raw record, or in what the mapping says of it, that must not go on. */
export function recordFailure(
  code: string,
  message: string,
  remedy: string,
  at: { readonly file?: string; readonly column?: string } = {}
): CaseFailure {
  const failure: Failure = { code, severity: 'error', message, remedy, ...at };
  return new CaseFailure([failure]);
}

/** A column that the mapping names and a file does not have. */
export function missingColumn(file: string, column: string, has: readonly string[]): CaseFailure {
  return recordFailure(
    'source-column',
    'The mapping uses this column, but the file does not have it.',
    `Name one that it has (${has.slice(0, 30).join(', ')}); ${HELP}.`,
    { file, column }
  );
}

/** A file of the record that cannot be used. */
export function unusable(file: { readonly name: string }, message: string, remedy: string): CaseFailure {
  return recordFailure('source-unusable', message, remedy, { file: file.name });
}
