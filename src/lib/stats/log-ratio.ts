import { varianceInflation } from './autocorrelation.ts';
import { orNull } from './numbers.ts';
import { studentQuantile, studentTwoSided } from './student.ts';

/** A ratio with its uncertainty, from its logarithm. */
export interface LogRatioInference {
  readonly phi: number | null;
  /** max(1, phi). */
  readonly phiUsed: number;
  /** Factor for serial dependence: (1 + rho)/(1 - rho). */
  readonly inflation: number;
  readonly seLog: number | null;
  readonly df: number;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly t: number | null;
  readonly p: number | null;
  /** Smallest rise (1/mdrr80: drop) that would have been found with 80 % probability. */
  readonly mdrr80: number | null;
  /** Standard error and p without the floor of phi and the factor for dependence: diagnostics only. */
  readonly glmSeLog: number | null;
  readonly glmP: number | null;
}

/**
 * Interval and test of a log ratio. unitVariance: its variance under unit dispersion and independence; df: degrees of
 * freedom of phi. Everything null where df < 1 or the log ratio is not finite. Source: specification 2a; variance
 * inflation of Bence 1995 Ecology 76:628.
 */
export function logRatioInference(
  logRatio: number,
  unitVariance: number,
  phi: number,
  df: number,
  rho: number,
  alpha: number
): LogRatioInference {
  const inflation = varianceInflation(rho);
  const phiUsed = phi > 1 ? phi : 1;
  if (!(df >= 1) || !Number.isFinite(logRatio)) {
    const none = {
      seLog: null,
      lo: null,
      hi: null,
      t: null,
      p: null,
      mdrr80: null,
      glmSeLog: null,
      glmP: null
    };
    return { phi: df >= 1 ? orNull(phi) : null, phiUsed, inflation, df, ...none };
  }
  const seLog = Math.sqrt(unitVariance * phiUsed * inflation);
  const plainSe = Math.sqrt(unitVariance * phi);
  const quantile = studentQuantile(1 - alpha / 2, df);
  const t = logRatio / seLog;
  return {
    phi: orNull(phi),
    phiUsed,
    inflation,
    seLog,
    df,
    lo: Math.exp(logRatio - quantile * seLog),
    hi: Math.exp(logRatio + quantile * seLog),
    t,
    p: studentTwoSided(t, df),
    mdrr80: Math.exp((quantile + studentQuantile(0.8, df)) * seLog),
    glmSeLog: plainSe,
    glmP: plainSe > 0 ? studentTwoSided(logRatio / plainSe, df) : null
  };
}
