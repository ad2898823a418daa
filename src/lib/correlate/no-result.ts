import type { ResultOf } from '../domain/correlation.ts';

const NO_BREAKS: ResultOf['breaks'] = {
  network: {
    scope: 'network',
    name: 'the network',
    n: 0,
    penalty: 0,
    sigma2: null,
    rho: null,
    changepoints: [],
    objectiveGain: 0,
    collapse: null,
    collapseApart: false,
    insufficient: 'no activity'
  },
  networkLevel: { from: '1970-01-01T00:00:00.000Z', ratio: [] },
  regions: []
};

/** The result of each method where there is nothing to work on. */
export const NO_RESULT: ResultOf = {
  impact: {
    effects: [],
    detail: null,
    tested: 0,
    flagged: 0,
    calibration: null,
    besideLack: 'nothing is counted'
  },
  response: { lagUnit: 'hour', overall: null, byKind: [], byRing: [] },
  leadlag: {
    lags: [],
    ccf: [],
    arOrder: null,
    ccfPrewhitened: [],
    bandPointwise: null,
    bandBonferroni: null,
    p: [],
    q: [],
    windows: [],
    nDays: 0,
    nMissing: 0,
    eventDays: 0,
    tooFew: true
  },
  breaks: NO_BREAKS,
  surges: {
    unit: 'cell',
    episodes: [],
    episodesFound: 0,
    unexplained: 0,
    tested: 0,
    alarms: 0,
    shown: 0,
    quietRate: { surge: null, silence: null, tested: 0 },
    silenceImpossible: 0
  },
  spacetime: {
    interaction: null,
    grid: [],
    nearRepeats: null,
    timeShift: null,
    sentence: 'Nothing can be computed: no activity.'
  }
};
