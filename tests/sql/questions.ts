import { FILES } from '../../src/lib/domain/case.ts';
import { NO_FILTER, type Filter, type ValueLists } from '../../src/lib/domain/filter.ts';
import {
  activitySlice,
  activitySliceAsStored,
  coverageGaps,
  dayCellActivity,
  dayCellActivityAsStored,
  hourActivity,
  hourCountryActivity,
  messagesByPlace,
  places,
  rowsWithoutDevices,
  trafficCounts,
  trafficMessages
} from '../../src/lib/sql/activity.ts';
import { eventNames } from '../../src/lib/sql/correlation.ts';
import { eventDetail, eventItems, eventRows } from '../../src/lib/sql/event-rows.ts';
import {
  failMask,
  insideArea,
  insideAreas,
  insideCells,
  insideExtent,
  passes,
  placeCounts,
  regionIn
} from '../../src/lib/sql/filter.ts';
import { eventMasks, placeKeep } from '../../src/lib/sql/filtered.ts';
import {
  createEmptyEventTable,
  createEventTable,
  createItemTable,
  createPlaceTable,
  eventColumns,
  eventSource,
  eventValues,
  haystack,
  itemQuantity,
  itemSource,
  itemSums,
  placeSource
} from '../../src/lib/sql/load.ts';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';
import { NO_PLACES, SOME_PLACES } from './places.ts';
import { ask, typed, type PathOf, type Question } from './question.ts';

/** First hour of the tiny case: 2020-06-12 00:00 UTC. */
const FIRST_HOUR = Date.UTC(2020, 5, 12) / 3_600_000;

/** A square around Rotterdam and Antwerp, Eindhoven outside. */
const DELTA = [
  [4, 51],
  [5, 51],
  [5, 52],
  [4, 52]
] as const;

function filter(part: Partial<Filter>): Filter {
  return { ...NO_FILTER, ...part };
}

const DOVER = [
  [1, 50],
  [2, 50],
  [2, 53]
] as const;

function leftOut(lists: Partial<ValueLists>): Pick<Filter, 'not'> {
  return { not: { ...NO_FILTER.not, ...lists } };
}

const EVENT_COLUMNS = typed(
  'id kind title summary start:TIMESTAMP end:TIMESTAMP time_precision date_basis lat lon place place_radius_m country ' +
    'region operation agency sources source_grade info_grade handling'
);

/** Every builder of the dashboard's SQL. In order: tables are made before they are asked. */
export function questions(path: PathOf): readonly Question[] {
  return [...loading(path), ...filtering(), ...details(), ...activity(path), ...bare(path)];
}

function loading(path: PathOf): readonly Question[] {
  return [
    ask('createEventTable', '', createEventTable(path(`tiny/${FILES.events}`), EVENT_COLUMNS)),
    ask('createItemTable', '', createItemTable(path(`tiny/${FILES.items}`))),
    ask('createPlaceTable', '', createPlaceTable(path(`tiny/${FILES.cells}`))),
    ask('eventColumns', '', eventColumns()),
    ask('eventValues', '', eventValues()),
    ask('itemSums', '', itemSums()),
    ask('places', '', places()),
    ...sources(path)
  ];
}

/** What tables are made of, asked of the files directly. */
function sources(path: PathOf): readonly Question[] {
  const events = eventSource(path(`tiny/${FILES.events}`), EVENT_COLUMNS, [
    sql`file_row_number::DOUBLE AS file_row`
  ]);
  const items = itemSource(path(`tiny/${FILES.items}`), [sql`file_row_number::DOUBLE AS file_row`]);
  return [
    ask('eventSource', '', sql`SELECT id, start_ms, file_row FROM (${events}) AS source ORDER BY id`),
    ask('haystack', '', sql`SELECT id, ${haystack()} AS haystack FROM (${events}) AS source ORDER BY id`),
    ask(
      'itemSource',
      '',
      sql`SELECT event_id, commodity, file_row FROM (${items}) AS source ORDER BY file_row`
    ),
    ask(
      'itemQuantity',
      '',
      sql`SELECT commodity, ${itemQuantity()} AS quantity FROM (${itemSource(path('other/bare-items.parquet'))}) AS source
WHERE commodity IS NOT NULL ORDER BY commodity, quantity`
    ),
    ask(
      'placeSource',
      '',
      sql`SELECT cell, name FROM (${placeSource(path(`tiny/${FILES.cells}`))}) AS source ORDER BY cell`
    )
  ];
}

