import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  defaultAnalysis,
  fingerprint,
  fingerprintText,
  readManifest,
  writeManifest
} from '../../../src/lib/casefile/manifest.ts';
import type { Manifest } from '../../../src/lib/domain/case.ts';

const HASH = 'ab'.repeat(32);

function makeWritten() {
  return {
    formatVersion: 1,
    id: 'demo',
    title: 'Operation',
    summary: 'Made up',
    synthetic: true,
    zone: 'Europe/Amsterdam',
    period: { from: '2020-03-27', to: '2020-07-03T00:00:00Z' },
    analysis: { from: '2020-03-27', to: '2020-06-12T22:14:00Z' },
    totals: { messages: 10, devices: null },
    activity: {
      step: 'hour',
      unit: 'messages',
      scale: 1,
      collected: [
        { from: '2020-05-01', to: '2020-07-03' },
        { from: '2020-03-27', to: '2020-04-30' }
      ]
    },
    sources: [
      { id: 's1', title: 'Press release', publisher: null, date: '2020-07', url: 'https://example.org/a' }
    ],
    files: {
      'events.parquet': { rows: 6, bytes: 100, sha256: HASH },
      'activity.parquet': { rows: 60, bytes: 1000, sha256: HASH },
      'briefings/one.json': { rows: null, bytes: 10, sha256: HASH }
    }
  };
}

function read(value: unknown): Manifest {
  const result = readManifest(JSON.stringify(value));
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result.value;
}

function failuresOf(text: string) {
  const result = readManifest(text);
  return result.ok ? [] : result.failures;
}

/** The written manifest with one field replaced; `path` as in `files.events.parquet` is given as a list of keys. */
function withField(keys: readonly (string | number)[], value: unknown): string {
  const written: unknown = makeWritten();
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], written);
  (parent as Record<string | number, unknown>)[keys[keys.length - 1]] = value;
  return JSON.stringify(written);
}

describe('reading', () => {
  test('gives times as epoch milliseconds, files by path, periods in order', () => {
    const manifest = read(makeWritten());
    expect(manifest.period).toEqual({ from: Date.UTC(2020, 2, 27), to: Date.UTC(2020, 6, 3) });
    expect(manifest.analysis.to).toBe(Date.UTC(2020, 5, 12, 22, 14));
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'activity.parquet',
      'briefings/one.json',
      'events.parquet'
    ]);
    expect(manifest.files[2]).toEqual({ path: 'events.parquet', rows: 6, bytes: 100, sha256: HASH });
    expect(manifest.activity?.collected.map(({ from }) => from)).toEqual([
      Date.UTC(2020, 2, 27),
      Date.UTC(2020, 4, 1)
    ]);
  });

  test('fills what may be left out', () => {
    const { formatVersion, id, title, synthetic, zone, period, files } = makeWritten();
    const manifest = read({
      formatVersion,
      id,
      title,
      synthetic,
      zone,
      period,
      files,
      totals: { messages: 0 }
    });
    expect(manifest).toMatchObject({ analysis: manifest.period, activity: null, sources: [], summary: '' });
    expect(manifest.totals).toEqual({ messages: 0, devices: null });
  });

  test('takes a byte order mark', () => {
    expect(readManifest(`\uFEFF${JSON.stringify(makeWritten())}`).ok).toBe(true);
  });

  test('gives back what was written, and the same text again', () => {
    const manifest = read(makeWritten());
    const text = writeManifest(manifest);
    expect(read(JSON.parse(text))).toEqual(manifest);
    expect(writeManifest(read(JSON.parse(text)))).toBe(text);
    expect(text).toContain('"from": "2020-03-27T00:00:00Z"');
    expect(text.endsWith('}\n')).toBe(true);
  });
});

