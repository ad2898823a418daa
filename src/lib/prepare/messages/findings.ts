import type { MessagesSpec } from '../mapping-messages.ts';
import { timeSpec } from '../mapping-messages.ts';
import type { DayCensus, FileTally } from './census.ts';
import { dayName } from './day-input.ts';
import { recordFailure } from './failures.ts';
import type { LeftOut } from './left-out.ts';
import type { MetPlace } from './place-keys.ts';
import type { RecordFile } from './record-file.ts';
import { stagedNumber, type StagedFile } from './stage.ts';

/** Places that the look-up table lacks and that are named one by one. */
const MOST_NAMED = 100;

interface Counted {
  readonly files: readonly RecordFile[];
  readonly spec: MessagesSpec;
  readonly days: readonly DayCensus[];
  /** By file, where the files were split by day; else null. */
  readonly staged: readonly StagedFile[] | null;
  /** Records of all files. */
  readonly rows: number;
}

/** Everything that the census found unusable, by file and reason; places without a cell come with unknownPlaces. */
export function findingsOf({ files, spec, days, staged, rows }: Counted): readonly LeftOut[] {
  const names = new Map(files.map(({ at, name }) => [at, name]));
  const nameOf = (file: string) => {
    const number = stagedNumber(file);
    return (number === null ? names.get(file) : files[number]?.name) ?? file;
  };
  const byFile = new Map<string, FileTally>();
  for (const tally of days.flatMap((day) => day.files)) {
    const name = nameOf(tally.file);
    byFile.set(name, added(byFile.get(name), { ...tally, file: name }));
  }
  const found: LeftOut[] = [...byFile.values()].flatMap((tally) => tallyFindings(tally, spec));
  if (staged !== null)
    staged.forEach((file, index) => found.push(...stageFindings(file, files[index], spec)));
  else {
    const timed = [...byFile.values()].reduce((sum, tally) => sum + tally.rows, 0);
    if (timed < rows) found.push(noTime('', rows - timed, spec));
  }
  return found.filter((entry) => entry.rows > 0);
}

function added(known: FileTally | undefined, tally: FileTally): FileTally {
  if (known === undefined) return tally;
  return {
    ...known,
    rows: known.rows + tally.rows,
    noDevice: known.noDevice + tally.noDevice,
    noPlace: known.noPlace + tally.noPlace,
    outside: known.outside + tally.outside,
    zero: known.zero + tally.zero
  };
}

function tallyFindings(tally: FileTally, { device, place }: MessagesSpec): LeftOut[] {
  const { file } = tally;
  const column = 'lat' in place ? place.lat : 'h3' in place ? place.h3 : place.by;
  const plain = { file, value: '', line: null };
  return [
    {
      ...plain,
      column: device,
      rows: tally.noDevice,
      reason: 'The record names no device.',
      remedy: 'Check that this is the column of the devices.'
    },
    {
      ...plain,
      column,
      rows: tally.noPlace,
      reason: 'The record has no place.',
      remedy: 'Check that this is the column of the place.'
    },
    {
      ...plain,
      column,
      rows: tally.outside,
      reason: 'The latitude or the longitude is out of range.',
      remedy: 'Check that latitude and longitude are not exchanged, and that they are in degrees.'
    },
    {
      ...plain,
      column,
      rows: tally.zero,
      reason: 'The position is 0, 0, which stands for none.',
      remedy: 'Leave the position empty where there is none.'
    }
  ];
}

function stageFindings(staged: StagedFile, { name }: RecordFile, spec: MessagesSpec): LeftOut[] {
  const broken: LeftOut = {
    file: name,
    column: '',
    rows: staged.brokenLines,
    value: '',
    line: staged.firstBrokenLine,
    reason: 'The line does not have the cells of the header, or is no text in UTF-8.',
    remedy: 'Check the delimiter and the encoding of the file.'
  };
  return [noTime(name, staged.noTime, spec), broken];
}

function noTime(file: string, rows: number, spec: MessagesSpec): LeftOut {
  const { from, format } = timeSpec(spec);
  return {
    file,
    column: from,
    rows,
    value: '',
    line: null,
    reason: 'The time is missing, cannot be read, or lies outside the years 2000 to 2099.',
    remedy: `Check the column and its format (now ${format === undefined ? 'not given' : `"${format}"`}).`
  };
}

/** Places without a cell; beyond the first hundred they are added up. */
export function unknownPlaces(unknown: readonly MetPlace[], { place }: MessagesSpec): readonly LeftOut[] {
  const isTable = 'by' in place;
  const column = 'h3' in place ? place.h3 : isTable ? place.by : '';
  const entry = (value: string, rows: number): LeftOut => ({
    file: '',
    column,
    rows,
    value,
    line: null,
    reason: isTable
      ? `The place is not in the look-up table "${place.lookup}".`
      : 'The H3 index is not valid.',
    remedy: isTable ? 'Add it to the table.' : 'Check that this is a column of H3 cells.'
  });
  const sorted = [...unknown].sort((a, b) => b.rows - a.rows);
  const rest = sorted.slice(MOST_NAMED).reduce((sum, { rows }) => sum + rows, 0);
  const named = sorted.slice(0, MOST_NAMED).map(({ key, rows }) => entry(key, rows));
  return rest === 0 ? named : [...named, entry(`${sorted.length - MOST_NAMED} more`, rest)];
}

/** Fewer records than this may be the same by chance. */
const FEWEST_TWINS = 10;

/** Throws CaseFailure where two files hold the very same records of a day: everything would count twice. */
export function refuseTwinRecords(days: readonly DayCensus[], files: readonly RecordFile[]): void {
  const names = new Map(files.map(({ at, name }) => [at, name]));
  const nameOf = (file: string) => {
    const number = stagedNumber(file);
    return (number === null ? names.get(file) : files[number]?.name) ?? file;
  };
  for (const { day, files: tallies } of days) {
    const seen = new Map<string, FileTally>();
    for (const tally of tallies) {
      if (tally.mark === null || tally.rows < FEWEST_TWINS) continue;
      const key = `${tally.rows} ${tally.mark}`;
      const twin = seen.get(key);
      if (twin !== undefined) {
        throw recordFailure(
          'source-twice',
          `The file holds the same ${tally.rows} records of ${dayName(day)} as ${nameOf(twin.file)}: they would count twice.`,
          'Leave one of the two out, or cut what they share.',
          { file: nameOf(tally.file) }
        );
      }
      seen.set(key, tally);
    }
  }
}
