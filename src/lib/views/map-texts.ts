import { LEAST_MESSAGES, LEAST_WINDOWS } from './change-counts.ts';

/** What the map shows, for reviewers: a term and its definition. */
export const MAP_TEXTS: readonly (readonly [term: string, meaning: string])[] = [
  [
    'Count',
    'Messages of a place in the whole UTC hours (days, where the case counts by day) that begin in the range. A place without a collected hour in the range is hatched: no data, not zero.'
  ],
  [
    'Rate per hour covered',
    'The count divided by the hours of the same span that were collected at the place: gaps of the whole case and of the place are taken off, to the minute. It lets ranges of different length, and places with gaps, be compared.'
  ],
  [
    'Rate per device-hour',
    'The count divided by device-hours. A device-hour is one device active at the place in one hour; the devices of an hour are distinct, so device-hours add up over hours, which devices do not. Known only where the case tells the devices of each place and hour, and one kind of traffic is kept where it tells several.'
  ],
  [
    'Change',
    'The messages of the wholly collected hours of the range, against the median of the same hours in other weeks: the range is moved by whole weeks of the clock of the case, to at most 12 places inside the period of analysis, the nearest first, where it does not meet itself, was collected throughout and met no change of the clock. The colour is the logarithm of the ratio, cut off at 8 times more or less. In irregular collections single days take the place of weeks.'
  ],
  [
    'Too little to tell',
    `Dotted, never coloured: fewer than ${LEAST_WINDOWS} other weeks, or fewer than ${LEAST_MESSAGES} messages observed and expected together. At ${LEAST_MESSAGES}, chance alone moves the ratio by a factor of 1.6 (one standard error of independent messages, which messages are not). A colour is a description; whether a change is more than chance is what the methods below test.`
  ]
];
