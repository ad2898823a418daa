import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, makeCsvParser, type CsvRecord } from '../../../src/lib/prepare/csv.ts';

function parse(pieces: readonly string[], delimiter = ','): CsvRecord[] {
  const parser = makeCsvParser(delimiter);
  return [...pieces.flatMap((piece) => [...parser.push(piece)]), ...parser.end()];
}

function cellsOf(text: string, delimiter = ','): (readonly string[])[] {
  return parse([text], delimiter).map((record) => record.cells);
}

test('quotes hold delimiters, line breaks and doubled quotes', () => {
  expect(cellsOf('a,"b, c","d\ne","say ""no"""\n1,2,3,4')).toEqual([
    ['a', 'b, c', 'd\ne', 'say "no"'],
    ['1', '2', '3', '4']
  ]);
});

test('lines end with LF, CR or CRLF, and empty ones are no records', () => {
  expect(cellsOf('a,b\r\nc,d\re,f\n\n\r\ng,h')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
    ['g', 'h']
  ]);
});

test('the line of a record is the line of the file it begins on', () => {
  expect(parse(['h\r\n"a\r\nb"\r\n\r\nc\r\n']).map((record) => [record.cells[0], record.line])).toEqual([
    ['h', 1],
    ['a\r\nb', 2],
    ['c', 5]
  ]);
});

test('empty cells are kept, at the end as well', () => {
  expect(cellsOf('a,,\n,,b\n"",x,""\n')).toEqual([
    ['a', '', ''],
    ['', '', 'b'],
    ['', 'x', '']
  ]);
});

test('a quote inside a bare cell is text', () => {
  expect(cellsOf('5" pipe,b')).toEqual([['5" pipe', 'b']]);
});

test('text behind a closing quote and a quote that is never closed are problems', () => {
  expect(parse(['"a"b,c\nd,e\n'])[0].problem).toMatch(/behind a closing quote/);
  expect(parse(['a,b\n"c,d\ne,f\n']).at(-1)?.problem).toMatch(/line 2 is never closed/);
});

test('another delimiter leaves commas alone', () => {
  expect(cellsOf('a;b,c\n', ';')).toEqual([['a', 'b,c']]);
});

test('what csvLine writes comes back, wherever the text is cut', () => {
  const cell = fc.stringMatching(/^[a,"\r\n é;]{0,6}$/);
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(table, fc.array(fc.nat(80), { maxLength: 5 }), (rows, cuts) => {
      const text = rows.map((row) => csvLine(row)).join('');
      const at = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
        (a, b) => a - b
      );
      const pieces = at.slice(1).map((to, index) => text.slice(at[index], to));
      expect(parse(pieces).map((record) => record.cells)).toEqual(rows);
    })
  );
});
