import { DAY_MS, type ActivityCube } from '../domain/activity.ts';
import type { CaseEvent } from '../domain/event.ts';
import { CaseFailure, isError, type Failure } from '../domain/failure.ts';
import { NO_FILTER, type Filter } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import { hasRange, type View } from '../domain/view.ts';
import { loadHourCube } from '../queries/activity.ts';
import { filteredRows, type Filtered } from '../queries/filtered.ts';
import { isAligned, countsInRange } from '../views/activity-cube.ts';
import {
  activitySeries,
  devicesOf,
  placesWithoutData,
  silentPeriods,
  withoutSilence,
  type ActivitySeries
} from '../views/activity-series.ts';
import { figuresOf, type Figure } from '../views/figures.ts';
import { CERTAIN, HIDDEN, tallyEvents, type Tally } from '../views/tally.ts';
import type { Address } from './address.svelte.ts';
import { openFile } from './case-tables.ts';
import { EventReader } from './event-reader.svelte.ts';
import { hourColumn, type OpenedCase } from './open-case.ts';
import { Resource } from './resource.svelte.ts';

/** Activity per place under the View. */
export interface PlaceCounts {
  readonly counts: Float64Array;
  /** 1 where nothing was collected in the range; null: nowhere. */
  readonly noData: Uint8Array | null;
  /** Sum over the places kept. */
  readonly messages: number;
}

const ALWAYS: Range = { from: -Infinity, to: Infinity };

/**
 * An open case under the View of the address: everything that the panels show, derived. Queries answer changes of the
 * filter; a move of the brush only counts anew what is in memory.
 */
export class Investigation {
  readonly #address: Address;
  readonly case: OpenedCase;
  readonly #filtered = new Resource<Filtered>();
  readonly #hourCube = new Resource<ActivityCube>();
  readonly reader: EventReader;
  #preview = $state.raw<Range | null | undefined>(undefined);
  #progress = $state(0);

  constructor(opened: OpenedCase, address: Address) {
    this.case = opened;
    this.#address = address;
    this.reader = new EventReader(opened.engine);
  }

  /** Asks what the View needs and has not got yet. Called from an effect of the page whenever the View changes. */
  follow(): void {
    const { engine } = this.case;
    const { filter } = this.view;
    this.#filtered.ask(this.filterKey, (signal) => filteredRows(engine, filter, signal));
    const id = this.selectedEvent;
    if (id !== null) this.reader.ask(id);
    // The rest comes behind the first picture.
    if (this.#filtered.phase === 'ready') this.#loadActivity(filter.traffic);
  }

  #loadActivity(traffic: readonly string[]): void {
    const { activity, engine, files, places } = this.case;
    if (activity === null) return;
    this.#hourCube.ask(JSON.stringify(traffic), async (signal) => {
      this.#progress = 0;
      const table = await openFile(engine, files, activity, signal);
      const question = { file: table.name, hour: hourColumn(table), places: places.count, traffic } as const;
      return loadHourCube(engine, question, (share) => (this.#progress = share), signal);
    });
  }

  get view(): View {
    return this.#address.view;
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

  /** Whether the hand is on the brush. */
  get isBrushing(): boolean {
    return this.#preview !== undefined;
  }

  get masks(): Uint16Array | null {
    return this.#filtered.value?.masks ?? null;
  }

  keep = $derived.by((): Uint8Array | null => {
    const { filter } = this.view;
    return filter.regions.length === 0 && filter.area === null ? null : (this.#filtered.value?.keep ?? null);
  });

  tally = $derived.by((): Tally | null => {
    const { masks } = this;
    if (masks === null) return null;
    return tallyEvents(this.case.events, {
      range: this.range,
      masks,
      hasArea: this.view.filter.area !== null
    });
  });

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
    const states = this.tally?.states;
    if (states === undefined) return new Uint32Array(0);
    const rows = new Uint32Array(this.tally?.events.possible ?? 0);
    let at = 0;
    for (let row = 0; row < states.length; row++) if (states[row] !== HIDDEN) rows[at++] = row;
    return rows;
  });

  /** The full activity under the kinds of traffic of the View, once it is there. */
  get fullCube(): ActivityCube | null {
    return this.#hourCube.answers(JSON.stringify(this.view.filter.traffic)) ? this.#hourCube.value : null;
  }

  /** The coarsest counts that answer the range exactly; null while they are still being read. */
  cube = $derived.by((): ActivityCube | null => {
    if (this.fullCube !== null) return this.fullCube;
    const { dayCube, activity } = this.case;
    if (dayCube === null || this.view.filter.traffic.length > 0) return null;
    return activity === null || isAligned(this.range ?? ALWAYS, dayCube.binMs) ? dayCube : null;
  });

