import { NO_FILTER, type Filter, type ValueLists } from '../../src/lib/domain/filter.ts';
import { eventDetail, eventItems } from '../../src/lib/sql/event-rows.ts';
import { activitySlice } from '../../src/lib/sql/activity.ts';
import { eventMasks, placeKeep } from '../../src/lib/sql/filtered.ts';
import { createEventTable, createItemTable, createPlaceTable } from '../../src/lib/sql/load.ts';
import { HOSTILE } from './hostile-values.ts';
import { NO_PLACES } from './places.ts';
import { ask, typed, type PathOf, type Question } from './question.ts';

/** The part of a filter that keeps one value, for each dimension that takes text from a case. */
export const HOSTILE_FILTERS: Readonly<Record<string, (value: string) => Partial<ValueLists>>> = {
  regions: (value) => ({ regions: [value] }),
  kinds: (value) => ({ kinds: [value] }),
  commodities: (value) => ({ commodities: [value] }),
  operations: (value) => ({ operations: [value] }),
  agencies: (value) => ({ agencies: [value] })
};

/** The filter that leaves out what another one keeps. */
export function leavingOut(lists: Partial<ValueLists>): Filter {
  return { ...NO_FILTER, not: { ...NO_FILTER.not, ...lists } };
}

/** Makes the tables in which every row has a hostile value of its own (row of `HOSTILE`: id `h00`, `h01`, ...). */
export function hostileTables(path: PathOf): readonly Question[] {
  const columns = typed('id kind title start:TIMESTAMP country region operation agency');
  return [
    ask('createEventTable', 'hostile', createEventTable(path('other/hostile-events.parquet'), columns)),
    ask('createItemTable', 'hostile', createItemTable(path('other/hostile-items.parquet'))),
    ask('createPlaceTable', 'hostile', createPlaceTable(path('other/hostile-places.parquet')))
  ];
}

/** Every hostile value in every place that takes one. */
export function hostileQuestions(path: PathOf): readonly Question[] {
  const traffic = {
    file: path('other/traffic.parquet'),
    hour: 'timestamp',
    first: 0,
    last: 1,
    counted: 'messages'
  } as const;
  return [
    ...hostileTables(path),
    ...HOSTILE.flatMap((value, index) => [
      ...Object.entries(HOSTILE_FILTERS).map(([name, part]) =>
        ask('eventMasks', `hostile ${name} ${index}`, eventMasks({ ...NO_FILTER, ...part(value) }, NO_PLACES))
      ),
      ...Object.entries(HOSTILE_FILTERS).map(([name, part]) =>
        ask(
          'eventMasks',
          `hostile, ${name} left out ${index}`,
          eventMasks(leavingOut(part(value)), NO_PLACES)
        )
      ),
      ask('eventMasks', `hostile text ${index}`, eventMasks({ ...NO_FILTER, text: value }, NO_PLACES)),
      ask('placeKeep', `hostile ${index}`, placeKeep({ ...NO_FILTER, regions: [value] })),
      ask('eventDetail', `hostile ${index}`, eventDetail(value)),
      ask('eventItems', `hostile ${index}`, eventItems(value)),
      ask(
        'activitySlice',
        `hostile ${index}`,
        activitySlice({ ...traffic, traffic: { kept: [value], leftOut: [value] } })
      )
    ])
  ];
}
