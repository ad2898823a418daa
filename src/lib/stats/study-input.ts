import type { Numbers } from './numbers.ts';

const LEAST_SHARE_LEFT = 0.6;

/**
 * Hours that the baseline of an event study is not fitted on: 0..lagsAfter after each event. null where fewer than 60 %
 * of the hours would be left; then nothing is masked and the effect comes out too small, which the result must say.
 */
export function studyMask(n: number, events: ArrayLike<number>, lagsAfter: number): Uint8Array | null {
  const mask = new Uint8Array(n);
  for (const event of Array.from(events))
    mask.fill(1, Math.max(0, event), Math.max(0, event + lagsAfter + 1));
  const masked = mask.reduce((sum, value) => sum + value, 0);
  return n - masked >= LEAST_SHARE_LEFT * n ? mask : null;
}

/**
 * Residuals with mean 0 and standard deviation 1 over the values present, so that regions can be put together. All NaN
 * where they do not vary.
 */
export function standardise(r: Numbers): Float64Array {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < r.length; i += 1) {
    if (Number.isNaN(r[i])) continue;
    sum += r[i];
    count += 1;
  }
  const centre = sum / count;
  let squares = 0;
  for (let i = 0; i < r.length; i += 1) if (!Number.isNaN(r[i])) squares += (r[i] - centre) ** 2;
  const sd = Math.sqrt(squares / count);
  return Float64Array.from({ length: r.length }, (_, i) => (sd > 0 ? (r[i] - centre) / sd : NaN));
}
