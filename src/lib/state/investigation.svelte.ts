import { areCells, DAY_MS } from '../domain/activity.ts';
import { METHODS } from '../domain/correlation.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { Failure } from '../domain/failure.ts';
import { keepsAllPlaces, NO_FILTER, pointDimensions, type Filter } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import { hasRange, selectedEvent, type View } from '../domain/view.ts';
import { filteredRows, type Filtered } from '../queries/filtered.ts';
import { sql } from '../sql/sql.ts';
import { devicesOf } from '../views/activity-series.ts';
import { figuresOf, type Figure } from '../views/figures.ts';
import { facetCounts, type Facets } from '../views/facets.ts';
import { CERTAIN, HIDDEN, tallyEvents, type Tally, type TallyQuestion } from '../views/tally.ts';
import { ActivityView } from './activity-view.svelte.ts';
import { CellLayer } from './cell-layer.svelte.ts';
import type { Address } from './address.svelte.ts';
import { EventReader } from './event-reader.svelte.ts';
import { failuresOf } from './failures.ts';
import type { OpenedCase } from './open-case.ts';
import { Resource } from './resource.svelte.ts';
import { TrafficFacet } from './traffic-facet.svelte.ts';

/** An engine that does not come to rest in this time is ended all the same. */
const LONGEST_END_MS = 3000;

/** Lists of values and of events are brought up to date when the hand has rested this long, or lets go: nobody reads them while they run. */
const REST_MS = 400;

/**
 * An open case under the View of the address: everything that the panels show, derived. Queries answer changes of the
 * filter; a move of the brush only counts anew what is in memory.
 */
export class Investigation {
  readonly #address: Address;
  readonly #view: () => View;
  readonly case: OpenedCase;
  readonly #filtered = new Resource<Filtered>();
  readonly activity: ActivityView;
  readonly traffic: TrafficFacet;
  readonly cells: CellLayer;
  readonly reader: EventReader;
  #picks = 0;
  #isClosed = false;
  #preview = $state.raw<Range | null | undefined>(undefined);
  #calm = $state.raw<Range | null>(null);
  #restTimer: ReturnType<typeof setTimeout> | null = null;

  /** view: the View that is about this case. */
  constructor(opened: OpenedCase, address: Address, view: () => View) {
    this.case = opened;
    this.#address = address;
    this.#view = view;
    this.reader = new EventReader(opened.engine, opened.firstLines);
    this.activity = new ActivityView(opened, this);
    this.traffic = new TrafficFacet(opened, this);
    this.cells = new CellLayer(opened, this.activity, this);
  }

