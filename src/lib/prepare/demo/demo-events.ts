import type { DemoCell } from './cells.ts';
import type { DemoEvent, EventDraft } from './demo-event.ts';
import type { Effect } from './effects.ts';
import { haulsOf } from './hauls.ts';
import { marketOf } from './market.ts';
import { MILESTONES } from './milestones.ts';
import { pick, pickWeighted, stream, type Random } from './random.ts';
import { scheduledEvents } from './schedule.ts';
import { kindOf, operationOf, summaryOf, titleOf } from './wording.ts';
import type { World } from './world.ts';

/** All events of the demo with their items, in order of time, numbered ev-0001 and so on. */
export function demoEvents(
  cells: readonly DemoCell[],
  effects: readonly Effect[],
  world: World,
  seed: number
): DemoEvent[] {
  const drafts = [...MILESTONES, ...scheduledEvents(cells, effects, world, seed)];
  const ordered = drafts
    .map((draft, index) => ({ draft, index }))
    .sort((a, b) => a.draft.start - b.draft.start || a.index - b.index)
    .map(({ draft }) => draft);
  const hauls = haulsOf(ordered, stream(seed, 'hauls'));
  const random = stream(seed, 'wording');
  return ordered.map((draft, index) => ({
    ...draft,
    ...told(draft, random),
    id: `ev-${String(index + 1).padStart(4, '0')}`,
    kind: kindOf(draft.theme),
    items: hauls[index]
  }));
}

type Told = Pick<
  DemoEvent,
  'title' | 'summary' | 'operation' | 'agency' | 'sources' | 'sourceGrade' | 'infoGrade' | 'handling'
>;

function told(draft: EventDraft, random: Random): Told {
  const isStep = draft.theme === 'milestone' || draft.theme === 'alert';
  const agency = isStep ? 'Joint team' : agencyOf(draft, random);
  const title = titleOf(draft, random);
  const operation = operationOf(draft.country, random);
  const sources = sourcesOf(draft, agency, random);
  const sourceGrade = pickWeighted(['A', 'B', 'C', 'D'], (grade) => 2 ** -'ABCD'.indexOf(grade), random);
  const infoGrade = pickWeighted(['1', '2', '3', '4'], (grade) => 2 ** -Number(grade), random);
  const handling = pick(['police only', 'judicial', 'open'], random);
  return {
    title,
    summary: summaryOf(draft, agency),
    operation: isStep ? null : operation,
    agency,
    sources: isStep ? ['joint-statement', 'case-file'] : sources,
    sourceGrade: isStep ? 'A' : sourceGrade,
    infoGrade: isStep ? '1' : infoGrade,
    handling: isStep ? 'open' : handling
  };
}

function agencyOf({ country, theme }: EventDraft, random: Random): string {
  const agencies = marketOf(country)?.agencies ?? ['Joint team'];
  if (theme === 'court') return country === null ? 'Joint team' : `Court ${country}`;
  return pick(agencies, random);
}

function sourcesOf({ country, theme, dateBasis }: EventDraft, agency: string, random: Random): string[] {
  const own = theme === 'court' ? 'court-list' : agency.startsWith('Customs') ? 'customs-log' : 'police-log';
  const second = country === 'NL' ? 'national-results' : 'case-file';
  const sources = random() < 0.4 ? [own, second] : [own];
  return dateBasis === 'reported' ? [...sources, 'press-review'] : sources;
}
