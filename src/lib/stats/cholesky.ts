/** A pivot below this share of its diagonal means that the column repeats others: its coefficient is set to 0. */
const LEAST_PIVOT = 1e-11;

/** Lower factor L (row-major, n x n) of a symmetric matrix A = L L', and how many columns carried information. */
export interface Factor {
  readonly lower: Float64Array;
  readonly size: number;
  /** 1 for columns that are in use. */
  readonly used: Uint8Array;
  readonly rank: number;
}

/** Factors a symmetric, non-negative definite matrix (row-major; only the lower half is read). */
export function cholesky(matrix: Float64Array, size: number): Factor {
  const lower = new Float64Array(size * size);
  const used = new Uint8Array(size);
  let rank = 0;
  for (let j = 0; j < size; j += 1) {
    let pivot = matrix[j * size + j];
    for (let k = 0; k < j; k += 1) pivot -= lower[j * size + k] ** 2;
    if (!(pivot > LEAST_PIVOT * matrix[j * size + j])) continue;
    used[j] = 1;
    rank += 1;
    const root = Math.sqrt(pivot);
    lower[j * size + j] = root;
    for (let i = j + 1; i < size; i += 1) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k += 1) sum -= lower[i * size + k] * lower[j * size + k];
      lower[i * size + j] = sum / root;
    }
  }
  return { lower, size, used, rank };
}

/** The x with A x = right; 0 in the columns left out. */
export function solve(factor: Factor, right: Float64Array): Float64Array {
  const { lower, size, used } = factor;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    if (used[i] === 0) continue;
    let sum = right[i];
    for (let k = 0; k < i; k += 1) sum -= lower[i * size + k] * x[k];
    x[i] = sum / lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    if (used[i] === 0) continue;
    let sum = x[i];
    for (let k = i + 1; k < size; k += 1) sum -= lower[k * size + i] * x[k];
    x[i] = sum / lower[i * size + i];
  }
  return x;
}

/** Inverse of A over the columns in use, 0 elsewhere; row-major. */
export function inverse(factor: Factor): Float64Array {
  const { size } = factor;
  const result = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let j = 0; j < size; j += 1) {
    unit[j] = 1;
    result.set(solve(factor, unit), j * size);
    unit[j] = 0;
  }
  return result;
}
