import type { Method, RecordFor, ResultOf } from '../domain/correlation.ts';
import type { ImpactOptions } from '../domain/correlation-impact.ts';
import type { LeadLagOptions } from '../domain/correlation-leadlag.ts';
import type { ResponseOptions } from '../domain/correlation-response.ts';
import type { SpaceTimeOptions } from '../domain/correlation-spacetime.ts';
import type { SurgesOptions } from '../domain/correlation-surges.ts';
import { breaksOf } from './breaks.ts';
import { encloseNothing } from './envelope.ts';
import { impactOf } from './impact.ts';
import { UNWATCHED, type CaseData, type RunControl, type ViewData } from './input.ts';
import { leadLagOf } from './lead-lag.ts';
import { NO_RESULT } from './no-result.ts';
import { prepareCase, type Prepared } from './prepared.ts';
import { responseOf } from './response.ts';
import { spaceTimeOf } from './space-time.ts';
import { surgesOf } from './surges.ts';

/** What each method can be asked beside the View. */
export interface OptionsOf {
  readonly impact: ImpactOptions;
  readonly response: ResponseOptions;
  readonly leadlag: LeadLagOptions;
  readonly breaks: Record<string, never>;
  readonly surges: SurgesOptions;
  readonly spacetime: SpaceTimeOptions;
}

type Runners = {
  readonly [M in Method]: (
    prepared: Prepared,
    options: OptionsOf[M],
    control: RunControl
  ) => RecordFor<M> | Promise<RecordFor<M>>;
};

const RUNNERS: Runners = {
  impact: impactOf,
  response: responseOf,
  leadlag: leadLagOf,
  breaks: (prepared, _options, control) => breaksOf(prepared, control),
  surges: surgesOf,
  spacetime: spaceTimeOf
};

/** A case under one View, against which methods are run; the shared work is done once, at the first. */
export interface Session {
  run<M extends Method>(method: M, options: OptionsOf[M], control?: RunControl): Promise<RecordFor<M>>;
}

/** Opens a session. Immutable input; nothing is computed before the first run. */
export function openSession(data: CaseData, view: ViewData): Session {
  let prepared: Prepared | null | undefined;
  return {
    run: async (method, options, control = UNWATCHED) => {
      await control.pause(0);
      prepared ??= prepareCase(data, view);
      if (prepared === null) return nothing(method, data, view);
      const lack = emptyPeriod(prepared);
      return lack ? nothing(method, data, view, lack) : RUNNERS[method](prepared, options, control);
    }
  };
}

const NO_ACTIVITY = 'the case has no activity';

function nothing<M extends Method>(
  method: M,
  data: CaseData,
  view: ViewData,
  why: string = NO_ACTIVITY
): RecordFor<M> {
  return encloseNothing<M, ResultOf[M]>(method, data, view, {
    result: NO_RESULT[method],
    params: {},
    insufficient: why,
    sentences: [`Nothing can be computed: ${why}.`]
  });
}

function emptyPeriod({ analysis, kept }: Prepared): string | null {
  if (kept.length === 0) return 'the filter leaves no place';
  return analysis.to > analysis.from ? null : 'nothing was collected in the period of analysis';
}
