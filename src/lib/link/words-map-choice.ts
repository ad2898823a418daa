import type { MapChoice } from '../domain/map-choice.ts';

/** What a view says about how the map shows things, in the order of links; null: as by default. */
export function mapChoiceWords({
  per
}: MapChoice): readonly (readonly [parameter: string, text: string | null])[] {
  return [['per', per === 'hour' ? null : 'rates are per device and hour']];
}
