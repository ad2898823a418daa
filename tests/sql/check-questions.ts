import { FILES } from '../../src/lib/domain/case.ts';
import * as checks from '../../src/lib/sql/check.ts';
import * as activity from '../../src/lib/sql/check-activity.ts';
import * as messages from '../../src/lib/sql/check-messages.ts';
import { ident, sql, type Sql } from '../../src/lib/sql/sql.ts';
import { ask, type PathOf, type Question } from './question.ts';

const FIRST_HOUR = Date.UTC(2020, 5, 12) / 3_600_000;

/** Every builder of the checks of a case, on the broken case. */
export function checkQuestions(path: PathOf): readonly Question[] {
  return [...wholeFiles(path), ...conditions(path), ...relations(path), ...counts(path), ...parts(path)];
}

function parts(path: PathOf): readonly Question[] {
  const byCell = path('other/by-cell.parquet');
  const byDevice = path('other/by-device.parquet');
  const facts = (file: string, order: 'cell' | 'device', bucket: number | null, hasKind: boolean) =>
    messages.partFacts(file, { order, bucket, buckets: 3 }, hasKind);
  return [
    ask('partFacts', 'by cell', facts(byCell, 'cell', null, true)),
    ask('partFacts', 'by device', facts(byDevice, 'device', 2, true)),
    ask('partFacts', 'without kinds', facts(byDevice, 'device', null, false)),
    ask('messagesByHour', '', messages.messagesByHour(byCell))
  ];
}

function wholeFiles(path: PathOf): readonly Question[] {
  const items = path(`broken/${FILES.items}`);
  return [
    ask(
      'rowsOf',
      '',
      sql`SELECT file_row_number::INTEGER AS row, commodity FROM ${checks.rowsOf(items)} ORDER BY row`
    ),
    ask('describeColumns', '', checks.describeColumns(items)),
    ask('compressions', '', checks.compressions(items)),
    ask('countRows', '', checks.countRows(items)),
    // The digest itself is another in each version of DuckDB.
    ask(
      'readEverything',
      '',
      sql`SELECT length(digest) > 0 AS is_read FROM (${checks.readEverything(items, ['event_id', 'quantity'])}) AS read`
    ),
    ask('valueAt', '', checks.valueAt(items, 'quantity', 1))
  ];
}

function conditions(path: PathOf): readonly Question[] {
  const events = path(`broken/${FILES.events}`);
  const hours = path(`broken/${FILES.activity}`);
  const times = path('other/times.parquet');
  const tally = (covers: string, condition: Sql, file = events) =>
    ask(covers, '', checks.tallyBadRows(file, [condition]));
  const start = checks.timeMs('start', 'TIMESTAMP');
  return [
    ask('tallyBadRows', 'two at once', checks.tallyBadRows(events, [sql`lat > 90`, sql`kind IS NULL`])),
    tally('isMissing', checks.isMissing('title', true)),
    tally('isUnrealTime', checks.isUnrealTime('start', 'TIMESTAMP', Date.UTC(2020, 4, 2), Date.UTC(2021, 0))),
    tally('isOutside', checks.isOutside(ident('lat'), -90, 90)),
    tally('isUnlisted', checks.isUnlisted('time_precision', ['minute', 'hour', 'day'])),
    tally('isUnlike', checks.isUnlike('country', '[A-M]{2}')),
    tally('isLess', checks.isLess(checks.timeMs('end', 'TIMESTAMP'), sql`${start} + 86400000`, true)),
    tally('isHalf', checks.isHalf('lat', 'lon')),
    tally('isForeignRegion', checks.isForeignRegion('region', 'country')),
    tally('isUnwholeHour', checks.isUnwholeHour('plain', 'TIMESTAMP'), times),
    ask('isUnwholeHour', 'hours', checks.tallyBadRows(hours, [checks.isUnwholeHour('hour', null)])),
    tally(
      'isOutsidePeriod',
      checks.isOutsidePeriod(start, 'time_precision', Date.UTC(2020, 4, 15), Date.UTC(2020, 5, 13))
    ),
    tally(
      'isOffUnit',
      checks.isOffUnit([{ commodity: 'cocaine', unit: 'kg' }]),
      path(`broken/${FILES.items}`)
    ),
    ask(
      'timeMs',
      '',
      sql`SELECT ${checks.timeMs('zoned', 'TIMESTAMP WITH TIME ZONE')}::DOUBLE AS zoned, ${checks.timeMs('day', 'DATE')}::DOUBLE AS day,
  ${checks.timeMs('plain', 'TIMESTAMP')}::DOUBLE AS plain FROM read_parquet(${times})`
    ),
    ask(
      'hourNumber',
      '',
      sql`SELECT (${checks.hourNumber('plain', 'TIMESTAMP')})::DOUBLE AS hour FROM read_parquet(${times})`
    )
  ];
}

function relations(path: PathOf): readonly Question[] {
  const events = path(`broken/${FILES.events}`);
  const items = path(`broken/${FILES.items}`);
  const cells = path(`broken/${FILES.cells}`);
  return [
    ask('repeatedValues', '', checks.repeatedValues(events, 'id')),
    ask('repeatedValues', 'none', checks.repeatedValues(path(`tiny/${FILES.events}`), 'id')),
    ask('orphans', '', checks.orphans(items, 'event_id', events, 'id')),
    ask('misnumberedCells', '', checks.misnumberedCells(cells)),
    ask('disorderedH3', '', checks.disorderedH3(cells)),
    ask('unknownSources', '', checks.unknownSources(events, ['s1', 's2'])),
    ask('unknownSources', 'none known', checks.unknownSources(events, []))
  ];
}

function counts(path: PathOf): readonly Question[] {
  const hours = path(`broken/${FILES.activity}`);
  const hour = checks.hourNumber('hour', null);
  const rollup = path(`broken/${FILES.hour}`);
  const fine = path(`tiny/${FILES.activity}`);
  const period = { from: FIRST_HOUR * 3_600_000, to: (FIRST_HOUR + 72) * 3_600_000 };
  return [
    ask('unsortedRows', '', activity.unsortedRows(hours, hour)),
    ask('repeatedKeys', '', activity.repeatedKeys(hours, [ident('cell'), hour])),
    ask('totalMessages', '', activity.totalMessages(hours)),
    ask('uncollectedRows', '', activity.uncollectedRows(hours, hour, [period])),
    ask(
      'rollupDifferences',
      'by hour',
      activity.rollupDifferences(rollup, { time: hour, place: null }, fine, { time: hour, place: null }, null)
    ),
    ask(
      'rollupDifferences',
      'by hour and country',
      activity.rollupDifferences(
        path(`tiny/${FILES.hourCountry}`),
        { time: hour, place: ident('country') },
        fine,
        { time: hour, place: ident('country') },
        path(`tiny/${FILES.cells}`)
      )
    )
  ];
}
