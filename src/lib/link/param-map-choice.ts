import { DEFAULT_MAP_CHOICE, RATE_UNITS, type MapChoice } from '../domain/map-choice.ts';
import type { Param } from './param.ts';
import { readChoice } from './read.ts';

export const PER: Param = {
  name: 'per',
  write: ({ map }) => (map.per === DEFAULT_MAP_CHOICE.per ? null : map.per),
  read: (raw, report) => {
    const word = readChoice(raw, RATE_UNITS, report, 'per hour');
    const per = RATE_UNITS.find((unit) => unit === word);
    return per === undefined ? {} : { map: { per } };
  }
};

/** The choices as an address can hold them; what is not valid becomes the default. */
export function fitMapChoice({ per }: MapChoice): MapChoice {
  return { per: RATE_UNITS.includes(per) ? per : DEFAULT_MAP_CHOICE.per };
}
