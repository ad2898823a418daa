import { FILES, type Manifest } from '../domain/case.ts';
import { numbers, texts } from '../domain/columns.ts';
import { HEADLINE_COMMODITIES } from '../domain/event.ts';
import type { Failure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import {
  isForeignRegion,
  isHalf,
  isLess,
  isMissing,
  isOffUnit,
  isOutside,
  isOutsidePeriod,
  isUnlike,
  isUnlisted,
  isUnrealTime,
  isUnwholeHour,
  tallyBadRows,
  timeMs,
  valueAt
} from '../sql/check.ts';
import { ident, type Sql } from '../sql/sql.ts';
import { isoTime } from './iso-time.ts';
import type { OpenTable } from './open-table.ts';
import type { ValueRule } from './rules.ts';
import { isTimeType, type ColumnSchema } from './schema.ts';

/** A condition that no row may meet, and what to say of the first that does. */
interface RowCheck {
  readonly column: string;
  readonly condition: Sql;
  readonly rule: Pick<ValueRule, 'code' | 'severity' | 'says' | 'remedy'>;
}

/** Checks every value of a table by the rules of its columns, in one pass over the file. */
export async function valueFailures(
  engine: Engine,
  table: OpenTable,
  manifest: Manifest,
  signal?: AbortSignal
): Promise<Failure[]> {
  const checks = [
    ...table.schema.columns.flatMap((column) => columnChecks(table, column)),
    ...caseChecks(table, manifest)
  ];
  if (checks.length === 0 || table.rows === 0) return [];
  const tally = await engine.run(
    tallyBadRows(
      table.name,
      checks.map(({ condition }) => condition)
    ),
    signal
  );
  const failures: Failure[] = [];
  for (const [index, check] of checks.entries()) {
    const bad = numbers(tally, `bad_${index}`)[0];
    if (bad === 0) continue;
    const row = numbers(tally, `row_${index}`)[0];
    const value = texts(await engine.run(valueAt(table.name, check.column, row), signal), 'value')[0] ?? '';
    failures.push(rowFailure(table.path, check.column, check.rule, { bad, row, value }));
  }
  return failures;
}

/** A failure about the first wrong row, with the number of the others. row: 0-based, or NaN where there is none. */
export function rowFailure(
  file: string,
  column: string,
  rule: RowCheck['rule'],
  found: { readonly bad: number; readonly row: number; readonly value: string }
): Failure {
  const others = found.bad - 1;
  const more = others === 0 ? '' : ` And ${others} more ${others === 1 ? 'row' : 'rows'} like it.`;
  return {
    code: rule.code,
    severity: rule.severity,
    message: `${rule.says(shortened(found.value))}${more}`,
    remedy: rule.remedy,
    file,
    column,
    ...(Number.isNaN(found.row) ? {} : { row: found.row + 1 })
  };
}

function shortened(value: string): string {
  return value.length > 80 ? `${value.slice(0, 77)}...` : value;
}

function columnChecks(table: OpenTable, column: ColumnSchema): RowCheck[] {
  const type = table.types.get(column.name);
  if (type === undefined) return [];
  return column.rules.flatMap((rule) => {
    const condition = conditionOf(table, column, type, rule);
    return condition === null ? [] : [{ column: column.name, condition, rule }];
  });
}

/** The rule as SQL; null where it compares with a column that the file does not have. */
function conditionOf(table: OpenTable, column: ColumnSchema, type: string, rule: ValueRule): Sql | null {
  const { test } = rule;
  const value = (name: string, of: string) => (isTimeType(of) ? timeMs(name, of) : ident(name));
  const present = (name: string) => (table.types.has(name) ? name : null);
  switch (test.kind) {
    case 'missing':
      return isMissing(column.name, column.family === 'text');
    case 'outside':
      return isTimeType(type)
        ? isUnrealTime(column.name, type, test.min, test.max)
        : isOutside(ident(column.name), test.min, test.max);
    case 'unlisted':
      return isUnlisted(column.name, test.values);
    case 'unlike':
      return isUnlike(column.name, test.pattern);
    case 'half':
      return isHalf(column.name, present(test.column));
    case 'foreignRegion':
      return isForeignRegion(column.name, present(test.column));
    case 'unwholeHour':
      return isUnwholeHour(column.name, isTimeType(type) ? type : null);
    case 'above':
    case 'before': {
      const other = table.types.get(test.column);
      if (other === undefined) return null;
      const own = value(column.name, type);
      const limit = value(test.column, other);
      return test.kind === 'above' ? isLess(limit, own, false) : isLess(own, limit, test.orEqual);
    }
  }
}

/** Checks that need the manifest or the vocabulary of headline figures. */
function caseChecks(table: OpenTable, manifest: Manifest): RowCheck[] {
  if (table.path === FILES.items) return [OFF_UNIT];
  if (table.path !== FILES.events) return [];
  const { from, to } = manifest.period;
  const start = timeMs('start', table.types.get('start') ?? 'TIMESTAMP');
  const period = `${isoTime(from)} to ${isoTime(to)}`;
  return [
    {
      column: 'start',
      condition: isOutsidePeriod(start, 'time_precision', from, to),
      rule: {
        code: 'event-outside-period',
        severity: 'warning',
        says: (value) =>
          `The start ${value} (UTC) lies outside the period of the case, ${period}: it is not counted.`,
        remedy: 'Correct the start, or widen "period" in case.json.'
      }
    }
  ];
}

const OFF_UNIT: RowCheck = {
  column: 'unit',
  condition: isOffUnit(HEADLINE_COMMODITIES),
  rule: {
    code: 'unit-differs',
    severity: 'warning',
    says: (value) => `The unit "${value}" is not the one that the headline figure of its commodity adds up.`,
    remedy: `Convert the quantity: ${HEADLINE_COMMODITIES.map(({ commodity, unit }) => `${commodity} in ${unit}`).join(', ')}.`
  }
};
