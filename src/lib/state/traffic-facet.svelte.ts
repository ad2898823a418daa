import type { OpenTable } from '../casefile/open-table.ts';
import { HOUR_MS, scaledAmount } from '../domain/activity.ts';
import { PLACE_DIMENSIONS } from '../domain/filter.ts';
import type { View } from '../domain/view.ts';
import { loadTraffic } from '../queries/activity.ts';
import type { FacetCounts } from '../views/facets.ts';
import { openFile } from './case-tables.ts';
import { hourColumn, type OpenedCase } from './open-case.ts';
import { Resource } from './resource.svelte.ts';

/** The kinds of traffic of a case, with their messages under every other filter; read behind the first picture. */
export class TrafficFacet {
  readonly #case: OpenedCase;
  readonly #under: { readonly view: View };
  readonly #table = new Resource<OpenTable>();
  readonly #counts = new Resource<FacetCounts>();

  constructor(opened: OpenedCase, under: { readonly view: View }) {
    this.#case = opened;
    this.#under = under;
  }

  /** Asks for the counts, where the activity of the case tells kinds of traffic apart. Called from an effect. */
  follow(): void {
    const { activity, engine, files, manifest } = this.#case;
    if (activity === null) return;
    this.#table.ask('', (signal) => openFile(engine, files, activity, signal));
    const table = this.#table.value;
    if (table === null || !table.types.has('traffic')) return;
    const { filter, from, to } = this.#under.view;
    const hourOf = (time: number | null): number | null => (time === null ? null : Math.ceil(time / HOUR_MS));
    const question = {
      file: table.name,
      hour: hourColumn(table),
      filter,
      fromHour: hourOf(from),
      toHour: hourOf(to)
    };
    this.#counts.ask(this.#key, async (signal) => {
      const kinds = await loadTraffic(engine, question, signal);
      const scale = manifest.activity?.scale ?? 1;
      const counts = kinds.map(({ messages }) => scaledAmount(messages, scale));
      return {
        values: kinds.map(({ value }) => value),
        counts,
        possible: counts,
        unit: manifest.activity?.unit
      };
    });
  }

  /** What the counts depend on. */
  get #key(): string {
    const { filter, from, to } = this.#under.view;
    return JSON.stringify([PLACE_DIMENSIONS.map((dimension) => filter[dimension]), filter.not, from, to]);
  }

  /** Null: the case does not tell kinds of traffic apart, or that is not known yet. */
  get facet(): FacetCounts | null {
    return this.#counts.value;
  }

  /** Whether the list, where there is one, shows the View. */
  get isShown(): boolean {
    return this.#counts.value === null || this.#counts.answers(this.#key) || this.#counts.phase === 'failed';
  }

  get error(): unknown {
    return this.#counts.error;
  }

  cancel(): void {
    this.#table.cancel();
    this.#counts.cancel();
  }
}
