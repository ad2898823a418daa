import { anscombeResidual, robustWeights, REWEIGHT_FROM } from './anscombe.ts';
import { autocorrelation } from './autocorrelation.ts';
import { chooseModel } from './baseline-model.ts';
import { orNull, type Numbers } from './numbers.ts';
import { fitWithTrend, unitDeviance } from './trend-fit.ts';
import { weekVariance } from './week-design.ts';
import { fitWeek, type BaselineModel } from './week-fit.ts';
import { HOURS_IN_WEEK, weekTable } from './week-table.ts';

/** An hourly series of a place, or of the sum of several. */
export interface HourlySeries {
  /** Messages per UTC hour, hours in a row; NaN = not collected. */
  readonly y: Numbers;
  /** Hour of the local week of each, 0..167, Monday 00 = 0. */
  readonly how: Numbers;
  /** Share of each hour that was covered, 0..1; absent = 1. Hours with 0 have no expected count. */
  readonly exposure?: Numbers;
}

export interface BaselineInput extends HourlySeries {
  /** Other than 0 = predicted but not fitted: the hours after the event under test. */
  readonly mask?: Numbers;
  /** Absent = the richest that the data carry. */
  readonly model?: BaselineModel;
  /** A straight trend of the log rate; off by default and without effect below 28 days. */
  readonly trend?: boolean;
  /** Passes that take weight from outlying hours: 0 (default) or 1. */
  readonly reweight?: number;
  readonly reweightThreshold?: number;
}

export interface Baseline {
  readonly model: BaselineModel;
  readonly trend: boolean;
  /** Change of the log rate per week; null without trend. */
  readonly slope: number | null;
  /** Expected messages of each hour; NaN where there is no telling. */
  readonly mu: Float64Array;
  /** Dispersion; null without degrees of freedom. Below 1 it is used as 1. */
  readonly phi: number | null;
  readonly df: number;
  readonly deviance: number;
  /** (y - mu)/sqrt(max(1, phi) mu) of each hour, dimensionless; NaN where y or mu is missing. */
  readonly resid: Float64Array;
  /** Weight of each hour in the fit, 0 = not fitted; 1 unless re-weighted. */
  readonly weights: Float64Array;
  readonly nUsed: number;
  readonly nMissing: number;
  readonly nMasked: number;
  readonly nDownweighted: number;
  /** Autocorrelation of the residuals of the fitted hours, 1 and 24 hours apart. */
  readonly acf1: number | null;
  readonly acf24: number | null;
  readonly warnings: readonly string[];
}

interface Fit {
  readonly mu: Float64Array;
  readonly parameters: number;
  readonly converged: boolean;
  readonly slope: number | null;
  readonly leverage: () => Float64Array;
}

const LEAST_HOURS_FOR_TREND = 28 * 24;

/**
 * Expected counts of an hourly series: quasi-Poisson, log mu = log exposure + hour of day + day of week (or 168 free
 * hours of the week, or one level) [+ trend]; variance phi mu. Throws RangeError where the lengths differ. With no hour
 * to fit, every expected count is NaN and a warning says so. Sources: McCullagh & Nelder 1989, Generalized Linear
 * Models; Ver Hoef & Boveng 2007 Ecology 88:2766 (why quasi-Poisson); Farrington et al. 1996 JRSS A 159:547
 * (re-weighting); specification 1b.
 *
 * Example: `fitBaseline({ y, how: hoursOfWeek(start, y.length, 'Europe/Paris'), mask })`.
 */
export function fitBaseline(input: BaselineInput): Baseline {
  const { y, how } = input;
  checkLengths(input);
  const hours = hoursToFit(input);
  const model = input.model ?? chooseModel(y, how, hours.weights);
  const trend = input.trend === true && hours.span >= LEAST_HOURS_FOR_TREND;
  const warnings: string[] = [];
  if (input.trend === true && !trend) warnings.push('trend left out: fewer than 28 days fitted');
  let weights = hours.weights;
  let nDownweighted = 0;
  let fit = fitOnce(input, model, trend, weights);
  let dispersion = dispersionOf(y, fit.mu, weights, hours.used - fit.parameters);
  for (let pass = 0; pass < (input.reweight ?? 0) && hours.used > 0; pass += 1) {
    const leverage = fit.leverage();
    const residuals = new Float64Array(y.length);
    const phi = floorPhi(dispersion.phi);
    for (let i = 0; i < y.length; i += 1) {
      if (weights[i] > 0) residuals[i] = anscombeResidual(y[i], fit.mu[i], phi, leverage[i]);
    }
    const robust = robustWeights(residuals, hours.weights, input.reweightThreshold ?? REWEIGHT_FROM);
    weights = robust.weights;
    nDownweighted = robust.downweighted;
    fit = fitOnce(input, model, trend, weights);
    dispersion = dispersionOf(y, fit.mu, weights, hours.used - fit.parameters);
  }
  if (hours.used === 0) warnings.push('no hour to fit');
  if (!fit.converged) warnings.push('the fit did not settle');
  if (trend) hideFarHours(fit.mu, hours);
  const resid = residualsOf(y, fit.mu, floorPhi(dispersion.phi));
  const fitted = hours.masked > 0 ? resid.map((r, i) => (weights[i] > 0 ? r : NaN)) : resid;
  return {
    model,
    trend,
    slope: fit.slope,
    mu: fit.mu,
    phi: orNull(dispersion.phi),
    df: hours.used - fit.parameters,
    deviance: dispersion.deviance,
    resid,
    weights,
    nUsed: hours.used,
    nMissing: hours.missing,
    nMasked: hours.masked,
    nDownweighted,
    acf1: orNull(autocorrelation(fitted, 1)),
    acf24: orNull(autocorrelation(fitted, 24)),
    warnings
  };
}

