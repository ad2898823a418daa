import type { MessagesSpec } from '../mapping-messages.ts';
import { timeSpec } from '../mapping-messages.ts';
import type { CaseFailure } from '../../domain/failure.ts';
import { recordFailure } from './failures.ts';
import type { Family } from './record-file.ts';
import { epochUnit, isPlausible, likelyFormat, TEXT_OFFSET, type TimeForm } from './time-sql.ts';

/** The smallest and the largest value of a column of numbers, where the footers of all files tell. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** What was seen of the times without reading them all: their extent by the footers, or the first ones as text. */
export interface Peek {
  readonly extent: Extent | null;
  readonly sample: readonly string[];
}

/**
 * How the times of the record are to be read. Nothing is guessed that could be two things: a time without an offset
 * wants a zone, and whole numbers are seconds or milliseconds by their size, which rules the other out. Throws
 * CaseFailure with what to write in the mapping.
 */
export function settleTime(
  spec: MessagesSpec,
  family: Family,
  caseZone: string,
  { extent, sample }: Peek
): TimeForm {
  const { from: column, format, zone } = timeSpec(spec);
  const fail = (message: string, remedy: string) => recordFailure('record-time', message, remedy, { column });
  if (family === 'zoned') return { kind: 'instant' };
  if (family === 'whole' || family === 'number') {
    const named = format ?? (extent === null ? undefined : (likelyFormat(extent.high) ?? undefined));
    const unit = named === undefined ? undefined : epochUnit(named);
    if (unit === undefined) {
      throw fail(
        format === undefined
          ? 'The times are numbers, but not plain ones since 1970.'
          : `The times are numbers; "${format}" is no way to read them.`,
        'Write "format": "epoch s" or "epoch ms" with the time in the mapping.'
      );
    }
    if (extent !== null) refuseOtherUnit(named ?? '', unit, extent, column);
    return { kind: 'epoch', perSecond: unit, isWhole: family === 'whole' };
  }
  if (family === 'time') {
    if (zone === undefined) throw noZone(caseZone, column);
    return { kind: 'local', zone };
  }
  if (family !== 'text') {
    throw fail(
      'The column holds no times: days without an hour, or another type.',
      'Name a column of times, of seconds since 1970, or of text such as 2020-06-12T14:05:00Z.'
    );
  }
  return settleText(spec, caseZone, sample);
}

function settleText(spec: MessagesSpec, caseZone: string, sample: readonly string[]): TimeForm {
  const { from: column, format, zone } = timeSpec(spec);
  // A few cells that are no times are counted later; they do not tell how the others are written.
  const counts = sample.map(Number).filter(Number.isFinite);
  if (counts.length > sample.length / 2) {
    const high = Math.max(...counts);
    const named = format ?? likelyFormat(high) ?? undefined;
    const unit = named === undefined ? undefined : epochUnit(named);
    if (unit !== undefined) refuseOtherUnit(named ?? '', unit, { low: Math.min(...counts), high }, column);
    if (named !== undefined) return { kind: 'text', pattern: named, zone: zone ?? 'UTC' };
  }
  const pattern = format === undefined || format === 'ISO' ? null : format;
  const isLocal = pattern !== null || sample.some((text) => text.includes(':') && !HAS_OFFSET.test(text));
  if (zone === undefined && isLocal) throw noZone(caseZone, column);
  return { kind: 'text', pattern, zone: zone ?? '' };
}

const HAS_OFFSET = new RegExp(TEXT_OFFSET);

function refuseOtherUnit(format: string, unit: number, { low, high }: Extent, column: string): void {
  const fits = isPlausible(low / unit) || isPlausible(high / unit);
  if (fits) return;
  const likely = likelyFormat(high);
  throw recordFailure(
    'record-time-unit',
    `Read as "${format}", the times run from ${low / unit} to ${high / unit} seconds since 1970, outside the years 2000 to 2099.`,
    likely === null
      ? 'Check that this is the column of the times.'
      : `They look like "${likely}": write "format": "${likely}" with the time in the mapping.`,
    { column }
  );
}

/** Times that do not say their zone are refused: an hour too early or too late is a wrong picture that looks right. */
function noZone(caseZone: string, column: string): CaseFailure {
  const local = caseZone === 'UTC' ? 'Europe/Amsterdam' : caseZone;
  return recordFailure(
    'record-time-zone',
    'The times do not say their zone: they may be UTC or local.',
    `Write "zone": "UTC" or, say, "zone": "${local}" with the time in the mapping, or --zone.`,
    { column }
  );
}
