import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/lib/link/decode.ts';
import { encode } from '../../../src/lib/link/encode.ts';
import { normalise } from '../../../src/lib/link/normalise.ts';
import { PARAMS } from '../../../src/lib/link/params.ts';
import { MAX_PROBLEMS, problemLine } from '../../../src/lib/link/problem.ts';
import { anyText } from './arbitrary.ts';
import { BROKEN_LINKS } from './broken-links.ts';

describe('broken links', () => {
  test('the table is long, and no link is in it twice', () => {
    expect(BROKEN_LINKS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(BROKEN_LINKS.map(({ link }) => link)).size).toBe(BROKEN_LINKS.length);
  });
  test.each(BROKEN_LINKS.map((row) => [row.link.slice(0, 80), row] as const))(
    '%s',
    (_, { link, view, problems }) => {
      expect(decode(link)).toEqual({ view, problems });
    }
  );
  test('a problem in one line', () => {
    expect(decode('layer=heat').problems.map(problemLine)).toEqual([
      'layer "heat": this is none of count, rate, change, none. Kept: count.'
    ]);
  });
  test('too many values of a list', () => {
    const { view, problems } = decode(
      `kind=${Array.from({ length: 2000 }, (_, index) => `k${index}`).join(',')}`
    );
    expect(view.filter.kinds).toHaveLength(1000);
    expect(problems).toEqual([
      {
        parameter: 'kind',
        value: 'k1000',
        message: 'a list has at most 1000 values.',
        kept: 'the first 1000'
      }
    ]);
  });
  test('a thousand problems are counted, and the first fifty told', () => {
    const { problems } = decode('foo=1&'.repeat(1000));
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)?.message).toBe('950 further problems are not listed.');
  });
});

describe('hostile links', () => {
  const name = fc.constantFrom(
    ...PARAMS.map((param) => param.name),
    '__proto__',
    'constructor',
    'toString',
    ''
  );
  const value = fc.oneof(
    anyText(),
    anyText().map((text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))),
    fc.constantFrom('NaN', '1e309', '%', '%%%', '%ZZ', '%C3%28', ',,,', '2020-06-12', '1,2,3', '0 0,1 1,2 2')
  );
  const link = fc.oneof(
    anyText(300),
    fc
      .array(fc.tuple(name, value), { maxLength: 12 })
      .map((pairs) => pairs.map(([key, text]) => `${key}=${text}`).join('&'))
  );
  test('any text gives a valid view, and problems that can be shown', () => {
    fc.assert(
      fc.property(link, (text) => {
        const { view, problems } = decode(text);
        expect(normalise(view)).toEqual(view);
        expect(decode(encode(view))).toEqual({ view, problems: [] });
        for (const problem of problems) {
          expect([...problem.value].length).toBeLessThanOrEqual(60);
          expect(problemLine(problem)).not.toMatch(/[\p{Cc}\p{Surrogate}\u202E]/u);
          expect(problem.message).not.toBe('');
        }
      }),
      { numRuns: 5000 }
    );
  });
  test('no link reaches a prototype', () => {
    decode('__proto__=1&__proto__[x]=1&constructor.prototype.x=1&kind=__proto__');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    expect(decode('kind=__proto__').view.filter.kinds).toEqual(['__proto__']);
  });
  test.each([
    ['letters', 'x'],
    ['ampersands', '&'],
    ['parameters', 'a=&'],
    ['the same parameter', 'kind=a&'],
    ['percent signs', '%'],
    ['encoded bytes', '%41'],
    ['broken bytes', '%FF'],
    ['halves of pairs', '\uD800'],
    ['spaces', ' '],
    ['zeros', '0']
  ])('a megabyte of %s is read in no time', (_, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const started = performance.now();
    const starts = piece.includes('&') ? [''] : ['', ...PARAMS.map((param) => `${param.name}=`)];
    for (const start of starts) {
      const { view } = decode(start + text);
      expect(normalise(view)).toEqual(view);
    }
    // Up to 23 megabytes; the bound only catches work that grows faster than the text.
    expect(performance.now() - started).toBeLessThan(30_000);
  });
  test.each(['area', 'kind', 'region', 'map', 'span'])('a megabyte of values of %s', (parameter) => {
    const started = performance.now();
    for (const piece of [',', '1 1,', '-1 -1 ', 'a,', '%2C', ' ,']) {
      const { view, problems } = decode(`${parameter}=${piece.repeat(1_000_000 / piece.length)}`);
      expect(normalise(view)).toEqual(view);
      expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS + 1);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
  test('beyond four megabytes the rest is not read', () => {
    const { problems } = decode(`case=demo&q=${'x'.repeat(4_000_000)}`);
    expect(problems[0].message).toMatch(/longer than 4000000 characters/);
  });
});