/** The dispersion as it is used: never below 1, and 1 where it is unknown. */
export function floorPhi(phi: number | null): number {
  return phi !== null && phi > 1 ? phi : 1;
}

interface Hours {
  /** 1 = fitted, 0 = not. */
  readonly weights: Float64Array;
  readonly used: number;
  readonly missing: number;
  readonly masked: number;
  readonly first: number;
  readonly last: number;
  /** Hours from the first fitted one to the last. */
  readonly span: number;
}

function hoursToFit({ y, exposure, mask }: BaselineInput): Hours {
  const weights = new Float64Array(y.length);
  let used = 0;
  let missing = 0;
  let masked = 0;
  let first = -1;
  let last = -1;
  for (let i = 0; i < y.length; i += 1) {
    if (Number.isNaN(y[i]) || (exposure !== undefined && !(exposure[i] > 0))) missing += 1;
    else if (mask !== undefined && mask[i] !== 0) masked += 1;
    else {
      weights[i] = 1;
      used += 1;
      if (first < 0) first = i;
      last = i;
    }
  }
  return { weights, used, missing, masked, first, last, span: used === 0 ? 0 : last - first + 1 };
}

function fitOnce(input: BaselineInput, model: BaselineModel, trend: boolean, weights: Float64Array): Fit {
  const { y, how, exposure } = input;
  if (trend) {
    const fit = fitWithTrend({ y, how, weights, exposure, model });
    if (exposure !== undefined) for (let i = 0; i < y.length; i += 1) if (!(exposure[i] > 0)) fit.mu[i] = NaN;
    return { ...fit, leverage: () => fit.leverage };
  }
  const table = weekTable(y, how, weights, exposure);
  const { rates, parameters, converged } = fitWeek(table, model);
  const mu = new Float64Array(y.length);
  for (let i = 0; i < y.length; i += 1) {
    const covered = exposure === undefined ? 1 : exposure[i];
    mu[i] = covered > 0 ? covered * rates[how[i]] : NaN;
  }
  return { mu, parameters, converged, slope: null, leverage: () => tableLeverage(table, rates) };

  function tableLeverage({ exposure: covered }: typeof table, rate: Float64Array): Float64Array {
    const variance = weekVariance(
      covered.map((share, cell) => (share > 0 ? share * rate[cell] : 0)),
      model
    );
    const leverage = new Float64Array(y.length);
    for (let i = 0; i < y.length; i += 1)
      if (weights[i] > 0) leverage[i] = weights[i] * mu[i] * variance[how[i]];
    return leverage;
  }
}

function dispersionOf(
  y: Numbers,
  mu: Float64Array,
  weights: Float64Array,
  df: number
): { readonly phi: number; readonly deviance: number } {
  let pearson = 0;
  let deviance = 0;
  for (let i = 0; i < mu.length; i += 1) {
    const weight = weights[i];
    // Where nothing is expected nothing was observed.
    if (weight === 0 || mu[i] === 0) continue;
    const off = y[i] - mu[i];
    pearson += (weight * off * off) / mu[i];
    deviance += weight * unitDeviance(y[i], mu[i]);
  }
  return { phi: df > 0 ? pearson / df : NaN, deviance };
}

function residualsOf(y: Numbers, mu: Float64Array, phi: number): Float64Array {
  const resid = new Float64Array(mu.length);
  for (let i = 0; i < mu.length; i += 1) resid[i] = mu[i] > 0 ? (y[i] - mu[i]) / Math.sqrt(phi * mu[i]) : NaN;
  return resid;
}

/** A trend is never drawn out by more than a week. */
function hideFarHours(mu: Float64Array, { first, last }: Hours): void {
  mu.fill(NaN, 0, Math.max(0, first - HOURS_IN_WEEK));
  mu.fill(NaN, last + HOURS_IN_WEEK + 1);
}

function checkLengths({ y, how, exposure, mask }: BaselineInput): void {
  for (const [name, other] of Object.entries({ how, exposure, mask })) {
    if (other !== undefined && other.length !== y.length) {
      throw new RangeError(`y and ${name} differ in length: ${y.length}, ${other.length}`);
    }
  }
}