describe('a manifest that cannot be used', () => {
  const broken: readonly (readonly [string, string, string, string | undefined])[] = [
    ['text', 'not json', 'manifest-not-json', undefined],
    ['nothing', '', 'manifest-not-json', undefined],
    ['a list', '[]', 'manifest-field', undefined],
    ['null', 'null', 'manifest-field', undefined],
    ['very deep lists', '['.repeat(200_000), 'manifest-not-json', undefined],
    ['a later version', withField(['formatVersion'], 2), 'manifest-newer', 'formatVersion'],
    [
      'a later version with other fields',
      '{"formatVersion":3,"name":"x"}',
      'manifest-newer',
      'formatVersion'
    ],
    ['version 0', withField(['formatVersion'], 0), 'manifest-field', 'formatVersion'],
    ['a version in words', withField(['formatVersion'], '1'), 'manifest-field', 'formatVersion'],
    ['an id that is a path', withField(['id'], '../x'), 'manifest-field', 'id'],
    ['no title', withField(['title'], undefined), 'manifest-field', 'title'],
    ['synthetic in words', withField(['synthetic'], 'yes'), 'manifest-field', 'synthetic'],
    ['an unknown zone', withField(['zone'], 'Europe/Atlantis'), 'manifest-field', 'zone'],
    ['an offset as zone', withField(['zone'], '+02:00'), 'manifest-field', 'zone'],
    ['30 February', withField(['period', 'from'], '2020-02-30'), 'manifest-field', 'period.from'],
    [
      'a time without zone',
      withField(['period', 'from'], '2020-03-27T00:00:00'),
      'manifest-field',
      'period.from'
    ],
    ['hour 24', withField(['period', 'from'], '2020-03-27T24:00:00Z'), 'manifest-field', 'period.from'],
    ['a number as time', withField(['period', 'from'], 0), 'manifest-field', 'period.from'],
    ['a period that ends first', withField(['period', 'from'], '2021-01-01'), 'manifest-field', 'period'],
    [
      'analysis outside the period',
      withField(['analysis', 'to'], '2021-01-01'),
      'manifest-analysis',
      'analysis'
    ],
    ['negative totals', withField(['totals', 'messages'], -1), 'manifest-field', 'totals.messages'],
    ['half a message', withField(['totals', 'messages'], 0.5), 'manifest-field', 'totals.messages'],
    ['an unknown step', withField(['activity', 'step'], 'week'), 'manifest-field', 'activity.step'],
    ['scale 0', withField(['activity', 'scale'], 0), 'manifest-field', 'activity.scale'],
    ['no collected period', withField(['activity', 'collected'], []), 'manifest-field', 'activity.collected'],
    [
      'periods that overlap',
      withField(['activity', 'collected', 1, 'to'], '2020-05-02'),
      'manifest-field',
      'activity.collected'
    ],
    [
      'a script as address',
      withField(['sources', 0, 'url'], 'javascript:alert(1)'),
      'manifest-field',
      'sources[0].url'
    ],
    [
      'a data address',
      withField(['sources', 0, 'url'], 'data:text/html,x'),
      'manifest-field',
      'sources[0].url'
    ],
    [
      'an address without scheme',
      withField(['sources', 0, 'url'], '//example.org'),
      'manifest-field',
      'sources[0].url'
    ],
    ['month 13', withField(['sources', 0, 'date'], '2020-13'), 'manifest-field', 'sources[0].date'],
    [
      'two sources with one id',
      withField(['sources', 1], { id: 's1', title: 'Other' }),
      'manifest-source-twice',
      'sources[1].id'
    ],
    ['a list of files', withField(['files'], []), 'manifest-field', 'files'],
    ['a file that is a number', withField(['files', 'a'], 5), 'manifest-field', 'files["a"].bytes'],
    [
      'a size in words',
      withField(['files', 'events.parquet', 'bytes'], '5'),
      'manifest-field',
      'files["events.parquet"].bytes'
    ],
    [
      'a hash in capitals',
      withField(['files', 'events.parquet', 'sha256'], 'AB'.repeat(32)),
      'manifest-field',
      'files["events.parquet"].sha256'
    ]
  ];
  test.each(broken)('%s', (_, text, code, column) => {
    const [failure] = failuresOf(text);
    expect(failure).toMatchObject({ code, severity: 'error', file: 'case.json' });
    expect(failure?.column).toBe(column);
    expect(failure?.message).toMatch(/^\S.*\.$/s);
    expect(failure?.remedy).toMatch(/^[A-Z].*\.$/s);
  });

  const paths = [
    '../secret.parquet',
    'a/../../b',
    '/etc/passwd',
    'a//b',
    './a',
    'a/.',
    '..',
    'a\\..\\b',
    'c:/x',
    'https://example.org/a',
    'a/%2e%2e/b',
    'a?b',
    'a#b',
    'a\u0000b',
    ' a',
    '.hidden',
    '__proto__',
    '',
    'x'.repeat(600)
  ];
  test.each(paths)('path %j is refused', (path) => {
    const text = JSON.stringify(makeWritten()).replace('"events.parquet"', JSON.stringify(path));
    expect(failuresOf(text)[0]).toMatchObject({ code: 'manifest-path', file: 'case.json' });
  });

  test('very many wrong fields give a short list of findings', () => {
    const files = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, {}]));
    const failures = failuresOf(withField(['files'], files));
    expect(failures.length).toBe(51);
    expect(failures[50]?.message).toContain('more fields');
  });

  test('several wrong fields are told together', () => {
    const text = JSON.stringify({ ...makeWritten(), zone: 'x y', title: '' });
    expect(failuresOf(text).map(({ column }) => column)).toEqual(['title', 'zone']);
  });
});

describe('the period of analysis', () => {
  const period = { from: 100, to: 200 };
  test('ends at the first alert inside the period', () => {
    expect(defaultAnalysis(period, 150)).toEqual({ from: 100, to: 150 });
  });
  test.each([null, 50, 100, 200, 300])('is the period itself where the first alert is %s', (alert) => {
    expect(defaultAnalysis(period, alert)).toEqual(period);
  });
});

describe('the fingerprint', () => {
  test('is the SHA-256 of the documented text', async () => {
    const manifest = read(makeWritten());
    const text = [
      `activity.parquet ${HASH}`,
      `events.parquet ${HASH}`,
      'zone Europe/Amsterdam',
      'period 2020-03-27T00:00:00Z 2020-07-03T00:00:00Z',
      'synthetic true',
      ''
    ].join('\n');
    expect(fingerprintText(manifest)).toBe(text);
    expect(await fingerprint(manifest)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('does not change with title, sources, briefings and saved views', async () => {
    const manifest = read(makeWritten());
    const files = [
      ...manifest.files.filter(({ path }) => !path.startsWith('briefings/')),
      { path: 'views/mine.json', rows: null, bytes: 1, sha256: HASH }
    ];
    const other = { ...manifest, title: 'Other', sources: [], files };
    expect(await fingerprint(other)).toBe(await fingerprint(manifest));
  });

  test.each([
    ['zone', { zone: 'UTC' }],
    ['period', { period: { from: 0, to: 1 } }],
    ['synthetic', { synthetic: false }],
    ['files', { files: [] }]
  ])('changes with %s', async (_, change) => {
    const manifest = read(makeWritten());
    expect(await fingerprint({ ...manifest, ...change })).not.toBe(await fingerprint(manifest));
  });
});
