import type { NativeEngine } from '../../engine/native.ts';
import type { MessagesSpec } from '../mapping-messages.ts';
import type { SourceFile } from '../source-files.ts';
import { recordFailure } from './failures.ts';
import { openRecordFile } from './record-file.ts';

/** Usual names of the columns of a record, the likeliest first. */
const NAMES = {
  time: ['t', 'time', 'timestamp', 'ts', 'datetime', 'sent', 'sent_at', 'at'],
  device: ['device', 'device_id', 'imei', 'imsi', 'msisdn', 'handset', 'phone', 'user', 'user_id'],
  lat: ['lat', 'latitude'],
  lon: ['lon', 'lng', 'long', 'longitude'],
  h3: ['h3', 'h3_index', 'h3_cell'],
  kind: ['kind', 'type', 'message_type']
};

/**
 * What a record without a mapping most likely means, by the names of its columns. Throws CaseFailure that tells the
 * mapping to write where that is not plain.
 */
export async function guessRecord(
  engine: NativeEngine,
  file: SourceFile
): Promise<Pick<MessagesSpec, 'delimiter' | 'time' | 'device' | 'kind' | 'place'>> {
  let best = { delimiter: ',', columns: [] as readonly string[] };
  for (const delimiter of [',', ';', '\t', '|']) {
    const columns = [...(await openRecordFile(engine, file, delimiter)).types.keys()];
    if (columns.length > best.columns.length) best = { delimiter, columns };
  }
  const find = (part: keyof typeof NAMES) =>
    NAMES[part]
      .map((name) => best.columns.find((column) => column.toLowerCase() === name))
      .find((column) => column !== undefined);
  const [time, device, lat, lon, h3] = (['time', 'device', 'lat', 'lon', 'h3'] as const).map(find);
  const place = h3 !== undefined ? { h3 } : lat !== undefined && lon !== undefined ? { lat, lon } : undefined;
  if (time === undefined || device === undefined || place === undefined) {
    const missing = time === undefined ? 'time' : device === undefined ? 'device' : 'place';
    throw recordFailure(
      'record-columns',
      `No column is plainly that of the ${missing}: there are ${best.columns.slice(0, 30).join(', ')}.`,
      'Write a mapping with "messages": { "time", "device", "place" } and name it behind --map; see `casewall prepare --help`.',
      { file: file.name }
    );
  }
  return { delimiter: best.delimiter, time, device, place, kind: find('kind') };
}
