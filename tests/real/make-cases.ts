import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMappingFile } from '../../src/lib/prepare/mapping.ts';
import { prepareCase } from '../../src/lib/prepare/prepare.ts';
import type { PrepareReport, TableName } from '../../src/lib/prepare/report-files.ts';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Folder of the public data sets; they are no part of the project. */
export const DATA = path.resolve(HERE, '../..', process.env.CASEWALL_SHARED ?? '../shared', 'data');

/** The files of each set, by table, in the folder of its name. */
export const REAL_FILES: Readonly<Record<string, Partial<Record<TableName, readonly string[]>>>> = {
  'uk-police-street': { events: ['*.csv'] },
  'ucdp-ukraine': { events: ['conflict_data_ukr.csv'] },
  'cbp-seizures': { events: ['cbp_drug_seizures_fy19_22.csv'] },
  'agora-onymous': { activity: ['*_catProducts.csv.gz'] },
  'us-covid-npi-mobility': { events: ['NPI_State_WSU.csv'], activity: ['DL-us-m50_index.csv'] }
};

/** Whether the public data sets are at hand. */
export function hasRealData(): boolean {
  return Object.keys(REAL_FILES).every((name) => existsSync(path.join(DATA, name)));
}

export function mappingFile(name: string): string {
  return path.join(HERE, 'mappings', `${name}.json`);
}

export function realFiles(name: string): Partial<Record<TableName, readonly string[]>> {
  const entries = Object.entries(REAL_FILES[name] ?? {});
  return Object.fromEntries(
    entries.map(([table, files]) => [table, files.map((file) => path.join(DATA, name, file))])
  );
}

/** Makes the case of one public data set in a new folder. */
export async function makeRealCase(name: string, out: string): Promise<PrepareReport> {
  const mapping = readMappingFile(mappingFile(name));
  return prepareCase({ mapping, base: path.join(HERE, 'mappings'), files: realFiles(name), out });
}

/** `npx tsx tests/real/make-cases.ts DIR [NAME]...` makes them all, or those named. */
async function main(argv: readonly string[]): Promise<void> {
  const [out, ...names] = argv;
  if (out === undefined) throw new Error('Name the folder that the cases go to.');
  for (const name of names.length > 0 ? names : Object.keys(REAL_FILES)) {
    const began = Date.now();
    const { manifest } = await makeRealCase(name, path.join(out, name));
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`${name}: ${bytes} bytes in ${Date.now() - began} ms`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
