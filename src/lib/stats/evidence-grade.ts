export type EvidenceGrade = 'supported' | 'indication' | 'cannot tell' | 'not shown';

/** What the grade rests on; null = not computable or not available. */
export interface Evidence {
  /** q of the rate ratio (2a), corrected over its family. */
  readonly q: number | null;
  readonly placeboP: number | null;
  readonly rr: number | null;
  readonly mdrr80: number | null;
  readonly relative: {
    readonly rirr: number | null;
    readonly lo: number | null;
    readonly hi: number | null;
  } | null;
  readonly insufficient: boolean;
}

const LIMIT = 0.05;
const WEAKEST_TEST = 2;

/**
 * Grade of the evidence, first that applies: `supported` = q < 0.05, placebo p <= 0.05 and the relative ratio (where
 * there is one) in the same direction with an interval that leaves out 1; `indication` = two of the three; `cannot tell`
 * = too little data, or not even a doubling would have been found; `not shown`. Source: specification 2.
 */
export function evidenceGrade(evidence: Evidence): EvidenceGrade {
  const { q, placeboP, relative, mdrr80, insufficient } = evidence;
  if (insufficient) return 'cannot tell';
  const tested = q !== null && q < LIMIT;
  const unusual = placeboP !== null && placeboP <= LIMIT;
  const apart = relative !== null && standsApart(evidence.rr, relative);
  if (tested && unusual && (apart || relative === null)) return 'supported';
  if (Number(tested) + Number(unusual) + Number(apart) >= 2) return 'indication';
  return mdrr80 === null || mdrr80 > WEAKEST_TEST ? 'cannot tell' : 'not shown';
}

function standsApart(rr: number | null, { rirr, lo, hi }: NonNullable<Evidence['relative']>): boolean {
  if (rr === null || rirr === null || lo === null || hi === null) return false;
  return (lo > 1 && rr > 1) || (hi < 1 && rr < 1);
}
