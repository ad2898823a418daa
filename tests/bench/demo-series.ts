import { readCorrelationCase } from '../../src/cli/correlate-case.ts';
import { dailySums, dayIndex, wholeDays } from '../../src/lib/correlate/days.ts';
import { UNWATCHED } from '../../src/lib/correlate/input.ts';
import { prepareCase } from '../../src/lib/correlate/prepared.ts';
import { surgeAlerts } from '../../src/lib/correlate/surge-alerts.ts';
import { decode } from '../../src/lib/link/decode.ts';
import { fitBaseline } from '../../src/lib/stats/baseline.ts';

export interface Points {
  readonly days: Float64Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
}

export interface DemoSeries {
  readonly events: Points;
  /** First days of surges. */
  readonly surges: Points;
  /** Observed and expected messages per day of every region that carries inference. */
  readonly daily: readonly { readonly y: Float64Array; readonly E: Float64Array }[];
}

/** What the Knox tests and the change points of the demo rest on, as plain numbers. */
export async function demoSeries(folder: string): Promise<DemoSeries> {
  const { data, view } = await readCorrelationCase(folder, decode('').view, 1, () => undefined);
  const prepared = prepareCase(data, view);
  if (prepared === null) throw new Error('The demo has no activity');
  const { grid, analysis, whole, units } = prepared;
  const days = wholeDays(grid, whole);
  const until = wholeDays(grid, analysis).count;
  const events = points(
    Array.from({ length: data.events.count }, (_, row) => ({
      day: dayIndex(days, data.events.start[row]),
      lat: data.events.lat[row],
      lon: data.events.lon[row],
      isUsed: ['minute', 'hour', 'day'].includes(data.events.precision[row])
    })).filter(({ day, lat, isUsed }) => isUsed && day >= 0 && day < until && !Number.isNaN(lat))
  );
  const { alerts } = surgeAlerts(prepared, 'cell', UNWATCHED);
  const surges = points(
    alerts.alerts
      .filter(({ kind, onset, day }) => kind === 'surge' && onset && day < until)
      .map(({ day, place }) => {
        const row = prepared.kept[place];
        return { day, lat: data.places.lat[row], lon: data.places.lon[row] };
      })
  );
  const daily = units.flatMap((_, unit) => {
    if (prepared.enough(unit).insufficient !== null) return [];
    const series = prepared.series(unit, whole);
    const { mu } = fitBaseline({ ...series, model: 'hod+dow' });
    return [dailySums(series.y, mu, days.firstHour, days.count)];
  });
  return { events, surges, daily };
}

function points(
  list: readonly { readonly day: number; readonly lat: number; readonly lon: number }[]
): Points {
  return {
    days: Float64Array.from(list, ({ day }) => day),
    lat: Float64Array.from(list, ({ lat }) => lat),
    lon: Float64Array.from(list, ({ lon }) => lon)
  };
}
