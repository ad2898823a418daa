import { FILES } from '../../src/lib/domain/case.ts';
import { NO_FILTER } from '../../src/lib/domain/filter.ts';
import { ACTIVITY_GROUPS } from '../../src/lib/domain/proof.ts';
import {
  activityNumber,
  activityProofRows,
  activityReasons,
  devicesNumber,
  type ActivityScope
} from '../../src/lib/sql/proof-activity.ts';
import {
  eventLeftOut,
  eventNumber,
  eventProofRows,
  eventReasons,
  type EventScope
} from '../../src/lib/sql/proof-events.ts';
import { inOrder, withNotes } from '../../src/lib/sql/proof-page.ts';
import { clockOf, instant, withStartEnd } from '../../src/lib/sql/proof-time.ts';
import { sql } from '../../src/lib/sql/sql.ts';
import { NO_PLACES } from './places.ts';
import { ask, typed, type PathOf, type Question } from './question.ts';

const RANGE = { from: Date.UTC(2020, 5, 12), to: Date.UTC(2020, 5, 14, 12) };
const STARTS = { from: Date.UTC(2020, 4, 1), to: Date.UTC(2020, 5, 14) };
const PAGE = { by: 'file_row', descending: false, skip: 0, most: 50 };
const ROTTERDAM_AND_ANTWERP = [
  [4, 51],
  [5, 51],
  [5, 52],
  [4, 52]
] as const;

const EVENT_TYPES = typed(
  'id kind title summary start:TIMESTAMP end:TIMESTAMP time_precision date_basis lat lon place place_radius_m country ' +
    'region operation agency sources source_grade info_grade handling'
);

/** Every builder of a proof: the number, its rows, and what it leaves out. */
export function proofQuestions(path: PathOf): readonly Question[] {
  return [...events(path), ...activity(path), ...parts()];
}

function events(path: PathOf): readonly Question[] {
  const scope: EventScope = {
    events: { name: path(`tiny/${FILES.events}`), types: EVENT_TYPES },
    items: { name: path(`tiny/${FILES.items}`), types: new Map() },
    filter: { ...NO_FILTER, kinds: ['raid', 'arrest', 'court'], areas: [ROTTERDAM_AND_ANTWERP] },
    places: NO_PLACES,
    range: RANGE,
    clock: clockOf('Europe/Amsterdam', RANGE, STARTS)
  };
  const wide: EventScope = { ...scope, filter: NO_FILTER };
  const cash = { on: 'quantity', commodity: 'cash', unit: 'EUR' } as const;
  const bare: EventScope = {
    ...wide,
    events: { name: path('other/bare-events.parquet'), types: typed('id kind start:TIMESTAMP') },
    items: { name: path('other/bare-items.parquet'), types: new Map() },
    range: null
  };
  return [
    ask('eventNumber', 'filter and range', eventNumber(scope, { on: 'events' })),
    ask('eventNumber', 'range', eventNumber(wide, { on: 'events' })),
    ask('eventNumber', 'no items', eventNumber({ ...wide, items: null }, { on: 'events' })),
    ask('eventNumber', 'left out of the picture', eventNumber(scope, { on: 'excluded' })),
    ask('eventNumber', 'quantity', eventNumber(wide, cash)),
    ask(
      'eventNumber',
      'missing quantities',
      eventNumber(bare, { on: 'quantity', commodity: 'arrest', unit: 'count' })
    ),
    ask(
      'eventProofRows',
      'events',
      eventProofRows(wide, { on: 'events' }, { ...PAGE, by: 'start_ms', descending: true })
    ),
    ask('eventProofRows', 'left out of the picture', eventProofRows(scope, { on: 'excluded' }, PAGE)),
    ask('eventProofRows', 'quantity', eventProofRows(wide, cash, PAGE)),
    ask('eventLeftOut', 'events', eventLeftOut(scope, { on: 'events' }, PAGE)),
    ask(
      'eventLeftOut',
      'quantity',
      eventLeftOut(bare, { on: 'quantity', commodity: 'arrest', unit: 'count' }, PAGE)
    ),
    ask('eventReasons', 'events', eventReasons(scope, { on: 'events' })),
    ask('eventReasons', 'quantity', eventReasons(bare, { on: 'quantity', commodity: 'cash', unit: 'EUR' }))
  ];
}

function activity(path: PathOf): readonly Question[] {
  const scope: ActivityScope = {
    activity: { name: path(`tiny/${FILES.activity}`), types: typed('hour cell messages devices') },
    hourType: null,
    cells: { name: path(`tiny/${FILES.cells}`), types: new Map() },
    filter: { ...NO_FILTER, regions: ['NL'], areas: [ROTTERDAM_AND_ANTWERP] },
    range: { from: RANGE.from + 1, to: RANGE.from + 6 * 3_600_000 },
    place: null
  };
  const traffic: ActivityScope = {
    ...scope,
    activity: { name: path('other/traffic.parquet'), types: typed('hour cell traffic messages') },
    hourType: 'TIMESTAMP',
    filter: { ...NO_FILTER, traffic: ['text'] }
  };
  const everything: ActivityScope = {
    ...scope,
    filter: NO_FILTER,
    range: { from: -Infinity, to: Infinity }
  };
  const rollup = (file: string) => ({ name: path(`tiny/${file}`), types: new Map<string, string>() });
  const hour = RANGE.from / 3_600_000;
  return [
    ask('activityNumber', 'range and places', activityNumber(scope)),
    ask('activityNumber', 'times and traffic', activityNumber(traffic)),
    ask('activityNumber', 'everything', activityNumber(everything)),
    ask('activityNumber', 'one place', activityNumber({ ...everything, place: 3 })),
    ...ACTIVITY_GROUPS.map((by) =>
      ask(
        'activityProofRows',
        by,
        activityProofRows(scope, by, { ...PAGE, by: 'messages', descending: true })
      )
    ),
    ask('activityReasons', '', activityReasons(scope)),
    ask('activityReasons', 'times and traffic', activityReasons(traffic)),
    ask(
      'devicesNumber',
      'hour',
      devicesNumber({ rollup: rollup(FILES.hour), hourType: null, hour, country: null })
    ),
    ask(
      'devicesNumber',
      'country',
      devicesNumber({ rollup: rollup(FILES.hourCountry), hourType: null, hour, country: 'NL' })
    )
  ];
}

function parts(): readonly Question[] {
  const rows = sql`(VALUES (1591920000000::BIGINT, 'month')) AS given(start_ms, time_precision)`;
  const clock = clockOf('Europe/Amsterdam', RANGE, STARTS);
  return [
    ask('instant', '', sql`SELECT (${instant(RANGE.from + 1500)})::DOUBLE AS at`),
    ask(
      'inOrder',
      '',
      sql`SELECT file_row FROM (VALUES (2), (NULL), (1)) AS rows_of(file_row) ${inOrder({ ...PAGE, most: 2 })}`
    ),
    ask(
      'withNotes',
      '',
      withNotes(['A title\nDROP TABLE event; --', 'second\u2028line'], sql`SELECT 1 AS one`)
    ),
    ask(
      'withStartEnd',
      '',
      sql`SELECT start_end_ms::DOUBLE AS start_end_ms FROM (${withStartEnd(rows, clock)}) AS ended`
    )
  ];
}
