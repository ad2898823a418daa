import path from 'node:path';
import { openNative } from '../engine/native.ts';
import { readMapping } from './mapping.ts';
import type { Mapping } from './mapping-schema.ts';
import { guessRecord } from './messages/guess.ts';
import { findFiles } from './source-files.ts';

/** What stands in for a mapping. */
export interface Unmapped {
  readonly out: string;
  readonly messages: readonly string[];
  /** Of times that do not say theirs, and of the case; null: the times must say it. */
  readonly zone: string | null;
  readonly resolution: number | null;
}

/**
 * The mapping of raw records whose columns have usual names, for a case that is called like its folder. Throws
 * CaseFailure where the columns are not plain.
 */
export async function guessMapping({ out, messages, zone, resolution }: Unmapped): Promise<Mapping> {
  const [first] = findFiles(messages, process.cwd());
  const engine = await openNative({ threads: 1 });
  try {
    const { delimiter, time, device, kind, place } = await guessRecord(engine, {
      ...first,
      bytes: 0,
      sha256: ''
    });
    const title = path.basename(path.resolve(out));
    const id = title
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 64);
    const placed = 'lat' in place && resolution !== null ? { ...place, resolution } : place;
    const mapping = {
      case: { id: id === '' ? 'case' : id, title, ...(zone === null ? {} : { zone }) },
      messages: {
        delimiter,
        time: zone === null ? time : { from: time, zone },
        device,
        kind,
        place: placed
      }
    };
    return readMapping(JSON.stringify(mapping), 'the columns');
  } finally {
    await engine.close();
  }
}
