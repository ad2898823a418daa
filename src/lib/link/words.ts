import { analysisWords } from './words-analysis.ts';
import { mapChoiceWords } from './words-map-choice.ts';
import type { Area, Extent, Filter, ListDimension, ValueLists } from '../domain/filter.ts';
import { bucketWords, type View } from '../domain/view.ts';
import { formatInstant, formatRange, zoneLabel, type Locale } from '../time/format.ts';

/** What a link says about one parameter. */
export interface ViewWord {
  /** Name of the parameter in the address. */
  readonly parameter: string;
  readonly text: string;
}

/** How the case names what a view holds by code; what is not given, or unknown to it, is named by its code. */
export interface Names {
  readonly case?: (id: string) => string | undefined;
  readonly region?: (code: string) => string | undefined;
  readonly selection?: (selection: string) => string | undefined;
  readonly cell?: (cell: number) => string | undefined;
  /** Zone of the case; UTC where it is not known. */
  readonly zone?: string;
  readonly locale?: Locale;
}

interface ListWords {
  readonly parameter: string;
  readonly field: ListDimension;
  readonly kept: string;
  readonly leftOut: string;
}

/** How the lists are told that stand behind the places; regions stand before them. */
const LIST_WORDS: readonly ListWords[] = [
  {
    parameter: 'kind',
    field: 'kinds',
    kept: 'events of the kind',
    leftOut: 'events not of the kind'
  },
  { parameter: 'commodity', field: 'commodities', kept: 'events with', leftOut: 'events without' },
  {
    parameter: 'operation',
    field: 'operations',
    kept: 'events of the operation',
    leftOut: 'events not of the operation'
  },
  {
    parameter: 'agency',
    field: 'agencies',
    kept: 'events of the agency',
    leftOut: 'events not of the agency'
  },
  {
    parameter: 'grade',
    field: 'grades',
    kept: 'events with the source grade',
    leftOut: 'events without the source grade'
  },
  {
    parameter: 'traffic',
    field: 'traffic',
    kept: 'message traffic of the kind',
    leftOut: 'message traffic not of the kind'
  }
];

type Words = readonly (readonly [parameter: string, text: string | null])[];

/** What a view says in plain words, one entry per parameter that differs from the default, in the order of links. */
export function describeView(view: View, names: Names = {}): readonly ViewWord[] {
  const { filter } = view;
  const time = (at: number) => timeText(at, view, names);
  const lists = ({ parameter, field, kept, leftOut }: ListWords): Words => [
    [parameter, listed(kept, valueNames(filter, field, names))],
    [`not-${parameter}`, listed(leftOut, valueNames(filter.not, field, names))]
  ];
  const words: Words = [
    ['case', optional(view.case, (id) => `case ${named(id, names.case)}`)],
    ['from', optional(view.from, (at) => `from ${time(at)}, included`)],
    ['to', optional(view.to, (at) => `up to ${time(at)}, excluded`)],
    ['span', optional(view.span, ({ from, to }) => `timeline from ${time(from)} to ${time(to)}`)],
    ['lanes', laneWords(view.lanes)],
    ['folded', view.folded.length === 0 ? null : `folded lanes: ${view.folded.join(', ')}`],
    ['bars', view.bars === 'auto' ? null : `activity per ${bucketWords(view.bars)}`],
    ['usual', view.usual === 'on' ? null : 'the usual range of activity is not drawn'],
    ...lists({ parameter: 'region', field: 'regions', kept: 'in', leftOut: 'not in' }),
    ['area', listed('inside', filter.areas.map(areaText))],
    ['cell', listed('in', cellNames(filter, names))],
    ['extent', optional(filter.extent, (extent) => `inside the part of the map ${extentText(extent)}`)],
    ...LIST_WORDS.flatMap(lists),
    ['q', filter.text === '' ? null : `events that mention "${filter.text}"`],
    ['map', optional(view.camera, ({ lat, lon, zoom }) => `map at ${pointText(lon, lat)}, zoom ${zoom}`)],
    ['layer', view.layer === 'count' ? null : `cells show ${view.layer}`],
    ...mapChoiceWords(view.map),
    ['sel', optional(view.selection, (id) => `selected: ${named(id, names.selection)}`)],
    ['panel', view.panel === 'events' ? null : `panel ${view.panel} is open`],
    ...analysisWords(view.analysis),
    ['zone', optional(view.zone, (zone) => `times shown in ${zone}`)],
    ['theme', optional(view.theme, (theme) => `${theme} theme`)],
    ['brief', optional(view.brief, (id) => `briefing ${id}`)],
    ['step', optional(view.step, (step) => `step ${step} of the briefing`)],
    ['mode', view.mode === 'dashboard' ? null : `opens in the mode ${view.mode}`],
    ['data', optional(view.data, (mark) => `made on the data with the mark ${mark}`)]
  ];
  return words.flatMap(([parameter, text]) => (text === null ? [] : [{ parameter, text }]));
}

/** One line for a title: case, range and filters, the shortest way. `Casewall` where the view says nothing. */
export function viewTitle(view: View, names: Names = {}): string {
  const { filter } = view;
  const zone = view.zone ?? names.zone ?? 'UTC';
  const list = (field: ListDimension): string =>
    [
      ...valueNames(filter, field, names),
      ...valueNames(filter.not, field, names).map((name) => `not ${name}`)
    ].join(', ');
  const parts = [
    optional(view.case, (id) => named(id, names.case)),
    formatRange(view, zone, names.locale),
    list('regions'),
    areaCount(filter.areas.length),
    cellNames(filter, names).join(', '),
    filter.extent === null ? null : 'map extent',
    ...LIST_WORDS.map(({ field }) => list(field)),
    filter.text === '' ? null : `"${filter.text}"`
  ].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? 'Casewall' : parts.join(' · ');
}

function laneWords(lanes: View['lanes']): string | null {
  if (lanes === 'kind') return null;
  return lanes === 'none' ? 'no lanes of events' : `lanes of events by ${lanes}`;
}

function valueNames(lists: ValueLists, field: ListDimension, names: Names): readonly string[] {
  return field === 'regions' ? lists.regions.map((code) => named(code, names.region)) : lists[field];
}

function cellNames({ cells }: Filter, names: Names): readonly string[] {
  return cells.map((cell) => names.cell?.(cell) ?? `cell ${cell}`);
}

function areaCount(count: number): string {
  return count === 0 ? '' : count === 1 ? 'drawn area' : `${count} drawn areas`;
}

function timeText(at: number, view: View, names: Names): string {
  const zone = view.zone ?? names.zone ?? 'UTC';
  return `${formatInstant(at, 'minute', zone, names.locale)} ${zoneLabel(zone, at)}`;
}

function extentText({ west, south, east, north }: Extent): string {
  return `from ${pointText(west, south)} to ${pointText(east, north)}`;
}

function areaText(corners: Area): string {
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);
  const southWest = pointText(Math.min(...lons), Math.min(...lats));
  const northEast = pointText(Math.max(...lons), Math.max(...lats));
  return `a drawn area of ${corners.length} corners, from ${southWest} to ${northEast}`;
}

function pointText(lon: number, lat: number): string {
  return `${Math.abs(lat)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon)}° ${lon < 0 ? 'W' : 'E'}`;
}

function listed(lead: string, values: readonly string[]): string | null {
  return values.length === 0 ? null : `${lead} ${values.join(' or ')}`;
}

function named(code: string, name: ((code: string) => string | undefined) | undefined): string {
  return name?.(code) ?? code;
}

function optional<T>(value: T | null, text: (value: T) => string): string | null {
  return value === null ? null : text(value);
}
