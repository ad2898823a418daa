import { cholesky, inverse, solve, type Factor } from './cholesky.ts';
import type { Numbers } from './numbers.ts';
import { weekDesign, type WeekDesign } from './week-design.ts';
import type { BaselineModel } from './week-fit.ts';
import { HOURS_IN_WEEK } from './week-table.ts';

export interface TrendFit {
  /** Expected messages of every hour (given its exposure); NaN where the hour of the week was never fitted. */
  readonly mu: Float64Array;
  /** Leverage of each fitted hour, 0 elsewhere. */
  readonly leverage: Float64Array;
  readonly parameters: number;
  /** Change of the log rate per week. */
  readonly slope: number;
  readonly converged: boolean;
}

interface Problem {
  readonly y: Numbers;
  readonly how: Numbers;
  /** 0 = not fitted. */
  readonly weights: Numbers;
  readonly exposure?: Numbers;
  readonly model: BaselineModel;
}

const MAX_STEPS = 50;
const SMALLEST_STEP = 1e-10;

/**
 * Quasi-Poisson regression with log link on the week's shape and a straight trend of the log rate over time, by
 * iteratively re-weighted least squares from mu = y + 0.1. Each hour touches at most three columns, so a step costs a
 * pass over the hours and one factoring. Source: McCullagh & Nelder 1989; specification 1b.
 */
export function fitWithTrend(problem: Problem): TrendFit {
  const { y, how, weights } = problem;
  const design = weekDesign(problem.model);
  const time = centredWeeks(weights);
  const offset = Float64Array.from({ length: y.length }, (_, i) => Math.log(problem.exposure?.[i] ?? 1));
  const eta = Float64Array.from(y as ArrayLike<number>, (count) => Math.log(count + 0.1));
  let coefficients: Float64Array = new Float64Array(design.columns + 1);
  let factor: Factor | undefined;
  let deviance = Infinity;
  let converged = false;
  for (let step = 0; step < MAX_STEPS && !converged; step += 1) {
    const normal = normalEquations(problem, design, time, offset, eta);
    factor = cholesky(normal.matrix, design.columns + 1);
    coefficients = solve(factor, normal.right);
    let next = 0;
    for (let i = 0; i < y.length; i += 1) {
      eta[i] = offset[i] + linear(design, coefficients, how[i], time[i]);
      if (weights[i] > 0) next += weights[i] * unitDeviance(y[i], Math.exp(eta[i]));
    }
    converged = Math.abs(next - deviance) / (Math.abs(next) + 0.1) < SMALLEST_STEP;
    deviance = next;
  }
  const known = knownHours(weights, how, design);
  return {
    mu: eta.map((value, i) => (known(how[i]) ? Math.exp(value) : NaN)),
    leverage:
      factor === undefined ? new Float64Array(y.length) : leverages(problem, design, time, eta, factor),
    parameters: factor?.rank ?? 0,
    slope: coefficients[design.columns],
    converged
  };
}

/** Contribution of one count to the Poisson deviance. */
export function unitDeviance(y: number, mu: number): number {
  return 2 * ((y > 0 ? y * Math.log(y / mu) : 0) - (y - mu));
}

function linear(design: WeekDesign, coefficients: Float64Array, cell: number, time: number): number {
  const first = coefficients[design.first[cell]];
  const second = design.second[cell] === design.first[cell] ? 0 : coefficients[design.second[cell]];
  return first + second + coefficients[design.columns] * time;
}

/** Weeks since the mean fitted hour. */
function centredWeeks(weights: Numbers): Float64Array {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i] === 0) continue;
    sum += i;
    count += 1;
  }
  return Float64Array.from({ length: weights.length }, (_, i) => (i - sum / count) / HOURS_IN_WEEK);
}

function normalEquations(
  problem: Problem,
  design: WeekDesign,
  time: Float64Array,
  offset: Float64Array,
  eta: Float64Array
): { readonly matrix: Float64Array; readonly right: Float64Array } {
  const { y, how, weights } = problem;
  const trend = design.columns;
  const size = trend + 1;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < y.length; i += 1) {
    if (weights[i] === 0) continue;
    const mu = Math.exp(eta[i]);
    const w = weights[i] * mu;
    const working = w * (eta[i] - offset[i] + (y[i] - mu) / mu);
    const a = design.first[how[i]];
    const b = design.second[how[i]];
    matrix[a * size + a] += w;
    right[a] += working;
    if (b !== a) {
      matrix[b * size + b] += w;
      matrix[b * size + a] += w;
      matrix[trend * size + b] += w * time[i];
      right[b] += working;
    }
    matrix[trend * size + a] += w * time[i];
    matrix[trend * size + trend] += w * time[i] * time[i];
    right[trend] += working * time[i];
  }
  return { matrix, right };
}

function leverages(
  problem: Problem,
  design: WeekDesign,
  time: Float64Array,
  eta: Float64Array,
  factor: Factor
): Float64Array {
  const covariance = inverse(factor);
  const size = design.columns + 1;
  const trend = design.columns;
  const at = (i: number, j: number) => covariance[i * size + j];
  return Float64Array.from({ length: eta.length }, (_, i) => {
    if (problem.weights[i] === 0) return 0;
    const a = design.first[problem.how[i]];
    const b = design.second[problem.how[i]];
    const t = time[i];
    let variance = at(a, a) + 2 * t * at(a, trend) + t * t * at(trend, trend);
    if (b !== a) variance += at(b, b) + 2 * at(a, b) + 2 * t * at(b, trend);
    return problem.weights[i] * Math.exp(eta[i]) * variance;
  });
}

/** Whether the levels of an hour of the week were among the fitted ones. */
function knownHours(weights: Numbers, how: Numbers, design: WeekDesign): (cell: number) => boolean {
  const seen = new Uint8Array(design.columns);
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i] === 0) continue;
    seen[design.first[how[i]]] = 1;
    seen[design.second[how[i]]] = 1;
  }
  return (cell) => seen[design.first[cell]] === 1 && seen[design.second[cell]] === 1;
}