  /**
   * Asks what the View needs and has not got yet; with `isAtRest` also what may come behind the first picture. Called from
   * an effect of the page whenever the View changes.
   */
  follow(isAtRest: boolean): void {
    const { engine, events, places } = this.case;
    const { filter } = this.view;
    const tables = { events: events.count, places };
    this.#filtered.ask(this.filterKey, (signal) => filteredRows(engine, filter, tables, signal));
    const id = this.selectedEvent;
    if (id !== null) this.reader.ask(id);
    // The rest comes behind the first picture, of which the list of events is the last to be read.
    const isStatistics = METHODS.some((method) => method === this.view.panel);
    const isWanted = isAtRest || isStatistics || !this.activity.isShown || !this.cells.isShown;
    if (this.#filtered.phase !== 'ready' || !this.isListed) return;
    if (isWanted) {
      this.activity.follow();
      this.cells.follow();
    }
    if (isAtRest) this.traffic.follow();
  }

  /** Whether the list of events has been read, or there is none to read; an open event stands in place of the list. */
  get isListed(): boolean {
    const id = this.selectedEvent;
    const isOpen = id !== null && this.reader.hasAnswered(id);
    return this.rows.length === 0 || this.reader.hasShown || this.view.panel !== 'events' || isOpen;
  }

  get view(): View {
    return this.#view();
  }

  get filterKey(): string {
    return JSON.stringify(this.view.filter);
  }

  /** The range in force: the one under the hand while a brush moves, else that of the View. Null: none. */
  range = $derived.by((): Range | null => {
    if (this.#preview !== undefined) return this.#preview;
    const { view } = this;
    return hasRange(view) ? { from: view.from ?? -Infinity, to: view.to ?? Infinity } : null;
  });

  /** Whether the hand is on the brush. A derived, so that what asks it is not worked out anew on each move. */
  isBrushing = $derived.by((): boolean => this.#preview !== undefined);

  /** What the filter of the View leaves; null while it is being asked. */
  get filtered(): Filtered | null {
    return this.#filtered.answers(this.filterKey) ? this.#filtered.value : null;
  }

  get masks(): Uint16Array | null {
    return this.#filtered.value?.masks ?? null;
  }

  keep = $derived.by((): Uint8Array | null => {
    return keepsAllPlaces(this.view.filter) ? null : (this.#filtered.value?.keep ?? null);
  });

  tally = $derived.by((): Tally | null => {
    const { masks } = this;
    if (masks === null) return null;
    return tallyEvents(this.case.events, this.#question(masks, this.range));
  });

  /** The same for what follows the hand at leisure: lists of events and of values. */
  calmTally = $derived.by((): Tally | null => {
    const { masks } = this;
    if (masks === null || !this.isBrushing) return this.tally;
    return tallyEvents(this.case.events, this.#question(masks, this.#calm));
  });

  facets = $derived.by((): Facets | null => {
    const { masks } = this;
    if (masks === null) return null;
    return facetCounts(this.case.events, this.#question(masks, this.isBrushing ? this.#calm : this.range));
  });

  #question(masks: Uint16Array, range: Range | null): TallyQuestion {
    return { range, masks, pointDimensions: pointDimensions(this.view.filter, areCells(this.case.places)) };
  }

  /** Events under every filter but the range: the timeline is not filtered by its own brush. */
  timelessStates = $derived.by((): Uint8Array => {
    const { masks } = this;
    const states = new Uint8Array(this.case.events.count);
    if (masks !== null)
      for (let row = 0; row < states.length; row++) states[row] = masks[row] === 0 ? CERTAIN : HIDDEN;
    return states;
  });

  /** Rows of the events in the result, in order. */
  rows = $derived.by((): Uint32Array => {
    const states = this.calmTally?.states;
    if (states === undefined) return new Uint32Array(0);
    const rows = new Uint32Array(this.calmTally?.events.possible ?? 0);
    let at = 0;
    for (let row = 0; row < states.length; row++) if (states[row] !== HIDDEN) rows[at++] = row;
    return rows;
  });

  /** Whether the picture needs outlines: places that are regions or countries, not cells. */
  get needsOutlines(): boolean {
    return this.case.places.h3.some((h3) => h3 === null);
  }

  figures = $derived.by((): readonly Figure[] => {
    const { manifest, events } = this.case;
    if (this.tally === null) return [];
    const range = this.range ?? { from: -Infinity, to: Infinity };
    return figuresOf({
      tally: this.tally,
      quantities: events.quantities,
      messages: manifest.activity === null ? 'none' : this.activity.messages,
      messageUnit: manifest.activity?.unit ?? 'messages',
      messageScale: manifest.activity?.scale ?? 1,
      devices: devicesOf(
        { hours: this.case.hours, countryHours: this.activity.countryHours },
        manifest.totals.devices,
        this.view.filter,
        range,
        manifest.period
      )
    });
  });

  get selectedEvent(): string | null {
    return selectedEvent(this.view);
  }

  get detail() {
    return this.selectedEvent === null ? null : this.reader.detail(this.selectedEvent);
  }

  /** The selected event is not in the case. */
  get isSelectionUnknown(): boolean {
    return this.selectedEvent !== null && this.reader.hasAnswered(this.selectedEvent) && this.detail === null;
  }

  /** What failed behind the first picture. */
  get failures(): readonly Failure[] {
    const behind = [this.activity.error, this.cells.error, this.traffic.error];
    const errors = [this.#filtered.error, ...behind, this.reader.error];
    return errors.flatMap((error) => (error === null ? [] : failuresOf(error)));
  }

  /** Whether every panel shows the View. */
  settled = $derived.by((): boolean => {
    if (!this.#filtered.answers(this.filterKey)) return false;
    if (this.selectedEvent !== null && !this.reader.hasAnswered(this.selectedEvent)) return false;
    return this.activity.isShown && this.cells.isShown && this.traffic.isShown;
  });

  /** Shows a range while the hand moves, without touching the address. Lists follow when the hand rests. */
  preview(range: Range | null): void {
    if (!this.isBrushing) this.#calm = this.range;
    this.#preview = range;
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      if (this.#preview !== undefined) this.#calm = this.#preview;
    }, REST_MS);
  }

  /** Back to the range of the View. */
  endPreview(): void {
    this.#preview = undefined;
  }

  /** The hand lets go: the range enters the address. */
  setRange(from: number | null, to: number | null): void {
    this.#address.change({ from, to });
    this.#preview = undefined;
  }

  setFilter(patch: Partial<Filter>): void {
    this.#address.change({ filter: { ...this.view.filter, ...patch } });
  }

  /** Drops every filter and the range. */
  clearAll(): void {
    this.#address.change({ filter: NO_FILTER, from: null, to: null });
  }

  async selectRow(row: number): Promise<void> {
    const pick = ++this.#picks;
    const id = await this.reader.idOf(row);
    // A later pick, of this case or another one, counts.
    if (id !== null && pick === this.#picks && !this.#isClosed) this.#address.change({ selection: id });
  }

  /** Brings the map and the timeline to an event. */
  show(event: CaseEvent): void {
    const { camera } = this.view;
    const place =
      event.lat !== null && event.lon !== null
        ? { lat: event.lat, lon: event.lon, zoom: Math.max(camera?.zoom ?? 0, 8) }
        : camera;
    const row = event.row;
    const { start, startEnd } = this.case.events;
    const room = Math.max(3 * DAY_MS, (startEnd[row] - start[row]) * 0.2);
    const span =
      event.start === null ? this.view.span : { from: start[row] - room, to: startEnd[row] + room };
    this.#address.change({ camera: place, span });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    this.#filtered.cancel();
    this.activity.cancel();
    this.traffic.cancel();
    this.cells.cancel();
    this.reader.cancel();
    // The engine is ended between two queries, not while it reads a file; and soon, whatever it does.
    const isIdle = this.case.engine.run(sql`SELECT 1 AS one`).catch(() => undefined);
    await Promise.race([isIdle, new Promise((resolve) => setTimeout(resolve, LONGEST_END_MS))]);
    await this.case.engine.close();
  }
}
