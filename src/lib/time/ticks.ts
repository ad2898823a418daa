import { addLocal, firstInstant, localStart, toLocal, type TimeUnit } from './calendar.ts';
import { localStepStart, stepMs, type Step } from './steps.ts';
import { HOUR_MS, TIME_LIMITS, transitions, type Span } from './zone.ts';

export interface Tick {
  readonly at: number;
  /** The longest unit that begins here, which is what the tick's label names. Weeks only on an axis of weeks. */
  readonly level: TimeUnit;
  /** Whether a longer unit than that of the step begins here (on an axis of weeks: the first Monday of a month). */
  readonly major: boolean;
}

export interface TimeTicks {
  /** Distance of the ticks. */
  readonly step: Step;
  readonly ticks: readonly Tick[];
}

const ORDER: Readonly<Record<TimeUnit, number>> = { minute: 0, hour: 1, day: 2, week: 3, month: 4, year: 5 };

// Two or three days are left out: they do not divide months, so that the ticks would jump at each first.
const STEPS: readonly Step[] = [
  ...[5, 10, 15, 30].map((count) => ({ unit: 'minute', count }) as const),
  ...[1, 2, 3, 6, 12].map((count) => ({ unit: 'hour', count }) as const),
  { unit: 'day', count: 1 },
  { unit: 'week', count: 1 },
  ...[1, 3, 6].map((count) => ({ unit: 'month', count }) as const),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((count) => ({ unit: 'year', count }) as const)
];

/** The finest step, from 5 minutes up, that gives about `maxCount` ticks or fewer in a span of this length. */
export function tickStep(lengthMs: number, maxCount: number): Step {
  const fits = (step: Step) => lengthMs / stepMs(step) <= maxCount;
  return STEPS.find(fits) ?? { unit: 'year', count: 10_000 };
}

/**
 * Ticks of a time axis at whole units of the zone, ascending, inside [from, to]. At most maxCount + 2 of them: months
 * differ in length, and a repeated hour has its ticks twice. Throws RangeError for an unknown zone or where maxCount
 * is not at least 1. Example: `timeTicks({ from, to }, 'Europe/Amsterdam', 10)`.
 */
export function timeTicks(span: Span, zone: string, maxCount: number): TimeTicks {
  if (!(maxCount >= 1)) throw new RangeError(`A time axis wants room for one tick or more, not ${maxCount}`);
  const from = Math.max(span.from, TIME_LIMITS.from);
  const to = Math.min(span.to, TIME_LIMITS.to);
  const step = tickStep(Math.max(0, to - from), maxCount);
  const instants =
    ORDER[step.unit] < ORDER.day ? clockTicks({ from, to }, zone, step) : dateTicks({ from, to }, zone, step);
  return { step, ticks: instants.map((at) => tickAt(at, zone, step)) };
}

/** Between two settings of the clock the ticks lie evenly; days begin with a tick even where midnight is skipped. */
function clockTicks(span: Span, zone: string, step: Step): number[] {
  const every = stepMs(step);
  const found = new Set<number>(dateTicks(span, zone, { unit: 'day', count: 1 }));
  const sets = transitions(span, zone).map((set) => set.at);
  const starts = [span.from, ...sets];
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? span.to + 1;
    const local = toLocal(start, zone);
    for (let at = start + (Math.ceil(local / every) * every - local); at < end; at += every) found.add(at);
  });
  return [...found].sort((a, b) => a - b);
}

function dateTicks(span: Span, zone: string, step: Step): number[] {
  const found = new Set<number>();
  let local = localStepStart(toLocal(span.from, zone), step);
  for (let at = firstInstant(local, zone); at <= span.to; at = firstInstant(local, zone)) {
    // A skipped date (Samoa, 30 December 2011) begins with the next one: the set keeps one of the two.
    if (at >= span.from) found.add(at);
    local = addLocal(local, step.unit, step.count);
  }
  return [...found];
}

function tickAt(at: number, zone: string, step: Step): Tick {
  if (step.unit === 'week') {
    const day = new Date(toLocal(at, zone)).getUTCDate();
    return { at, level: 'week', major: day <= 7 };
  }
  const level = levelOf(at, zone);
  return { at, level, major: ORDER[level] > ORDER[step.unit] };
}

function levelOf(at: number, zone: string): TimeUnit {
  const local = toLocal(at, zone);
  const begins = (unit: TimeUnit) => firstInstant(localStart(local, unit), zone) === at;
  if (begins('day')) return begins('year') ? 'year' : begins('month') ? 'month' : 'day';
  return local % HOUR_MS === 0 ? 'hour' : 'minute';
}
