import { expect, test } from 'vitest';
import { answersRows } from '../../../src/lib/engine/statement.ts';

test.each([
  'SELECT 1',
  '  (SELECT 1)',
  'WITH a AS (SELECT 1) SELECT * FROM a',
  'FROM created',
  'DESCRIBE SELECT 1',
  '-- create\nSELECT 1',
  '/* copy */ /* set */ SELECT 1',
  'SHOW TABLES',
  'EXPLAIN SELECT 1'
])('%j answers rows', (text) => {
  expect(answersRows(text)).toBe(true);
});

test.each([
  'CREATE TABLE a AS SELECT 1',
  "\n  copy (SELECT 1) TO 'a'",
  '-- select\nINSERT INTO a VALUES (1)',
  '/* why */ SET threads = 1',
  'DROP TABLE a'
])('%j answers none', (text) => {
  expect(answersRows(text)).toBe(false);
});
