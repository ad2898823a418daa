import type { TimePrecision } from '../../domain/event.ts';
import { ALERT_HOUR, caseMidnight } from './clock.ts';
import { NOWHERE, type EventDraft, type Spot, type Theme } from './demo-event.ts';

const FRANCE: Spot = { ...NOWHERE, country: 'FR' };
const NETHERLANDS: Spot = { ...NOWHERE, country: 'NL' };

/** The steps of the case as known: to a year, a month, a day, an hour or a minute. One alert only. */
export const MILESTONES: readonly EventDraft[] = [
  milestone(
    caseMidnight(2017, 1, 1),
    'year',
    'First altered handsets turn up in searches',
    'Phones with an unfamiliar messaging system are found again and again. Only the year is known.',
    FRANCE
  ),
  milestone(
    caseMidnight(2018, 1, 1),
    'year',
    'Joint investigation of the network begins',
    'Investigators of two countries start to work together. Only the year is known.',
    FRANCE
  ),
  milestone(
    caseMidnight(2019, 12, 1),
    'month',
    'Technical plan for the interception approved',
    'The month is known, the day is not.',
    FRANCE
  ),
  milestone(
    caseMidnight(2020, 3, 27),
    'day',
    'Oldest stored messages',
    'Messages still stored on the handsets reach back to this day: the activity of the case begins here.',
    NOWHERE
  ),
  milestone(
    caseMidnight(2020, 4, 1),
    'day',
    'Live interception begins',
    'From this day messages are read as they are sent. Earlier ones come from storage.',
    FRANCE
  ),
  milestone(
    caseMidnight(2020, 4, 1),
    'month',
    'Joint team signs its agreement',
    'Two countries agree to share what is intercepted. The day in April is not recorded.',
    NOWHERE
  ),
  milestone(
    caseMidnight(2020, 5, 1),
    'month',
    'National desk for intercepted messages staffed',
    'Investigators are assigned to read the Dutch share of the messages.',
    NETHERLANDS
  ),
  milestone(
    caseMidnight(2020, 5, 28),
    'day',
    'Judicial information opened',
    'The case passes to investigating judges.',
    FRANCE
  ),
  milestone(
    ALERT_HOUR * 3_600_000,
    'hour',
    'Operator warns all users',
    'A message to every handset says that the network is compromised and should be thrown away. Activity collapses within a day.',
    NOWHERE,
    'alert'
  ),
  milestone(
    caseMidnight(2020, 6, 15),
    'day',
    'Last regional servers unreachable',
    'What traffic remains comes from handsets that were left on.',
    NOWHERE
  ),
  milestone(
    Date.parse('2020-07-02T08:30:00Z'),
    'minute',
    'Take-down announced to the press',
    'Both countries report results. In the Netherlands: 112 arrests, 8,000 kg of cocaine, 1,200 kg of crystal methamphetamine, 19 laboratories, 25 vehicles, 48 firearms and EUR 25,000,000 in cash.',
    NOWHERE
  )
];

function milestone(
  start: number,
  precision: TimePrecision,
  title: string,
  detail: string,
  spot: Spot,
  theme: Theme = 'milestone'
): EventDraft {
  return {
    ...spot,
    theme,
    start,
    end: null,
    precision,
    dateBasis: 'occurred',
    effect: null,
    title,
    detail
  };
}
