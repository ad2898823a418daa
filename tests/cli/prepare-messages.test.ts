import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { sql } from '../../src/lib/sql/sql.ts';
import { madeRecords, writeRecords } from '../fixtures/raw-records.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

const LAUNCHER = fileURLToPath(new URL('../../src/cli/casewall.mjs', import.meta.url));
const isRoot = process.getuid?.() === 0;

let folder: string;

beforeEach(async () => {
  folder = await scratchFolder();
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Root may write anywhere: without these capabilities it is bound by the rights of a folder, and can still read this project. */
const BOUND = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];

/** prefix: a program, with its arguments, that starts the command. */
function casewall(args: readonly string[], prefix: readonly string[] = []): Promise<Outcome> {
  const [program, ...rest] = [...prefix, process.execPath, LAUNCHER, ...args];
  return new Promise((resolve) => {
    execFile(program, rest, { cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

/** Path and hash of every file of a case but its manifest, which names its folder. */
function hashes(name: string): Record<string, string> {
  const root = path.join(folder, name);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name: file }) => path.join(parentPath, file))
      .sort()
      .filter((file) => path.basename(file) !== 'case.json')
      .map((file) => [
        path.relative(root, file),
        createHash('sha256').update(readFileSync(file)).digest('hex')
      ])
  );
}

const CALL = ['prepare', '--messages', 'r.parquet', '--raw', '--memory', '1GB'];
const record = (rows: number, days: number) =>
  writeRecords(folder, {
    'r.parquet': sql`SELECT t, device, lat, lon FROM ${madeRecords(rows, days)} ORDER BY t`
  });

test('raw records with usual columns need no mapping; progress goes to standard error', async () => {
  await record(20_000, 5);
  const { code, out, err } = await casewall([...CALL, '--out', 'harbour']);
  expect(code, err).toBe(0);
  expect(out).toMatch(
    /^\S+\/harbour: cells\.parquet \(3 rows\), activity\.parquet \(\d+ rows\), .*69 files of messages \(20000 rows, by cell and by device\)\n$/
  );
  expect(err).toMatch(/ {2}0 % counting/);
  expect(err).toMatch(/% reducing days/);
  expect(err).toContain('messages: 20000 rows of 1 files; 0 not wanted by the mapping, 0 could not be used');
  const checked = await casewall(['check', 'harbour']);
  expect(checked.out).toContain('The case is sound: 0 errors, 1 warning.');
  expect(JSON.parse(readFileSync(path.join(folder, 'harbour/case.json'), 'utf8'))).toMatchObject({
    id: 'harbour',
    zone: 'UTC',
    totals: { messages: 20_000, devices: 97 }
  });
}, 120_000);

test('columns with other names want a mapping, and the message names them', async () => {
  writeFileSync(path.join(folder, 'r.csv'), 'when;who;where\n1;a;b\n');
  const { code, out, err } = await casewall(['prepare', '--messages', 'r.csv', '--out', 'case']);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/No column is plainly that of the time: there are when, who, where\..*"messages"/);
});

test('one engine or three, the bytes are the same', async () => {
  await record(30_000, 6);
  for (const threads of ['1', '3'])
    expect((await casewall([...CALL, '--threads', threads, '--out', `with${threads}`])).code).toBe(0);
  expect(Object.keys(hashes('with1')).length).toBeGreaterThan(70);
  expect(hashes('with3')).toEqual(hashes('with1'));
}, 120_000);

test('killed in the middle, no case is there; the same call goes on and gives the same bytes', async () => {
  await record(200_000, 40);
  const args = [...CALL, '--threads', '1', '--out', 'case'];
  const work = path.join(folder, '.case.work');
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd: folder, stdio: 'ignore' });
  const finished = await someDays(child, path.join(work, 'days'), 5);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  expect(existsSync(path.join(folder, 'case'))).toBe(false);
  const again = await casewall(args);
  expect(again.code, again.err).toBe(0);
  const [, before, all] = /(\d+) of (\d+) days were done before/.exec(again.err) ?? [];
  expect(Number(before)).toBeGreaterThanOrEqual(finished);
  expect(Number(before)).toBeLessThan(Number(all));
  expect(all).toBe('40');
  expect(readdirSync(folder).sort()).toEqual(['case', 'r.parquet']);
  expect((await casewall([...CALL, '--out', 'whole/case'])).code).toBe(0);
  expect(hashes('case')).toEqual(hashes('whole/case'));
}, 180_000);

/** Waits until so many days are finished; gives how many there are then. */
async function someDays(child: ChildProcess, days: string, least: number): Promise<number> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('It ended before it could be killed');
    const done = existsSync(days) ? readdirSync(days).filter((name) => name.endsWith('.json')).length : 0;
    if (done >= least) return done;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test('a second preparation of the same case is told to wait', async () => {
  await record(2000, 2);
  mkdirSync(path.join(folder, '.case.work'));
  writeFileSync(path.join(folder, '.case.work', 'lock'), String(process.pid));
  const { code, err } = await casewall([...CALL, '--out', 'case']);
  expect(code).toBe(2);
  expect(err).toContain(`Another preparation of this case is running (process ${process.pid})`);
});

test('a folder that may not be written to is named', async () => {
  await record(2000, 2);
  const closed = path.join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o555);
  const { code, err } = await casewall([...CALL, '--out', 'closed/case'], isRoot ? BOUND : []);
  expect(code).toBe(2);
  expect(err).toMatch(/There is no right to write to .*closed.*Choose another folder behind --out/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(readdirSync(closed)).toEqual([]);
});

const mounted = async (size: string): Promise<string | null> => {
  const disk = path.join(folder, 'disk');
  mkdirSync(disk);
  const failed = await new Promise<boolean>((resolve) => {
    execFile('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], (error) =>
      resolve(error !== null)
    );
  });
  return failed ? null : disk;
};

const run = (program: string, args: readonly string[]) =>
  new Promise<void>((resolve) => {
    execFile(program, [...args], () => resolve());
  });

test('a full disk is told as such, and with more room the same call ends the work', async ({ skip }) => {
  const disk = isRoot ? await mounted('2m') : null;
  if (disk === null) return skip('only root can make a small disk');
  try {
    await record(300_000, 6);
    const args = [...CALL, '--out', 'disk/case'];
    const full = await casewall(args);
    expect(full.code, full.err).toBe(2);
    expect(full.err).toMatch(/The disk is full\. Free some room/);
    expect(full.err).not.toMatch(/\n\s+at /);
    expect(existsSync(path.join(disk, 'case'))).toBe(false);
    await run('mount', ['-o', 'remount,size=60m', disk]);
    const again = await casewall(args);
    expect(again.code, again.err).toBe(0);
    expect(readdirSync(disk)).toEqual(['case']);
    expect((await casewall(['check', 'disk/case'])).out).toContain('The case is sound');
  } finally {
    await run('umount', [disk]);
  }
}, 120_000);

test.each([
  [['--memory', '1TB'], /--memory wants a size such as 4GB/],
  [['--memory', '1MB'], /of 400MB at least/],
  [['--threads', '0'], /--threads wants a whole number/],
  [['--resolution', '16'], /--resolution wants a whole number from 0 to 10/],
  [['--zone', 'Mars/Base'], /no time zone "Mars\/Base"/]
])('a wrong option is refused: %j', async (options, message) => {
  const { code, err } = await casewall([...CALL, '--out', 'case', ...options]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
