/** Statements whose result is only a count of rows, which DuckDB gives as a 64-bit number. */
const WITHOUT_ROWS = new Set([
  'alter',
  'attach',
  'begin',
  'checkpoint',
  'commit',
  'copy',
  'create',
  'delete',
  'detach',
  'drop',
  'insert',
  'reset',
  'rollback',
  'set',
  'update',
  'use'
]);

/** False for statements that change something instead of answering (CREATE, COPY, SET, ...). */
export function answersRows(sqlText: string): boolean {
  const afterComments = sqlText.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  const firstWord = /^[a-z]+/i.exec(afterComments)?.[0] ?? '';
  return !WITHOUT_ROWS.has(firstWord.toLowerCase());
}
