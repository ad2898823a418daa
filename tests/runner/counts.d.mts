export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}
export interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}
export function vitestCounts(report: VitestReport): Counts;
export function playwrightCounts(report: PlaywrightReport): Counts;
/** path: of the JSON report; null for a step that is one test by itself. */
export function stepCounts<Report>(
  isDone: boolean,
  path: string | null,
  count: (report: Report) => Counts
): Counts;
export function sumCounts(list: readonly Counts[]): Counts;
export function countsLine(counts: Counts): string;