function filtering(): readonly Question[] {
  const masks = (part: string, given: Partial<Filter>) =>
    ask('eventMasks', part, eventMasks(filter(given), SOME_PLACES));
  const rows = (condition: Sql | null) =>
    sql`SELECT id FROM event WHERE ${condition ?? sql`TRUE`} ORDER BY row`;
  return [
    masks('no filter', {}),
    masks('every dimension', {
      regions: ['NL'],
      areas: [DELTA],
      kinds: ['raid', 'seizure'],
      commodities: ['cash', 'cocaine'],
      operations: ['Tide'],
      agencies: ['Customs'],
      grades: ['A', 'B'],
      cells: [0, 2],
      extent: { west: -10, south: 50, east: 10, north: 53 },
      text: 'container'
    }),
    masks(
      'every list left out',
      leftOut({
        regions: ['BE'],
        kinds: ['raid'],
        commodities: ['arrest'],
        operations: ['Tide'],
        agencies: ['Customs'],
        grades: ['A']
      })
    ),
    masks('kept, but for one', { regions: ['NL'], ...leftOut({ regions: ['NL-NH'] }) }),
    masks('two words, accents and capitals', { text: 'TWÉLVE warehouse' }),
    ask('placeKeep', 'no filter', placeKeep(NO_FILTER)),
    ask(
      'placeKeep',
      'a region and an area',
      placeKeep(filter({ regions: ['NL', 'BE-VAN'], areas: [DELTA] }))
    ),
    ask(
      'placeKeep',
      'a country but for a region',
      placeKeep(filter({ regions: ['NL'], ...leftOut({ regions: ['NL-ZH'] }) }))
    ),
    ask('placeKeep', 'cells', placeKeep(filter({ cells: [4, 0, 9] }))),
    ask(
      'placeKeep',
      'over the antimeridian',
      placeKeep(filter({ extent: { west: 170, south: -60, east: 4.6, north: 60 } }))
    ),
    ask(
      'placeCounts',
      '',
      sql`SELECT cell FROM place WHERE ${placeCounts(filter(leftOut({ regions: ['BE'] }))) ?? sql`TRUE`} ORDER BY cell`
    ),
    ask(
      'passes',
      'commodities',
      rows(passes('commodities', filter({ commodities: ['vehicle'] }), NO_PLACES))
    ),
    ask(
      'passes',
      'cells that the case does not have',
      rows(passes('cells', filter({ cells: [2] }), NO_PLACES))
    ),
    ask('insideCells', 'over the antimeridian', rows(insideCells([1], SOME_PLACES))),
    ask('insideCells', 'a hexagon, a region and a country', rows(insideCells([3, 0, 2], SOME_PLACES))),
    ask(
      'passes',
      'text that holds signs of patterns',
      rows(passes('text', filter({ text: '%' }), NO_PLACES))
    ),
    ask('regionIn', '', rows(regionIn(['NL-NH', 'BE']))),
    ask('insideArea', '', rows(insideArea(DELTA))),
    ask('insideAreas', '', rows(insideAreas([DOVER, DELTA]))),
    ask('insideExtent', '', rows(insideExtent({ west: 4, south: 51, east: 4.6, north: 52 }))),
    ask(
      'failMask',
      '',
      sql`SELECT id, (${failMask(filter({ kinds: ['court'] }), NO_PLACES)})::INTEGER AS mask FROM event ORDER BY row`
    )
  ];
}

function details(): readonly Question[] {
  return [
    ask('eventRows', '', eventRows([4, 0])),
    ask('eventNames', '', eventNames()),
    ask('eventDetail', 'unknown', eventDetail('ev-44')),
    ask('eventDetail', '', eventDetail('ev-2')),
    ask('eventItems', '', eventItems('ev-5'))
  ];
}

