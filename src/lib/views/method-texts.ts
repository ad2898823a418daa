import type { Method } from '../domain/correlation.ts';

/** One method as a reviewer reads it. Texts only: the numbers of the example come from a run that a test repeats. */
export interface MethodText {
  readonly method: Method;
  readonly question: string;
  /** How it is done, a paragraph each. */
  readonly steps: readonly string[];
  /** Formulas in plain text, a line each. */
  readonly formulas: readonly string[];
  readonly defaults: readonly (readonly [name: string, value: string])[];
  readonly assumptions: readonly string[];
  /** When it goes wrong. */
  readonly failures: readonly string[];
  readonly sources: readonly string[];
}

export const METHOD_TEXTS: readonly MethodText[] = [
  {
    method: 'impact',
    question: 'Did activity change after an event, more than elsewhere and more than on ordinary dates?',
    steps: [
      'Hours are grouped into blocks of 24 hours that begin at the event. Seven blocks before are compared with seven after: whole weeks cancel the weekly rhythm. Where only the day of the event is known, that day belongs to neither side.',
      'What the usual week would give in each block is taken from a baseline that was fitted without the days after the event, so that a change cannot hide in its own yardstick.',
      'The rate ratio says by how much the level moved. Its interval is widened twice: for counts that scatter more than independent messages would (phi), and for days that resemble the day before (rho).',
      'Three further readings stand beside it: the same ratio against regions without an event (common shocks cancel), the share of ordinary dates of the same region with a change as large, and the smallest change that would have been found four times in five.'
    ],
    formulas: [
      'RR = (Y1 / E1) / (Y0 / E0)   Y: messages observed, E: expected from the usual week; 0 before, 1 after',
      'phi = max(1, sum (Y - m)^2 / m / df)   m: fitted block, df = blocks - 2',
      'rho = r1 + (1 + 4 r1) / n, held between 0 and 0.95   r1: lag-1 autocorrelation of the blocks outside the window',
      'se = sqrt( phi * (1 + rho) / (1 - rho) * (1 / Y1 + 1 / Y0) )',
      '95 % interval = exp( log RR ± t(0.975, df) * se ),   p from the t distribution with df',
      'smallest change seen = exp( ( t(0.975, df) + t(0.8, df) ) * se ), or its inverse',
      'relative: logit of T / (T + C) on after, offset log(E_T / E_C); T this region, C the sum of the controls',
      'ordinary dates: L = log((sum Y after + 0.5) / sum E after) - log((sum Y before + 0.5) / sum E before); p = (1 + number with |L| at least as large) / (1 + M); fewer than 19 dates: not given',
      'exact ratio, only where a side is empty or holds few messages: f(x) = x / (1 - x) * E0 / E1 of the beta quantiles 0.025 (Y1, Y0 + 1) and 0.975 (Y1 + 1, Y0)'
    ],
    defaults: [
      ['days a side', '7 (3 and 14 offered)'],
      ['fewest usable blocks a side', '4 (3 with 3 days a side)'],
      ['fewest control regions', '3'],
      ['fewest ordinary dates', '19, none of them touching the windows of the event'],
      ['exact ratio', 'where a side has no message, or both have fewer than 50 and phi is at most 1.5'],
      ['cannot tell', 'where only a doubling, or a fall to half, would have been found four times in five'],
      [
        'correction',
        'Benjamini and Hochberg over all events of the list; messages and device-hours each on their own'
      ],
      ['device-hours beside messages', 'for the whole network, where distinct devices per hour are known'],
      [
        'the two disagree',
        'where each ratio lies outside the 95 % interval of the other; no test, and not in the grade'
      ]
    ],
    assumptions: [
      'Without the event the level would have gone on as before, apart from the week’s rhythm.',
      'Dependence between days fades roughly as in a first-order autoregression.',
      'The event was not picked on account of what activity did.'
    ],
    failures: [
      'A reaction faster or slower than the window is diluted.',
      'Several events in one window: the change is that of the group, and the panel names the others.',
      'Handsets that move to a neighbouring region look like a fall here and a rise there.',
      'Raids timed by reading the messages: the order of before and after is then part of the police work.'
    ],
    sources: [
      'McCullagh & Nelder 1989, Generalized Linear Models',
      'Bayley & Hammersley 1946, J R Stat Soc Suppl 8:184',
      'Bence 1995, Ecology 76:628',
      'Marriott & Pope 1954, Biometrika 41:390',
      'Przyborowski & Wilenski 1940, Biometrika 31:313',
      'Wilson 2022, J Quant Criminol 38:323',
      'Abadie, Diamond & Hainmueller 2010, J Am Stat Assoc 105:493',
      'Clopper & Pearson 1934, Biometrika 26:404',
      'Fay 2010, R Journal 2(1):53',
      'Ver Hoef & Boveng 2007, Ecology 88:2766'
    ]
  },
  {
    method: 'response',
    question: 'What does activity do, on average, in the hours around many events?',
    steps: [
      'Each hour is first freed of the usual week (observed less expected, in units of its ordinary scatter). The series is then laid over itself at every event and averaged, lag by lag.',
      'The test looks only at windows that were fixed beforehand: the day before, the first 24 hours, the six days that follow. The whole set of dates is moved through the calendar, position by position; p is the share of positions with a mean at least as far from ordinary.',
      'Moving all dates together keeps the clusters of events and the persistence of activity; dealing dates out one by one does not, and gave 29 % false alarms for clustered events.'
    ],
    formulas: [
      'C(lag) = mean over events of r[event + lag]   r: standardised residual',
      'T = mean of C over the window;   T_s: the same with all events moved by s hours around the calendar',
      'p = number of s with |T_s - mean T| >= |T_0 - mean T| / number of s',
      'p is multiplied by the number of windows, then corrected over kinds, or over distances'
    ],
    defaults: [
      ['lags', '72 hours before to 168 after; 14 days a side in a daily case'],
      ['windows', '−24 to −1, 0 to 23, 24 to 167 hours; in a daily case −7 to −1, 0, 1 to 7 days'],
      ['hours left out of the baseline', 'those after the events, where 60 % of all hours remain; else none'],
      ['events near the ends', 'left out where their lags reach beyond the period, and listed'],
      ['fewest events for a test', '5']
    ],
    assumptions: ['The period is stationary but for the week: it ends at the warning to the network.'],
    failures: [
      'Where the hours after the events are too many to be left out of the baseline, the effect is understated.',
      'A few large events can dominate the mean: the range as each is left out is shown.',
      'With 241 lags some leave the pointwise band by chance: the band is drawn, not tested.',
      'Kinds mixed together can cancel each other.'
    ],
    sources: [
      'Chree 1913, Phil Trans R Soc A 212:75',
      'Haurwitz & Brier 1981, Mon Weather Rev 109:2074',
      'Lotwick & Silverman 1982, J R Stat Soc B 44:406'
    ]
  },
  {
    method: 'leadlag',
    question: 'Which tends to come first: days with more activity, or days with more events?',
    steps: [
      'Daily residuals of activity are correlated with the number of events per day, at lags of up to 14 days. Persistence is removed first: an autoregression fitted to activity filters both series. Without it, two unrelated persistent series correlate at some lag in about 70 % of cases.',
      'The limit holds over all 29 lags together. The limit of a single lag is drawn dotted and is no test.'
    ],
    formulas: [
      'r(k) = sum (x[t+k] - mean x)(e[t] - mean e) / (pairs + |k|) / (s_x s_e)   k > 0: activity after events',
      'filter: autoregression by Yule and Walker, order of least n log v + 2 order + 2, at most 10 log10 n; both series pass it',
      'windows: c(l) = sum of (x[(t + l) mod n] - mean x)(e[t] - mean e) / sqrt(Sxx See);   p = share of the n shifts with |mean c| at least as large',
      'limit over all lags = z(1 - 0.05 / 2 / 29) / sqrt(n - order)'
    ],
    defaults: [
      ['lags', '14 days a side'],
      ['windows', '−7 to −1, 0, 1 to 7 days'],
      ['fewest days, days with events', '60, 10']
    ],
    assumptions: ['Both series are stationary over the period.', 'At most one day in ten is without data.'],
    failures: [
      'Activity that leads raids is expected by construction where messages triggered the raids.',
      'Few events make every correlation small.',
      'A common source gives leads and lags alike.'
    ],
    sources: [
      'Box & Jenkins 1976, Time Series Analysis',
      'Dean & Dunsmuir 2016, Behav Res Methods 48:783',
      'Lotwick & Silverman 1982, J R Stat Soc B 44:406'
    ]
  },
  {
    method: 'breaks',
    question: 'When did the level of activity change for good, and which events lie near?',
    steps: [
      'Each day is set against the usual week, on a logarithmic scale. The days are cut into stretches of constant level so that scatter within them and a penalty per cut are least; every possible cutting is considered.',
      'The scatter is the long-run variance, which allows for persistence: with the ordinary variance 76 to 98 % of series without any change showed one.',
      'For each break the days that it may have begun on are given (95 %). A wide range means that the timing is not known.'
    ],
    formulas: [
      'x = log( (Y + 0.5) / (E + 0.5) ) per UTC day',
      'minimise  sum over stretches of sum (x - mean)^2 / sigma2  +  3 log n per break',
      'sigma2 = sum u^2 / (n - 2) * (1 + rho) / (1 - rho)   u: residuals about the best single cut',
      'rho = r1 + (1 + 4 r1) / n, held between 0 and 0.95',
      'date range: days at which the cost is within 7.3523 of the least, the neighbouring breaks held'
    ],
    defaults: [
      ['shortest stretch', '3 days'],
      ['penalty', '3 log n'],
      ['fewest days', '28'],
      ['collapse', 'last level below half of the one before, lasting to the end']
    ],
    assumptions: ['Levels change at once and then hold.'],
    failures: [
      'A gradual decline is shown as steps.',
      'Days without data are left out: a gap of the collection is no change of level.',
      'Changes within 3 days of either end cannot be found.',
      'Where one large fall dominates, smaller changes elsewhere are harder to see.'
    ],
    sources: [
      'Killick, Fearnhead & Eckley 2012, J Am Stat Assoc 107:1590',
      'Jackson et al. 2005, IEEE Signal Process Lett 12:105',
      'Zhang & Siegmund 2007, Biometrics 63:22',
      'Bai & Perron 1998, Econometrica 66:47',
      'Hansen 2000, Econometrica 68:575',
      'Shi et al. 2022, Comput Stat Data Anal 170:107433'
    ]
  },
  {
    method: 'surges',
    question: 'Where and when was there far more or far less activity than on comparable days?',
    steps: [
      'Every place on every day is compared with its own 56 days that ended a week before, by day of the week. Limits are those that one ordinary day in a thousand would pass on either side.',
      'An alert is shown where it stands after correction over all places of the day, or holds on two of three days in a row. Alerts of neighbouring places and days are joined into one episode.',
      'Episodes with no event near in place and time come first: nobody has explained them yet.'
    ],
    formulas: [
      'mu: expected for that weekday, from a quasi-Poisson fit with one pass that weighs down outliers',
      'weights: 1 / s^2 where |s| > 2.58, else 1, rescaled to sum to n   s: Anscombe residual of the first fit',
      'limits: 0.001 and 0.999 quantiles of the negative binomial with mean mu and variance phi mu; Poisson where phi = 1',
      'strength = (observed - expected) / sqrt( sum of phi * expected ) over the episode'
    ],
    defaults: [
      ['reference', '56 days, ending 7 days before'],
      ['fewest reference days', '28, each weekday twice'],
      ['limits', 'one in 1,000 on either side'],
      ['correction', 'Benjamini and Hochberg over the places of each day']
    ],
    assumptions: ['Days of the same weekday are comparable over nine weeks.'],
    failures: [
      'A surge inside the reference makes the next one harder to see.',
      'A loss of coverage looks like silence.',
      'Where so little is expected that no messages at all are ordinary, a silence cannot be seen.',
      'The fit has no trend, and what is expected lies some five weeks back: where activity grows, surges are too many and silences too few.',
      'Chance, growth and changes that no event of the case explains give alerts: the rate away from events is shown beside the list and lies above the nominal one.'
    ],
    sources: ['Noufaily et al. 2013, Stat Med 32:1206', 'Farrington et al. 1996, J R Stat Soc A 159:547']
  },
  {
    method: 'spacetime',
    question: 'Do surges begin nearer to events, in place and time, than the calendar alone explains?',
    steps: [
      'Surges that begin near an event in place and within days after it are counted. The dates are then dealt out at random among the events, the places held: this keeps waves that touch the whole network, so that they do not count as interaction.',
      'All nine settings of the grid are shown with their correction; never the best one alone.'
    ],
    formulas: [
      'K = number of pairs (event, surge) close in place and time',
      'distance: great circle on a sphere of radius 6,371.0088 km, from the point of the event to the centre of the cell',
      'expected K = sum of a / m;   a[i, k]: surges near the place of event i and after the date of event k',
      'p = (1 + number of dealings with K at least as large) / (B + 1)'
    ],
    defaults: [
      ['distance', '25 km, at least twice the edge of a cell'],
      ['days after', '0 to 7'],
      ['dealings', '9,999, seed printed'],
      ['fewest events, surges', '10, 10']
    ],
    assumptions: ['Any date could have fallen on any of the events.'],
    failures: [
      'Uneven growth of coverage imitates interaction.',
      'Rounded dates, large cells and one operation counted as many events do, too.'
    ],
    sources: [
      'Knox 1964, Appl Stat 13:25',
      'Mantel 1967, Cancer Res 27:209',
      'Hoeffding 1951, Ann Math Stat 22:558',
      'Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39',
      'Kulldorff & Hjalmars 1999, Biometrics 55:544'
    ]
  }
];
