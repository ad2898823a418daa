import { appendFile, copyFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderFiles } from '../../../src/cli/folder-files.ts';
import { checkCase } from '../../../src/lib/casefile/check-case.ts';
import { FILES } from '../../../src/lib/domain/case.ts';
import { openNative } from '../../../src/lib/engine/native.ts';
import { changed, findings, openingFindings, places } from '../../fixtures/findings.ts';
import { makeTinyCase, recordFile, type CaseChanges } from '../../fixtures/make-case.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

describe('files that are not what they should be', () => {
  const cases: readonly (readonly [
    string,
    (folder: string) => Promise<unknown>,
    readonly string[],
    readonly string[]
  ])[] = [
    [
      'no manifest',
      (folder) => rm(path.join(folder, 'case.json')),
      ['error manifest-missing case.json'],
      ['error manifest-missing case.json']
    ],
    [
      'a manifest of a later version',
      async (folder) => {
        const file = path.join(folder, 'case.json');
        await writeFile(
          file,
          (await readFile(file, 'utf8')).replace('"formatVersion": 1', '"formatVersion": 2')
        );
      },
      ['error manifest-newer case.json formatVersion'],
      ['error manifest-newer case.json formatVersion']
    ],
    [
      'a file missing',
      (folder) => rm(path.join(folder, FILES.items)),
      ['error file-missing items.parquet'],
      ['error file-missing items.parquet']
    ],
    [
      'a folder in place of a file',
      async (folder) => {
        await rm(path.join(folder, FILES.items));
        await mkdir(path.join(folder, FILES.items));
      },
      ['error file-unreadable items.parquet'],
      ['error file-unreadable items.parquet']
    ],
    [
      'a truncated Parquet file',
      (folder) => truncate(path.join(folder, FILES.items), 300),
      ['error hash-different items.parquet', 'error parquet-truncated items.parquet'],
      ['error parquet-truncated items.parquet']
    ],
    [
      'an empty file',
      (folder) => truncate(path.join(folder, FILES.items), 0),
      ['error hash-different items.parquet', 'error not-parquet items.parquet'],
      ['error not-parquet items.parquet']
    ],
    [
      'a text file in place of Parquet',
      (folder) => writeFile(path.join(folder, FILES.items), 'event_id,commodity\nev-1,cash\n'),
      ['error hash-different items.parquet', 'error not-parquet items.parquet'],
      ['error not-parquet items.parquet']
    ],
    [
      'a file that is not named',
      (folder) => writeFile(path.join(folder, 'notes.txt'), 'x'),
      ['warning file-not-named notes.txt'],
      []
    ],
    [
      'another sound file under the name',
      async (folder) => {
        const other = await scratchFolder();
        await makeTinyCase(other, {
          after: [
            `UPDATE items SET quantity = 1201 WHERE commodity = 'cocaine'`,
            `INSERT INTO items VALUES ('ev-1', 'note', 1, 'count', 'xyz')`,
            `DELETE FROM items WHERE commodity = 'vehicle'`
          ]
        });
        await copyFile(path.join(other, FILES.items), path.join(folder, FILES.items));
      },
      ['error hash-different items.parquet'],
      ['error size-different items.parquet']
    ]
  ];
  test.each(cases)('%s: found by the whole check and at opening', async (_, spoil, expected, atOpening) => {
    const folder = await scratchFolder();
    await makeTinyCase(folder);
    await spoil(folder);
    expect(places(await findings(folder))).toEqual(expected);
    expect(places(await openingFindings(folder))).toEqual(atOpening);
  });

  test('a changed byte inside a page is found by its hash, which is named with the expected one', async () => {
    const folder = await scratchFolder();
    const manifest = await makeTinyCase(folder);
    const file = path.join(folder, FILES.regions);
    await writeFile(file, '{}');
    const record = await recordFile(folder, FILES.regions, null);
    await writeFile(file, '[]');
    const now = (await recordFile(folder, FILES.regions, null)).sha256;
    const files = folderFiles(folder);
    const failures = await checkCase(() => openNative({ threads: 1 }), files, {
      ...manifest,
      files: [record]
    });
    const different = failures.find(({ code }) => code === 'hash-different');
    expect(different?.message).toContain(record.sha256);
    expect(different?.message).toContain(now);
    expect(failures.map(({ code }) => code)).toContain('not-geojson');
  });

  test.each([
    ['brotli', 1],
    ['lz4', 1],
    ['snappy', 0],
    ['gzip', 0]
  ] as const)('compression %s is refused where the page cannot read it', async (compression, found) => {
    const failures = await changed({ compression });
    expect(failures.filter(({ code }) => code === 'parquet-codec')).toHaveLength(found * 8);
    expect(failures).toHaveLength(found * 8);
    places(failures);
  });

  test('JSON files of the case must be JSON', async () => {
    const folder = await scratchFolder();
    const manifest = await makeTinyCase(folder);
    await mkdir(path.join(folder, 'briefings'));
    await writeFile(path.join(folder, 'briefings/a.json'), '{"steps":');
    const record = await recordFile(folder, 'briefings/a.json', null);
    const named = { ...manifest, files: [...manifest.files, record] };
    const failures = await checkCase(() => openNative({ threads: 1 }), folderFiles(folder), named);
    expect(places(failures)).toEqual(['error not-json briefings/a.json']);
  });

  test('columns missing, renamed or of a wrong type are each named', async () => {
    const after = [
      'ALTER TABLE events DROP kind',
      'ALTER TABLE events RENAME lat TO "Lat2"',
      'ALTER TABLE events RENAME id TO "ID"',
      'ALTER TABLE events ALTER lon TYPE VARCHAR',
      'ALTER TABLE events ALTER "start" TYPE VARCHAR'
    ];
    const failures = await changed({ after });
    expect(places(failures)).toEqual([
      'error column-missing events.parquet id',
      'error column-missing events.parquet kind',
      'error column-type events.parquet start',
      'error column-type events.parquet lon'
    ]);
    expect(failures[0].remedy).toBe('Rename "ID" to "id".');
    expect(failures[2].message).toContain('VARCHAR');
    expect(failures[2].remedy).toContain('TIMESTAMP');
  });

  test('rows that the manifest does not count are found', async () => {
    const manifest: CaseChanges['manifest'] = (made) => ({
      ...made,
      files: made.files.map((file) => (file.path === FILES.items ? { ...file, rows: 6 } : file))
    });
    expect(places(await changed({ manifest }))).toEqual(['error rows-different items.parquet']);
  });

  test('a file with more bytes than the manifest says is found at opening', async () => {
    const folder = await scratchFolder();
    await makeTinyCase(folder);
    await appendFile(path.join(folder, FILES.items), 'x');
    expect(places(await openingFindings(folder))).toEqual(['error parquet-truncated items.parquet']);
  });
});