  placeCounts = $derived.by((): PlaceCounts | null => {
    const { cube } = this;
    if (cube === null) return null;
    const range = this.range ?? ALWAYS;
    const counts = new Float64Array(cube.places);
    const messages = countsInRange(cube, range, this.keep, counts);
    return { counts, noData: placesWithoutData(this.#collection, range, cube.places), messages };
  });

  /** Activity per place over the whole case: the colours of the map are scaled by it once. */
  wholeCounts = $derived.by((): Float64Array => {
    const cube = this.case.dayCube ?? this.fullCube;
    const counts = new Float64Array(cube?.places ?? 0);
    if (cube !== null) countsInRange(cube, ALWAYS, null, counts);
    return counts;
  });

  get #collection() {
    return { collected: this.case.manifest.activity?.collected ?? [], gaps: this.case.gaps };
  }

  /** From the first to the last activity; null for a case without. */
  get collectedPeriod(): Range | null {
    const cube = this.case.dayCube ?? this.fullCube;
    return cube === null || cube.endBin === cube.firstBin
      ? null
      : { from: cube.firstBin * cube.binMs, to: cube.endBin * cube.binMs };
  }

  /** Whether the picture needs the outlines of countries or regions: places without a cell, events without a point. */
  get needsOutlines(): boolean {
    const { places, events } = this.case;
    return (
      places.h3.some((h3) => h3 === null) ||
      events.country.codes.some(
        (code, row) => Number.isNaN(events.lat[row]) && code < events.country.values.length
      )
    );
  }

  silence = $derived.by(() => silentPeriods(this.#collection, this.keep, this.case.places.count));

  series = $derived.by((): ActivitySeries | null => {
    const { hours, countryHours, dayCube } = this.case;
    const series = activitySeries(
      { hours, countryHours, dayCube, hourCube: this.fullCube },
      this.view.filter,
      this.keep
    );
    return series === null ? null : withoutSilence(series, this.silence, this.#collection.collected);
  });

  figures = $derived.by((): readonly Figure[] => {
    const { manifest, events } = this.case;
    if (this.tally === null) return [];
    const range = this.range ?? ALWAYS;
    const whole = manifest.period;
    return figuresOf({
      tally: this.tally,
      quantities: events.quantities,
      messages: manifest.activity === null ? 'none' : this.#messages(),
      messageUnit: manifest.activity?.unit ?? 'messages',
      messageScale: manifest.activity?.scale ?? 1,
      devices: devicesOf(this.case, manifest.totals.devices, this.view.filter, range, whole)
    });
  });

  /** Null where nothing was collected for any place kept. */
  #messages(): number | null | 'pending' {
    const { placeCounts, keep } = this;
    if (placeCounts === null) return 'pending';
    const { noData, messages } = placeCounts;
    const isSilent =
      noData !== null && noData.every((flag, place) => flag === 1 || (keep !== null && keep[place] === 0));
    return isSilent ? null : messages;
  }

  get selectedEvent(): string | null {
    const { selection } = this.view;
    return selection === null || selection.startsWith('cell:') ? null : selection;
  }

  get detail() {
    return this.selectedEvent === null ? null : this.reader.detail(this.selectedEvent);
  }

  /** The selected event is not in the case. */
  get isSelectionUnknown(): boolean {
    return this.selectedEvent !== null && this.reader.hasAnswered(this.selectedEvent) && this.detail === null;
  }

  /** Progress of the full activity, 0 to 1; null when it is not being read. */
  get activityProgress(): number | null {
    return this.#hourCube.phase === 'busy' ? this.#progress : null;
  }

  /** What failed behind the first picture. */
  get failures(): readonly Failure[] {
    const errors = [this.#filtered, this.#hourCube].flatMap(({ phase, error }) =>
      phase === 'failed' ? [error] : []
    );
    return [...errors, this.reader.error].flatMap((error) => (error === null ? [] : failuresOf(error)));
  }

  /** Whether every panel shows the View. */
  settled = $derived.by((): boolean => {
    if (!this.#filtered.answers(this.filterKey)) return false;
    if (this.selectedEvent !== null && !this.reader.hasAnswered(this.selectedEvent)) return false;
    return (
      this.case.manifest.activity === null ||
      (this.placeCounts !== null && this.series !== null) ||
      this.#hourCube.phase === 'failed'
    );
  });

  /** Shows a range while the hand moves, without touching the address. */
  preview(range: Range | null): void {
    this.#preview = range;
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
    const id = await this.reader.idOf(row);
    if (id !== null) this.#address.change({ selection: id });
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
    this.#filtered.cancel();
    this.#hourCube.cancel();
    this.reader.cancel();
    await this.case.engine.close();
  }
}

/** Any error as failures that a person can read. */
export function failuresOf(error: unknown): readonly Failure[] {
  if (error instanceof CaseFailure) return error.failures.filter(isError);
  const message = error instanceof Error ? error.message : String(error);
  return [
    {
      code: 'unexpected',
      severity: 'error',
      message,
      remedy: 'Reload the page; if it happens again, send this text to whoever looks after Casewall.'
    }
  ];
}
