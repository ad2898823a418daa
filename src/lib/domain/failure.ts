/**
 * What went wrong in the world (a file, a link, a manifest, a query), worded for the person who has to mend it.
 * A caller's mistake is thrown as an ordinary error instead.
 */
export interface Failure {
  /** Stable id of the kind of failure, e.g. `manifest-missing`: what tests and scripts rely on. */
  readonly code: string;
  /** `error` makes the case (or value) unusable; `warning` leaves it usable with what the message says. */
  readonly severity: 'error' | 'warning';
  /** What happened, in one sentence. Plain text: never HTML. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;
  /** Path inside the case folder, or the name of the file that the reader gave. */
  readonly file?: string;
  readonly column?: string;
  /** 1-based row of the table (header not counted). */
  readonly row?: number;
}

/** A result that may have failed in the world. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failures: readonly Failure[] };

export function isError(failure: Failure): boolean {
  return failure.severity === 'error';
}

/** One line: `events.parquet: column lat: row 17: Latitude 95 is ... Remedy.` */
export function failureLine(failure: Failure): string {
  const where = [
    failure.file,
    failure.column === undefined ? undefined : `column ${failure.column}`,
    failure.row === undefined ? undefined : `row ${failure.row}`
  ].filter((part) => part !== undefined);
  return [...where, `${failure.message} ${failure.remedy}`].join(': ');
}

/** Thrown by what must not go on; carries the failures it stands for. */
export class CaseFailure extends Error {
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(failureLine).join('\n'));
    this.name = 'CaseFailure';
  }
}

/** A filter by kind of traffic on a case whose counts do not tell kinds apart: it has no answer. */
export function trafficUnknown(): CaseFailure {
  return new CaseFailure([
    {
      code: 'traffic-unknown',
      severity: 'error',
      message:
        'Activity by kind of traffic is not known: the activity of this case holds all kinds together.',
      remedy: 'Drop the filter by traffic.'
    }
  ]);
}
