import type { Numbers } from './numbers.ts';

export interface Autoregression {
  readonly order: number;
  /** Coefficients of lag 1, 2, ...; as many as the order. */
  readonly coefficients: Float64Array;
}

/**
 * Autoregressive model of a series without missing values, its order chosen by AIC (n log v_p + 2p + 2, at most
 * floor(10 log10 n)), by Yule-Walker equations with biased autocovariances (Levinson and Durbin). Order 0 where the
 * series is constant. Sources: Box & Jenkins 1976 Time Series Analysis; as R's ar(method = "yule-walker").
 */
export function fitAutoregression(x: Numbers): Autoregression {
  const n = x.length;
  const greatest = Math.max(0, Math.min(n - 1, Math.floor(10 * Math.log10(n))));
  const covariance = autocovariances(x, greatest);
  let best: Autoregression = { order: 0, coefficients: new Float64Array(0) };
  let variance = covariance[0];
  if (!(variance > 0)) return best;
  let leastAic = n * Math.log(variance) + 2;
  let coefficients = new Float64Array(0);
  for (let order = 1; order <= greatest; order += 1) {
    let ahead = covariance[order];
    for (let k = 1; k < order; k += 1) ahead -= coefficients[k - 1] * covariance[order - k];
    const reflection = ahead / variance;
    const next = new Float64Array(order);
    for (let k = 1; k < order; k += 1)
      next[k - 1] = coefficients[k - 1] - reflection * coefficients[order - k - 1];
    next[order - 1] = reflection;
    coefficients = next;
    variance *= 1 - reflection * reflection;
    if (!(variance > 0)) break;
    const aic = n * Math.log(variance) + 2 * order + 2;
    if (aic >= leastAic) continue;
    leastAic = aic;
    best = { order, coefficients };
  }
  return best;
}

/** x less its forecast from the values before, about the mean; the first `order` values are dropped. */
export function filterSeries(x: Numbers, { order, coefficients }: Autoregression): Float64Array {
  const centred = aboutMean(x);
  return Float64Array.from({ length: Math.max(0, x.length - order) }, (_, i) => {
    const t = i + order;
    let value = centred[t];
    for (let k = 1; k <= order; k += 1) value -= coefficients[k - 1] * centred[t - k];
    return value;
  });
}

function autocovariances(x: Numbers, greatest: number): Float64Array {
  const centred = aboutMean(x);
  return Float64Array.from({ length: greatest + 1 }, (_, lag) => {
    let sum = 0;
    for (let t = lag; t < centred.length; t += 1) sum += centred[t] * centred[t - lag];
    return sum / centred.length;
  });
}

export function aboutMean(x: Numbers): Float64Array {
  let sum = 0;
  for (let t = 0; t < x.length; t += 1) sum += x[t];
  return Float64Array.from(x, (value) => value - sum / x.length);
}