function activity(path: PathOf): readonly Question[] {
  const hours = path(`tiny/${FILES.activity}`);
  const traffic = path('other/traffic.parquet');
  const kinds = { file: traffic, hour: 'timestamp' } as const;
  const slice = {
    first: 1,
    last: 2,
    hour: 'timestamp',
    traffic: { kept: [], leftOut: [] },
    counted: 'messages'
  } as const;
  return [
    ask('activitySliceAsStored', '', activitySliceAsStored({ ...slice, file: hours, hour: 'number' })),
    ask('activitySlice', 'numbers', activitySlice({ ...slice, file: hours, hour: 'number' })),
    ask(
      'activitySlice',
      'times, one kind of traffic',
      activitySlice({ ...slice, file: traffic, traffic: { kept: ['text'], leftOut: [] } })
    ),
    ask(
      'activitySlice',
      'times, one kind of traffic left out',
      activitySlice({ ...slice, file: traffic, traffic: { kept: [], leftOut: ['text'] } })
    ),
    ask('activitySlice', 'times, all traffic', activitySlice({ ...slice, file: traffic })),
    ask(
      'activitySliceAsStored',
      'devices',
      activitySliceAsStored({ ...slice, file: hours, hour: 'number', counted: 'devices' })
    ),
    ask('rowsWithoutDevices', '', rowsWithoutDevices(hours)),
    ask('dayCellActivityAsStored', '', dayCellActivityAsStored(path(`tiny/${FILES.dayCell}`))),
    ask('dayCellActivity', '', dayCellActivity(path(`tiny/${FILES.dayCell}`))),
    ask('hourActivity', 'devices', hourActivity(path(`tiny/${FILES.hour}`), 'number', true)),
    ask('hourActivity', 'no devices', hourActivity(path(`tiny/${FILES.hour}`), 'number', false)),
    ask('hourCountryActivity', '', hourCountryActivity(path(`tiny/${FILES.hourCountry}`), 'number', true)),
    ask(
      'trafficCounts',
      '',
      sql`SELECT DISTINCT traffic FROM read_parquet(${traffic}) WHERE ${trafficCounts({ kept: ['photo', 'text'], leftOut: ['text'] }) ?? sql`TRUE`} ORDER BY traffic`
    ),
    ask('activitySlice', 'by day', activitySlice({ ...slice, file: traffic, byDay: true })),
    ask(
      'trafficMessages',
      'all',
      trafficMessages({ ...kinds, filter: NO_FILTER, fromHour: null, toHour: null })
    ),
    ask(
      'trafficMessages',
      'under other filters',
      trafficMessages({
        ...kinds,
        filter: filter({ regions: ['NL'], areas: [DELTA], traffic: ['text'] }),
        fromHour: FIRST_HOUR + 5,
        toHour: FIRST_HOUR + 50
      })
    ),
    ask('coverageGaps', '', coverageGaps(path(`tiny/${FILES.coverage}`))),
    ask('messagesByPlace', 'numbers', messagesByPlace(hours, 'number', FIRST_HOUR + 30, FIRST_HOUR + 40)),
    ask('messagesByPlace', 'times', messagesByPlace(traffic, 'timestamp', FIRST_HOUR + 30, FIRST_HOUR + 40))
  ];
}

/** Files with hardly a column, and none at all: last, since they replace the tables. */
function bare(path: PathOf): readonly Question[] {
  return [
    ask(
      'createEventTable',
      'hardly a column',
      createEventTable(path('other/bare-events.parquet'), typed('id kind start:TIMESTAMP'))
    ),
    ask('eventDetail', 'hardly a column', eventDetail('b')),
    ask('eventColumns', 'hardly a column', eventColumns()),
    ask('createItemTable', 'missing values', createItemTable(path('other/bare-items.parquet'))),
    ask('itemSums', 'missing values', itemSums()),
    ask('createItemTable', 'no file', createItemTable(null)),
    ask('createPlaceTable', 'no file', createPlaceTable(null)),
    ask('itemSums', 'no items', itemSums()),
    ask('placeKeep', 'no places', placeKeep(NO_FILTER)),
    ask('createEmptyEventTable', '', createEmptyEventTable()),
    ask('eventColumns', 'no events', eventColumns())
  ];
}
