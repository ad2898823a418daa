import type { Range } from '../domain/range.ts';
import { boundsOfPoints, type Bounds } from '../geo/bounds.ts';
import { formatRange, zoneLabel } from '../time/format.ts';
import {
  cellColumns,
  cellWords,
  rankedPlaces,
  type CellColumn,
  type CellFormat
} from '../views/cell-table.ts';
import { cellLegend, type CellLegend } from '../views/cell-legend.ts';
import { eventLine } from '../views/event-lines.ts';
import {
  countryBadges,
  mapEvents,
  quantityRadii,
  sizeStops,
  SIZE_RADII,
  type CountryBadge,
  type MapEvents
} from '../views/map-events.ts';
import type { MapCells, MapEventSet, MapSelection, PlaceSummary } from '../views/map-model.ts';
import type { KindStyle } from '../views/palette.ts';
import { POSSIBLE } from '../views/tally.ts';
import { placeName, quantityPerEvent } from '../views/workspace.ts';
import type { Atlas } from './atlas.svelte.ts';
import type { Investigation } from './investigation.svelte.ts';

export interface MapNeeds {
  readonly investigation: () => Investigation | null;
  readonly atlas: Atlas;
  readonly zone: () => string;
  readonly locale: string;
  readonly styles: () => readonly KindStyle[];
}

const EUROPE: Bounds = { west: -25, south: 34, east: 45, north: 68 };
const MOST_TOLD = 4;
const MOST_SUMMED_UP = 10;

/** What the map draws and says of the open case under the View. */
export class MapPicture {
  readonly #needs: MapNeeds;

  constructor(needs: MapNeeds) {
    this.#needs = needs;
  }

  #investigation = $derived.by(() => this.#needs.investigation());
  #opened = $derived.by(() => this.#investigation?.case ?? null);
  #table = $derived.by(() => this.#opened?.events ?? null);
  #places = $derived.by(() => this.#opened?.places ?? null);

