import type { Method } from '../domain/correlation.ts';

/** Stand with every result of every method. Source: specification, section 10. */
const ALWAYS: readonly string[] = [
  'Association in time and place, not cause.',
  'Reverse order: where investigators read the messages, many raids were triggered by them. Activity before a raid is then expected, and activity after it is partly the reaction of people who knew. A lead of activity over events is no evidence about the people in it.',
  'Selection: the events are those that were made and recorded; the messages are those of one network in the places and weeks collected. Stored messages captured when collection began can look like a surge of the first days.',
  'Place is that of the cell or region the activity was counted in, with its error.',
  'Counts of messages are not counts of people or crimes.',
  'Absence of a flagged effect is no evidence of no effect: read the smallest change that could have been seen.',
  'All p-values assume that the analysis was chosen before its result was seen.'
];

const OF_METHOD: Readonly<Record<Method, readonly string[]>> = {
  impact: [
    'A reaction faster or slower than the window, or an event chosen because activity changed, gives a wrong picture. A rise next door can be displacement: look at the neighbours.'
  ],
  response: [
    'The band is pointwise and not a test: with so many lags some leave it by chance. A few large events can dominate the mean: see the range as each is left out.'
  ],
  leadlag: [
    'Exploratory. Activity that leads raids is expected where messages triggered the raids; a common source gives leads and lags alike.'
  ],
  breaks: [
    'A gradual decline is shown as steps. Changes within 3 days of either end cannot be found. A wide date range means that the timing is not known.'
  ],
  surges: [
    'With so many places and days, chance alone gives alerts: see the rate on days without an event. A loss of coverage looks like silence.'
  ],
  spacetime: [
    'Exploratory. Uneven growth of coverage, rounded dates, large cells and one operation counted as many events can all imitate interaction.'
  ]
};

export function caveatsOf(method: Method): readonly string[] {
  return [...ALWAYS, ...OF_METHOD[method]];
}
