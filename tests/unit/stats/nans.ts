/**
 * Paths of the fields of a record that are not a number: what cannot be computed must be null. Typed arrays are series,
 * in which NaN stands for missing, and are not looked into.
 */
export function nansIn(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'number') return Number.isNaN(value) ? [path] : [];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    nansIn(inner, path === '' ? name : `${path}.${name}`)
  );
}
