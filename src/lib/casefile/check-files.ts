import { FILES, fileRecord, MANIFEST_FILE, type FileRecord, type Manifest } from '../domain/case.ts';
import type { Failure } from '../domain/failure.ts';
import type { CaseFiles } from './access.ts';
import type { OpenTables } from './check-relations.ts';

const CHANGED =
  'The file was changed or cut after the case was made: put the first file back, or make the case again.';

function failure(
  severity: Failure['severity'],
  code: string,
  file: string,
  message: string,
  remedy: string
): Failure {
  return { code, severity, message, remedy, file };
}

/** What the list of files lacks, and which of the tables are empty. */
export function inventoryFailures(manifest: Manifest, tables: OpenTables): Failure[] {
  const has = (path: string) => fileRecord(manifest, path) !== undefined;
  const isEmpty = (path: string) => !has(path) || tables.get(path)?.rows === 0;
  const failures: Failure[] = [];
  if (isEmpty(FILES.events)) failures.push(NO_EVENTS);
  if (isEmpty(FILES.activity)) failures.push(NO_ACTIVITY);
  if (has(FILES.items) && !has(FILES.events)) failures.push(needs(FILES.items, FILES.events));
  if (has(FILES.activity) && !has(FILES.cells)) failures.push(needs(FILES.activity, FILES.cells));
  if (has(FILES.activity) && manifest.activity === null) failures.push(UNDESCRIBED);
  for (const path of [FILES.dayCell, FILES.hourCountry, FILES.hour]) {
    if (has(path) && !has(FILES.activity)) failures.push(needs(path, FILES.activity));
    if (!has(path) && !isEmpty(FILES.activity)) {
      const message = `The case has activity but no ${path}.`;
      failures.push(
        failure('error', 'rollup-missing', path, message, 'Make the case again with "casewall prepare".')
      );
    }
  }
  return failures;
}

const NO_EVENTS = failure(
  'warning',
  'no-events',
  FILES.events,
  'The case has no events.',
  'It opens with its activity only; add events with "casewall prepare --events".'
);

const NO_ACTIVITY = failure(
  'warning',
  'no-activity',
  FILES.activity,
  'The case has no activity.',
  'It opens with its events only; add activity with "casewall prepare --activity".'
);

const UNDESCRIBED: Failure = {
  ...failure(
    'error',
    'activity-undescribed',
    MANIFEST_FILE,
    `case.json does not say what ${FILES.activity} counts, nor when it was collected.`,
    'Write "activity" with its step, unit, scale and collected periods in case.json.'
  ),
  column: 'activity'
};

function needs(path: string, missing: string): Failure {
  const remedy = `Add ${missing} to the case, or take ${path} out of it.`;
  return failure('error', 'file-needed', missing, `The case has ${path} but no ${missing}.`, remedy);
}

/** The size of a file against the manifest; null where they agree or the size is not known. */
export function sizeFailure(record: FileRecord, bytes: number | null): Failure | null {
  if (bytes === null || bytes === record.bytes) return null;
  const message = `The file has ${bytes} bytes; case.json says ${record.bytes}.`;
  return failure('error', 'size-different', record.path, message, CHANGED);
}

/** Reads the whole file and compares its size and SHA-256 with the manifest. */
export async function hashFailures(
  files: CaseFiles,
  record: FileRecord,
  signal?: AbortSignal
): Promise<Failure[]> {
  const digest = await files.digest(record.path, signal);
  if (!digest.ok) return [...digest.failures];
  const { bytes, hex } = digest.value;
  if (hex === record.sha256) return [];
  const size = bytes === record.bytes ? '' : ` It has ${bytes} bytes instead of ${record.bytes}.`;
  const message = `The SHA-256 of the file is ${hex}; case.json says ${record.sha256}.${size}`;
  return [failure('error', 'hash-different', record.path, message, CHANGED)];
}

/** Briefings, outlines and other JSON of the case must at least be JSON. */
export async function jsonFailures(files: CaseFiles, path: string, signal?: AbortSignal): Promise<Failure[]> {
  if (!/\.(?:geo)?json$/.test(path)) return [];
  const text = await files.text(path, signal);
  if (!text.ok) return [...text.failures];
  try {
    const value: unknown = JSON.parse(text.value);
    return path === FILES.regions && !isFeatureCollection(value) ? [NO_OUTLINES] : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `The file is not JSON: ${error.message}.`;
    return [failure('error', 'not-json', path, message, 'Mend the text, or take the file out of the case.')];
  }
}

function isFeatureCollection(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'FeatureCollection' &&
    'features' in value &&
    Array.isArray(value.features)
  );
}

const NO_OUTLINES = failure(
  'error',
  'not-geojson',
  FILES.regions,
  'The file is not a GeoJSON FeatureCollection.',
  'Write the outlines as a FeatureCollection whose features have the properties code, name and parent.'
);

/** Files of the folder that the manifest does not name; hidden ones are left alone. */
export async function strangerFailures(
  files: CaseFiles,
  manifest: Manifest,
  signal?: AbortSignal
): Promise<Failure[]> {
  const known = new Set([MANIFEST_FILE, ...manifest.files.map(({ path }) => path)]);
  const paths = (await files.list(signal)) ?? [];
  return paths
    .filter((path) => !known.has(path) && !path.split('/').some((part) => part.startsWith('.')))
    .map((path) =>
      failure(
        'warning',
        'file-not-named',
        path,
        'The file lies in the folder but is not named in case.json: it is ignored.',
        'Add it to "files" in case.json, or take it out of the folder.'
      )
    );
}
