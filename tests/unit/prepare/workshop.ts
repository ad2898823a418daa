import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { readMapping } from '../../../src/lib/prepare/mapping.ts';
import { prepareCase } from '../../../src/lib/prepare/prepare.ts';
import type { PrepareReport } from '../../../src/lib/prepare/report-files.ts';
import { ask } from '../../real/case-query.ts';

/** A folder of its own for each test, to put source files in and prepare cases from. */
export interface Workshop {
  /** Path of a name in the folder. */
  at(name: string): string;
  put(name: string, text: string | Uint8Array): void;
  /** Prepares the case `name` with a mapping that lacks its `case`. */
  prepare(mapping: Readonly<Record<string, unknown>>, name?: string): Promise<PrepareReport>;
  /** Asks about the files of a prepared case; see `ask`. */
  query(text: string, name?: string): Promise<(number | string | null)[][]>;
}

export function useWorkshop(): Workshop {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'casewall-prepare-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (name: string) => path.join(folder, name);
  return {
    at,
    put: (name, text) => writeFileSync(at(name), text),
    query: (text, name = 'case') => ask(at(name), text),
    prepare: (mapping, name = 'case') => {
      const text = JSON.stringify({
        case: { id: 'small', title: 'Small', zone: 'Europe/Amsterdam' },
        ...mapping
      });
      return prepareCase({ mapping: readMapping(text, 'map.json'), base: folder, out: at(name) });
    }
  };
}

/** Header of the tables of events in these tests, and what a mapping says of it. */
export const HEAD = 'id,day,type,town,lat,lon\n';

export const COLUMNS = {
  kind: { column: 'type', values: { Search: 'raid', Find: 'seizure' }, otherwise: 'incident' },
  title: { template: '{type} in {town}' },
  start: { from: 'day', format: 'YYYY-MM-DD' },
  lat: 'lat',
  lon: 'lon',
  place: 'town'
};