  /** The places of the case, else its events; Europe while there are neither. */
  bounds = $derived.by((): Bounds => {
    const [places, table] = [this.#places, this.#table];
    const ofPlaces = places === null ? null : boundsOfPoints(places.lon, places.lat);
    const ofEvents = table === null ? null : boundsOfPoints(table.lon, table.lat);
    return ofPlaces ?? ofEvents ?? EUROPE;
  });

  /** A first frame with data may take half a second where WebGL is drawn in software: the lists go first. */
  #isFed = $derived.by(() => this.#investigation?.isListed === true);

  /** Whether there is activity to lay over the map. */
  hasActivity = $derived.by(() => {
    const manifest = this.#opened?.manifest;
    return manifest !== undefined && manifest.activity !== null && this.#places?.count !== 0;
  });

  cells = $derived.by((): MapCells | null => {
    const [investigation, places] = [this.#investigation, this.#places];
    const { atlas } = this.#needs;
    if (!this.#isFed || investigation === null || places === null || places.count === 0) return null;
    if (investigation.needsOutlines && !atlas.isLoaded) return null;
    const { cells } = investigation;
    const ramp = cells.layer === 'change' ? ('diverging' as const) : ('sequential' as const);
    return { places, outlines: atlas.outlines, levels: cells.levels, ramp };
  });

  cellFormat = $derived.by((): CellFormat => {
    const activity = this.#opened?.manifest.activity;
    return {
      locale: this.#needs.locale,
      unit: activity?.unit ?? 'messages',
      factor: activity?.scale ?? 1,
      step: activity?.step ?? 'hour',
      per: this.#investigation?.view.map.per ?? 'hour'
    };
  });

  legend = $derived.by((): CellLegend | null => {
    const [investigation, places, opened] = [this.#investigation, this.#places, this.#opened];
    if (investigation === null || places === null || opened === null) return null;
    const { cells, range } = investigation;
    return cellLegend({
      layer: cells.layer,
      values: cells.values,
      scale: cells.scale,
      format: this.cellFormat,
      place: places.h3[0] === null ? 'region' : 'cell',
      hasRange: range !== null,
      areDevicesKnown: cells.devices !== 'unknown',
      isGivenUp: investigation.activity.isGivenUp,
      baseline: this.#words(opened.manifest.analysis, opened.manifest.zone)
    });
  });

  /** Columns of the table of places; null where there are no values to show. */
  columns = $derived.by((): readonly CellColumn[] | null => {
    const values = this.#investigation?.cells.values ?? null;
    return values === null ? null : cellColumns(values, this.cellFormat);
  });

  /** The places whose colours stand out most. Not worked out while the hand moves. */
  summary = $derived.by((): readonly PlaceSummary[] => {
    const [investigation, columns, places] = [this.#investigation, this.columns, this.#places];
    if (investigation === null || places === null || columns === null || investigation.isBrushing) return [];
    const { value, text } = columns[columns.length - 1];
    const strength = investigation.cells.layer === 'change' ? (at: number) => Math.abs(value(at)) : value;
    return rankedPlaces(places.count, investigation.keep, strength, true)
      .slice(0, MOST_SUMMED_UP)
      .filter((place) => strength(place) > 0)
      .map((place) => ({ key: place, name: this.nameOf(place), amount: text(place) }));
  });

  #located = $derived.by((): MapEvents | null => {
    const slots = this.#needs.styles().map((style) => style.slot);
    return this.#table === null ? null : mapEvents(this.#table, slots);
  });

  #states = $derived.by(
    (): Uint8Array => this.#investigation?.tally?.states ?? new Uint8Array(this.#table?.count ?? 0)
  );

  /** Where one commodity is asked for, symbols stand for its quantity. */
  sizes = $derived.by(() => {
    const table = this.#table;
    const [commodity, ...others] = this.#investigation?.view.filter.commodities ?? [];
    if (table === null || others.length > 0) return null;
    const { measures } = table.quantities;
    const measure = measures.findIndex((entry) => entry.commodity === commodity);
    if (measure < 0) return null;
    const quantities = quantityPerEvent(table, measure);
    const largest = quantities.reduce((most, quantity) => (quantity > most ? quantity : most), 0);
    if (largest <= 0) return null;
    const { unit } = measures[measure];
    const scale = { largest, ...SIZE_RADII };
    return {
      title: unit === 'count' ? commodity : `${commodity} (${unit})`,
      stops: sizeStops(scale),
      radii: quantityRadii(quantities, scale)
    };
  });

  #badges = $derived.by((): readonly CountryBadge[] =>
    this.#table === null ? [] : countryBadges(this.#table, this.#states, this.#needs.atlas.labels).badges
  );

  events = $derived.by((): MapEventSet | null => {
    const located = this.#located;
    if (!this.#isFed || located === null) return null;
    return { located, states: this.#states, radii: this.sizes?.radii ?? null, badges: this.#badges };
  });

  /** Whether hollow symbols are on the map. */
  hasPossible = $derived.by(() => {
    const counted = this.#investigation?.tally?.events;
    return counted !== undefined && counted.possible > counted.certain;
  });

  selection = $derived.by((): MapSelection => {
    const selected = this.#investigation?.view.selection ?? null;
    const row = this.#investigation?.detail?.event.row;
    return {
      place: selected?.startsWith('cell:') === true ? Number(selected.slice(5)) : null,
      events: row === undefined ? [] : [row]
    };
  });

  /** The range in force, with its zone. */
  when = $derived.by((): string => {
    const period = this.#opened?.manifest.period ?? { from: 0, to: 0 };
    const range = this.#investigation?.range ?? null;
    const zone = this.#needs.zone();
    return range === null ? `whole case, ${zoneLabel(zone, period)}` : this.#words(range, zone, period);
  });

  #words(range: Range, zone: string, within: Range = range): string {
    const [from, to] = [range.from, range.to].map((end) => (Number.isFinite(end) ? end : null));
    const label = zoneLabel(zone, { from: from ?? within.from, to: to ?? within.to });
    return `${formatRange({ from, to }, zone, this.#needs.locale)}, ${label}`;
  }

  nameOf(place: number): string {
    const { atlas } = this.#needs;
    return this.#places === null ? '' : placeName(this.#places, place, (code) => atlas.codeName(code));
  }

  describePlace(place: number): string | null {
    const [investigation, places] = [this.#investigation, this.#places];
    if (investigation === null || places === null) return null;
    const { values } = investigation.cells;
    const code = places.region[place] ?? places.country[place];
    const said = values === null ? [] : [...cellWords(values, place, this.cellFormat), this.when];
    const [first, ...rest] = said;
    const lines = [
      this.nameOf(place),
      first ?? '',
      code === null ? '' : this.#needs.atlas.codeName(code),
      ...rest,
      'Right click: where from'
    ];
    return [...new Set(lines)].filter((line) => line !== '').join('\n');
  }

  describeEvents(rows: readonly number[]): string | null {
    const [investigation, opened] = [this.#investigation, this.#opened];
    if (investigation === null || opened === null) return null;
    const { reader } = investigation;
    const shown = rows.slice(0, MOST_TOLD);
    // Not at once: this is called while the tooltip is derived, where nothing may change.
    if (shown.some((row) => !reader.lines.has(row))) queueMicrotask(() => void reader.fetch(shown));
    const style = {
      caseZone: opened.manifest.zone,
      zone: this.#needs.zone(),
      locale: this.#needs.locale,
      countryName: (code: string) => this.#needs.atlas.countryName(code)
    };
    const lines = shown.flatMap((row) => {
      const found = reader.lines.get(row);
      if (found === undefined) return [];
      const line = eventLine(found, style);
      const doubt = this.#states[row] === POSSIBLE ? ' (date may fall outside)' : '';
      return [`${line.title} · ${line.when}${doubt}`];
    });
    if (lines.length === 0) return rows.length === 1 ? 'An event' : `${rows.length} events`;
    const more = rows.length - shown.length;
    return more > 0 ? [...lines, `and ${more} more here`].join('\n') : lines.join('\n');
  }
}
