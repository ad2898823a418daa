import type { Engine } from '../engine/engine.ts';
import { eventById, eventsOfRows, type EventRow } from '../queries/events.ts';
import { Resource } from './resource.svelte.ts';

type Detail = NonNullable<Awaited<ReturnType<typeof eventById>>>;

/** Lines of lists that are kept; beyond it the oldest go. */
const MOST_LINES = 5000;

/** Reads events one by one: the lines of lists as they come into sight, and the whole of the selected one. */
export class EventReader {
  readonly #engine: Engine;
  readonly #detail = new Resource<Detail | null>();
  readonly #asked = new Set<number>();
  #lines = $state.raw<ReadonlyMap<number, EventRow>>(new Map());
  #error = $state.raw<unknown>(null);
  #wanted = $state.raw<readonly number[]>([]);
  #hasShown = $state(false);
  /** Questions for titles that are not answered yet. */
  #reading = $state(0);

  constructor(engine: Engine, known: readonly EventRow[]) {
    this.#engine = engine;
    this.#lines = new Map(known.map((row) => [row.row, row]));
    for (const { row } of known) this.#asked.add(row);
  }

  /** Lines read so far, by row. */
  get lines(): ReadonlyMap<number, EventRow> {
    return this.#lines;
  }

  /** Reads those of the lines about to be shown in the list that are not there yet. */
  async need(rows: readonly number[]): Promise<void> {
    this.#wanted = rows;
    await this.fetch(rows);
    if (this.areLinesShown) this.#hasShown = true;
  }

  /** Reads the lines whose titles are about to be shown beside their marks. */
  async needTitles(rows: readonly number[]): Promise<void> {
    this.#reading++;
    await this.fetch(rows);
    this.#reading--;
  }

  /** Reads lines that are not there yet. */
  async fetch(rows: readonly number[]): Promise<void> {
    const missing = rows.filter((row) => !this.#asked.has(row));
    if (missing.length === 0) return;
    for (const row of missing) this.#asked.add(row);
    try {
      const found = await eventsOfRows(this.#engine, missing);
      this.#keep([...this.#lines, ...found.map((row) => [row.row, row] as const)]);
    } catch (error) {
      for (const row of missing) this.#asked.delete(row);
      this.#error = error;
    }
  }

  /** Keeps the newest lines, and those in sight. */
  #keep(lines: readonly (readonly [number, EventRow])[]): void {
    const wanted = new Set(this.#wanted);
    const excess = lines.length - MOST_LINES;
    const kept = lines.filter(([row], index) => index >= excess || wanted.has(row));
    const left = new Map(kept);
    for (const [row] of lines) if (!left.has(row)) this.#asked.delete(row);
    this.#lines = left;
  }

  /** Whether a list has been shown at all. */
  get hasShown(): boolean {
    return this.#hasShown;
  }

  /** Whether the lines and titles last asked for are there. */
  get areLinesShown(): boolean {
    return this.#reading === 0 && this.#wanted.every((row) => this.#lines.has(row));
  }

  /** Id of the event of a row. */
  async idOf(row: number): Promise<string | null> {
    const known = this.#lines.get(row);
    if (known !== undefined) return known.id;
    const [found] = await eventsOfRows(this.#engine, [row]);
    return found?.id ?? null;
  }

  /** Reads the whole of an event. */
  ask(id: string): void {
    this.#detail.ask(id, (signal) => eventById(this.#engine, id, signal));
  }

  hasAnswered(id: string): boolean {
    return this.#detail.answers(id);
  }

  /** The event with its items; null where it is not read yet or the case does not have it. */
  detail(id: string): Detail | null {
    return this.#detail.answers(id) ? this.#detail.value : null;
  }

  get error(): unknown {
    return this.#detail.error ?? this.#error;
  }

  cancel(): void {
    this.#detail.cancel();
  }
}
