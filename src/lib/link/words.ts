import { analysisWords } from './words-analysis.ts';
import type { Corner } from '../domain/filter.ts';
import type { View } from '../domain/view.ts';
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
  /** Zone of the case; UTC where it is not known. */
  readonly zone?: string;
  readonly locale?: Locale;
}

/** What a view says in plain words, one entry per parameter that differs from the default, in the order of links. */
export function describeView(view: View, names: Names = {}): readonly ViewWord[] {
  const { filter } = view;
  const time = (at: number) => timeText(at, view, names);
  const words: readonly (readonly [string, string | null])[] = [
    ['case', optional(view.case, (id) => `case ${named(id, names.case)}`)],
    ['from', optional(view.from, (at) => `from ${time(at)}, included`)],
    ['to', optional(view.to, (at) => `up to ${time(at)}, excluded`)],
    ['span', optional(view.span, ({ from, to }) => `timeline from ${time(from)} to ${time(to)}`)],
    [
      'region',
      listed(
        'in',
        filter.regions.map((code) => named(code, names.region))
      )
    ],
    ['area', optional(filter.area, areaText)],
    ['kind', listed('events of the kind', filter.kinds)],
    ['commodity', listed('events with', filter.commodities)],
    ['operation', listed('events of the operation', filter.operations)],
    ['agency', listed('events of the agency', filter.agencies)],
    ['traffic', listed('message traffic of the kind', filter.traffic)],
    ['q', filter.text === '' ? null : `events that mention "${filter.text}"`],
    ['map', optional(view.camera, ({ lat, lon, zoom }) => `map at ${pointText(lon, lat)}, zoom ${zoom}`)],
    ['layer', view.layer === 'count' ? null : `cells show ${view.layer}`],
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
  const parts = [
    optional(view.case, (id) => named(id, names.case)),
    formatRange(view, zone, names.locale),
    filter.regions.map((code) => named(code, names.region)).join(', '),
    filter.area === null ? null : 'drawn area',
    ...[filter.kinds, filter.commodities, filter.operations, filter.agencies, filter.traffic].map((list) =>
      list.join(', ')
    ),
    filter.text === '' ? null : `"${filter.text}"`
  ].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? 'Casewall' : parts.join(' · ');
}

function timeText(at: number, view: View, names: Names): string {
  const zone = view.zone ?? names.zone ?? 'UTC';
  return `${formatInstant(at, 'minute', zone, names.locale)} ${zoneLabel(zone, at)}`;
}

function areaText(corners: readonly Corner[]): string {
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);
  const southWest = pointText(Math.min(...lons), Math.min(...lats));
  const northEast = pointText(Math.max(...lons), Math.max(...lats));
  return `inside a drawn area of ${corners.length} corners, from ${southWest} to ${northEast}`;
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
