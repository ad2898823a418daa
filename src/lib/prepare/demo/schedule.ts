import type { DateBasis, TimePrecision } from '../../domain/event.ts';
import type { DemoCell } from './cells.ts';
import { ALERT_HOUR, caseDayOf, caseMonthOf, hourOf } from './clock.ts';
import { THEMES, type EventDraft, type Theme } from './demo-event.ts';
import type { Effect } from './effects.ts';
import { MARKETS } from './market.ts';
import { between, pick, pickWeighted, shuffled, stream, type Random } from './random.ts';
import { nearTown, reportedSpot, settledTowns } from './spots.ts';
import type { Place, World } from './world.ts';

const HOUR_MS = 3_600_000;

/** Events besides the planted ones. The Dutch results are those announced on 2 July, so theirs come before. */
const BEFORE = { abroad: 56, dutch: 14 };
const AFTER = { abroad: 104, dutch: 42 };
const FIRST = hourOf('2020-04-03T00:00:00Z');
const AFTERMATH = hourOf('2020-06-13T00:00:00Z');
const ANNOUNCEMENT = hourOf('2020-07-02T00:00:00Z');
const LAST = hourOf('2020-10-28T00:00:00Z');

/** Planted events that get a second one in their window, so that the case also holds overlaps. */
const OVERLAPPED = [3, 17, 31];

/** The made-up raids, seizures, arrests and hearings, in no order, without milestones. */
export function scheduledEvents(
  cells: readonly DemoCell[],
  effects: readonly Effect[],
  world: World,
  seed: number
): EventDraft[] {
  const random = stream(seed, 'schedule');
  const towns = settledTowns(cells, world);
  const planted = new Set(effects.map((effect) => effect.region));
  const touched = new Set(effects.flatMap((effect) => effect.cells.map((cell) => cells[cell].region)));
  // Before the alert, only in regions that no planted effect touches: the windows of the others stay clean.
  const free = towns.filter(({ region }) => region !== null && !planted.has(region) && !touched.has(region));
  const context = { world, random, nextTheme: themeDealer(random) };
  const draft = (from: readonly Place[], dutch: boolean, hour: number) =>
    reportedEvent(context, pickTown(from, dutch, random), 24 * Math.floor(hour / 24) + earlyHour(random));
  const times = (count: number, make: () => EventDraft) => Array.from({ length: count }, make);
  const before = () => between(FIRST, ALERT_HOUR - 48, random);
  // Most raids follow soon after the alert, while what was read is still fresh.
  const after = (end: number) => AFTERMATH + Math.floor((end - AFTERMATH) * random() ** 2);
  return [
    ...plantedEvents(effects, context),
    ...OVERLAPPED.map((index) => overlappingEvent(effects[index], context)),
    ...times(BEFORE.abroad, () => draft(free, false, before())),
    ...times(BEFORE.dutch, () => draft(free, true, before())),
    ...times(AFTER.abroad, () => draft(towns, false, after(LAST))),
    ...times(AFTER.dutch, () => draft(towns, true, after(ANNOUNCEMENT)))
  ];
}

/** Most doors are opened before breakfast; UTC. */
function earlyHour(random: Random): number {
  return 3 + Math.floor(18 * random() ** 2);
}

interface Context {
  readonly world: World;
  readonly random: Random;
  readonly nextTheme: (country: string) => Theme;
}

/** Deals the themes round by country, so that each commodity turns up in a country with enough events. */
function themeDealer(random: Random): (country: string) => Theme {
  const decks = new Map<string, Theme[]>();
  return (country) => {
    const deck = decks.get(country) ?? [];
    if (deck.length === 0) deck.push(...shuffled([...THEMES, 'arrest' as const], random));
    decks.set(country, deck);
    return deck.pop() ?? 'arrest';
  };
}

function plantedEvents(effects: readonly Effect[], { world, random, nextTheme }: Context): EventDraft[] {
  return effects.flatMap((effect, index): EventDraft[] => {
    if (effect.role === 'unexplained') return [];
    const start = effect.startHour * HOUR_MS;
    return [
      {
        ...nearTown(effect.place, world, random),
        ...untold(nextTheme(effect.country)),
        start,
        end: effect.precision === 'hour' ? start + between(2, 9, random) * HOUR_MS : null,
        precision: effect.precision,
        dateBasis: 'occurred',
        effect: index
      }
    ];
  });
}

function overlappingEvent(effect: Effect, { world, random, nextTheme }: Context): EventDraft {
  const start = (effect.startHour + 24 * between(2, 4, random)) * HOUR_MS;
  return {
    ...nearTown(effect.place, world, random),
    ...untold(nextTheme(effect.country)),
    start,
    end: null,
    precision: 'hour',
    dateBasis: 'occurred',
    effect: null
  };
}

function reportedEvent({ world, random, nextTheme }: Context, town: Place, hour: number): EventDraft {
  const isHearing = hour > ALERT_HOUR + 24 * 14 && town.country !== 'NL' && random() < 0.3;
  const theme = isHearing ? 'court' : nextTheme(town.country);
  return {
    ...reportedSpot(town, world, random),
    ...untold(theme),
    effect: null,
    ...reportedTime(hour, random)
  };
}

function untold(theme: Theme): Pick<EventDraft, 'theme' | 'title' | 'detail'> {
  return { theme, title: null, detail: null };
}

function pickTown(towns: readonly Place[], dutch: boolean, random: Random): Place {
  const country = dutch ? 'NL' : pickWeighted(MARKETS, (market) => market.raids, random).country;
  const there = towns.filter((town) => town.country === country);
  // All regions of a country may hold planted effects: then any free town abroad will do.
  const from = there.length > 0 || dutch ? there : towns.filter((town) => town.country !== 'NL');
  return pickWeighted(from, (town) => Math.sqrt(town.population), random);
}

function reportedTime(
  hour: number,
  random: Random
): { start: number; end: number | null; precision: TimePrecision; dateBasis: DateBasis } {
  const at = hour * HOUR_MS;
  const chance = random();
  const dateBasis = random() < 0.15 ? 'reported' : 'occurred';
  const end = random() < 0.5 ? at + between(2, 9, random) * HOUR_MS : null;
  if (chance < 0.14) {
    const start = at + 60_000 * pick([0, 5, 10, 15, 20, 30, 40, 45], random);
    return { start, end, precision: 'minute', dateBasis };
  }
  if (chance < 0.55) return { start: at, end, precision: 'hour', dateBasis };
  // June is both before and after the alert: a raid that followed it must not look like one before.
  const isAlertMonth = hour >= ALERT_HOUR && caseMonthOf(at) < ALERT_HOUR * HOUR_MS;
  if (chance < 0.88 || isAlertMonth) return { start: caseDayOf(at), end: null, precision: 'day', dateBasis };
  return {
    start: caseMonthOf(at),
    end: null,
    precision: 'month',
    dateBasis: random() < 0.5 ? 'reported' : 'occurred'
  };
}
