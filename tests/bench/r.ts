import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changePoints } from '../../src/lib/stats/change-points.ts';
import { sphereKm } from '../../src/lib/stats/distance.ts';
import { knoxInteraction } from '../../src/lib/stats/knox-interaction.ts';
import { knox } from '../../src/lib/stats/knox.ts';
import type { Findings } from './parts.ts';
import { demoSeries, type DemoSeries, type Points } from './demo-series.ts';
import type { Stage } from './stage.ts';
import { quantile, type Measure } from './summary.ts';

const SCRIPT = fileURLToPath(new URL('r-times.R', import.meta.url));
const REPETITIONS = 10;
const B = 9999;
const EPS_T = 7;
const EPS_S = 52.1436;
const LAGS = { from: 0, to: 7 };

/** Processor milliseconds of each repetition, and the answer. */
interface Timed {
  readonly ms: readonly number[];
  readonly answer: readonly number[];
}

/** Our time for the Knox tests and the change points beside R's, on the same numbers of the demo. */
export async function measureR(stage: Stage): Promise<Findings> {
  const version = rVersion();
  if (version === null) return { remarks: ['Left out: there is no Rscript on this machine.'] };
  const series = await demoSeries(await stage.demo());
  const ours = ownTimes(series);
  const theirs = rTimes(series);
  const rows = [...theirs].map(([name, { ms, answer }]) => {
    const own = ours.get(name === 'surveillance' ? 'repeats' : name);
    if (own === undefined) throw new Error(`There is no time of ours for ${name}`);
    compare(name, own.answer, answer);
    const ratio = quantile(own.ms, 0.5) / quantile(ms, 0.5);
    return [
      WORDS[name] ?? name,
      own.answer.map((value) => String(Number(value.toPrecision(3)))).join(', '),
      answer.map((value) => String(Number(value.toPrecision(3)))).join(', '),
      ratio.toFixed(3)
    ];
  });
  const measures: readonly Measure[] = [
    ...[...ours].map(([name, { ms }]): Measure => ({
      name: `${WORDS[name] ?? name}: ours`,
      unit: 'ms',
      values: ms,
      limit: null
    })),
    ...[...theirs].map(([name, { ms }]): Measure => ({
      name: `${WORDS[name] ?? name}: R`,
      unit: 'ms',
      values: ms,
      limit: null
    }))
  ];
  return {
    measures,
    table: { head: ['answers', 'ours', 'R', 'our time / R'], rows },
    remarks: [
      `Processor time, ours in Node ${process.version}, ${version}; ${series.events.days.length} events, ${series.surges.days.length} surges, ${series.daily.length} daily series, B = ${B}.`,
      'The change points and the dealing out of dates are base R, vectorised: the package changepoint has no long-run variance, and surveillance::knox deals out pairs instead of dates.',
      ...(theirs.has('surveillance') ? [] : ['surveillance::knox left out: the package is not installed.'])
    ]
  };
}

const WORDS: Readonly<Record<string, string>> = {
  repeats: 'Knox test among events (7a)',
  surveillance: 'Knox test by surveillance::knox',
  interaction: 'events against surges (7b)',
  breaks: 'change points (5)'
};

function rVersion(): string | null {
  try {
    return execFileSync('Rscript', ['-e', 'cat(R.version.string)'], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

function ownTimes({ events, surges, daily }: DemoSeries): ReadonlyMap<string, Timed> {
  const apart = sphereKm(events.lat, events.lon, events.lat, events.lon);
  const across = sphereKm(events.lat, events.lon, surges.lat, surges.lon);
  return new Map([
    [
      'repeats',
      timed(() => {
        const { observed, p } = knox(events.days, apart, EPS_T, EPS_S, { B });
        return [observed, p];
      })
    ],
    [
      'interaction',
      timed(() => {
        const cross = {
          eventDays: events.days,
          surgeDays: surges.days,
          distance: across,
          epsS: EPS_S,
          lags: LAGS
        };
        const { observed, p } = knoxInteraction(cross, { B });
        return [observed, p];
      })
    ],
    [
      'breaks',
      timed(() => {
        const found = daily.map(({ y, E }) => changePoints(y, E).changepoints);
        // Indices count the missing days too; R's do not: a place is compared as days present before it.
        const places = found.flatMap((own, i) =>
          own.map(({ index }) => daily[i].y.subarray(0, index).filter((count) => !Number.isNaN(count)).length)
        );
        return [places.length, places.reduce((sum, place) => sum + place, 0)];
      })
    ]
  ]);
}

function timed(task: () => readonly number[]): Timed {
  const ms: number[] = [];
  let answer: readonly number[] = [];
  // Two runs before, so that the code is compiled, as R's is.
  for (let i = -2; i < REPETITIONS; i += 1) {
    const before = process.cpuUsage();
    answer = task();
    const { user, system } = process.cpuUsage(before);
    if (i >= 0) ms.push((user + system) / 1000);
  }
  return { ms, answer };
}

function rTimes(series: DemoSeries): ReadonlyMap<string, Timed> {
  const folder = mkdtempSync(join(tmpdir(), 'casewall-r-'));
  try {
    const write = (name: string, lines: readonly string[]) =>
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    write('settings.csv', [
      'B,epsT,epsS,lagFrom,lagTo,repetitions',
      [B, EPS_T, EPS_S, LAGS.from, LAGS.to, REPETITIONS].join(',')
    ]);
    write('events.csv', csvOf(series.events));
    write('surges.csv', csvOf(series.surges));
    write(
      'daily.csv',
      series.daily.map(({ y, E }) =>
        Array.from(y, (count, d) => {
          const x = Math.log((count + 0.5) / (E[d] + 0.5));
          return Number.isNaN(x) ? 'NA' : String(x);
        }).join(',')
      )
    );
    const said = execFileSync('Rscript', ['--vanilla', SCRIPT, folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    });
    return new Map(
      said
        .trim()
        .split('\n')
        .map((line) => {
          const [name, ms, answer] = line.split('\t');
          return [name, { ms: ms.split(',').map(Number), answer: answer.split(',').map(Number) }];
        })
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function csvOf({ days, lat, lon }: Points): readonly string[] {
  return ['day,lat,lon', ...Array.from(days, (day, i) => `${day},${lat[i]},${lon[i]}`)];
}

/** A time means nothing beside another answer: the counts must be the same, p within what chance deals. */
function compare(name: string, ours: readonly number[], theirs: readonly number[]): void {
  const isSame =
    ours[0] === theirs[0] &&
    (name === 'breaks' ? ours[1] === theirs[1] : Math.abs(ours[1] - theirs[1]) < 0.05);
  if (!isSame) throw new Error(`${name}: ours says ${ours.join(', ')}, R ${theirs.join(', ')}`);
}
