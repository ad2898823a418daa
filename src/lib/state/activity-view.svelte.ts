import { scaledAmount, type ActivityCube, type HourCounts } from '../domain/activity.ts';
import { trafficUnknown } from '../domain/failure.ts';
import { isActive } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import type { View } from '../domain/view.ts';
import { loadCountryHours, loadHourCube } from '../queries/activity.ts';
import type { TrafficChoice } from '../sql/activity.ts';
import { isAligned } from '../views/activity-cube.ts';
import { rangeCounter } from '../views/range-counter.ts';
import {
  activitySeries,
  silentPeriods,
  withoutSilence,
  type ActivitySeries
} from '../views/activity-series.ts';
import { sumTable } from '../views/sum-table.ts';
import { observationOf, placesWithoutData } from '../views/collection.ts';
import { openFile } from './case-tables.ts';
import { compareWithRollup } from './compare-rollup.ts';
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

/** What activity is shown under. */
export interface Under {
  readonly view: View;
  /** The range in force; null: none. */
  readonly range: Range | null;
  /** Per place 1 kept, 0 not; null: all kept. */
  readonly keep: Uint8Array | null;
}

/** The activity of a case under the View: per place, over time, and in all. The first picture comes from rollups; the full activity is read behind it. */
export class ActivityView {
  readonly #case: OpenedCase;
  readonly #under: Under;
  readonly #hourCube = new Resource<ActivityCube>();
  readonly #countryHours = new Resource<ReadonlyMap<string, HourCounts>>();
  #progress = $state(0);
  /** Kinds of traffic (as text) whose full activity the reader did not want to wait for. */
  #stopped = $state.raw<string | null>(null);

  constructor(opened: OpenedCase, under: Under) {
    this.#case = opened;
    this.#under = under;
  }

  /** Kinds of traffic that count. */
  get traffic(): TrafficChoice {
    const { traffic, not } = this.#under.view.filter;
    return { kept: traffic, leftOut: not.traffic };
  }

  /** Asks for what the first picture does without: the hours of countries, then the full activity. */
  follow(): void {
    const { activity, hourCountry, isDaily, engine, files, places } = this.#case;
    const { traffic } = this;
    const isAsked = isActive(this.#under.view.filter, 'traffic');
    if (hourCountry !== null) {
      this.#countryHours.ask('', async (signal) => {
        const table = await openFile(engine, files, hourCountry, signal);
        return loadCountryHours(engine, table.name, hourColumn(table), table.types.has('devices'), signal);
      });
    }
    if (isDaily && !isAsked) {
      // What a question that is no longer asked failed with is no longer told.
      if (this.#hourCube.phase === 'failed') this.#hourCube.clear();
      return;
    }
    if (activity === null || this.#stopped === this.#cubeKey) return;
    this.#hourCube.ask(this.#cubeKey, async (signal) => {
      this.#progress = 0;
      const table = await openFile(engine, files, activity, signal);
      const hasTraffic = table.types.has('traffic');
      if (isAsked && !hasTraffic) throw trafficUnknown();
      const question = {
        file: table.name,
        hour: hourColumn(table),
        places: places.count,
        hasTraffic,
        traffic,
        byDay: isDaily
      };
      const cube = await loadHourCube(engine, question, (share) => (this.#progress = share), signal);
      if (traffic.kept.length + traffic.leftOut.length === 0) compareWithRollup(cube, this.#case);
      return cube;
    });
  }

  /** Hours by country, once they are there. */
  get countryHours(): ReadonlyMap<string, HourCounts> | null {
    return this.#countryHours.value;
  }

  get #cubeKey(): string {
    return JSON.stringify(this.traffic);
  }

  /** The full activity under the kinds of traffic of the View, once it is there. */
  get fullCube(): ActivityCube | null {
    return this.#hourCube.answers(this.#cubeKey) ? this.#hourCube.value : null;
  }

  /** Whether the reader stopped the reading of the full activity: what needs it says so. */
  get isStopped(): boolean {
    return this.#stopped === this.#cubeKey && this.fullCube === null;
  }

  stop(): void {
    this.#stopped = this.#cubeKey;
    this.#hourCube.cancel();
  }

  /** Reads the full activity after all. */
  resume(): void {
    this.#stopped = null;
  }

  /** The coarsest counts that answer the range exactly; null while they are still being read. */
  cube = $derived.by((): ActivityCube | null => {
    if (this.fullCube !== null) return this.fullCube;
    const { dayCube, activity, isDaily } = this.#case;
    if (dayCube === null || isActive(this.#under.view.filter, 'traffic')) return null;
    return isDaily || activity === null || isAligned(this.#under.range ?? ALWAYS, dayCube.binMs)
      ? dayCube
      : null;
  });

  /** Its counts before each bin; null where they would take too much memory. */
  table = $derived.by(() => (this.cube === null ? null : sumTable(this.cube)));

  #counter = $derived.by(() => (this.cube === null ? () => 0 : rangeCounter(this.cube, this.table)));

  placeCounts = $derived.by((): PlaceCounts | null => {
    const { cube } = this;
    if (cube === null) return null;
    const range = this.#under.range ?? ALWAYS;
    const counts = new Float64Array(cube.places);
    const messages = this.#counter(range, this.#under.keep, counts);
    return { counts, noData: placesWithoutData(this.observation, range, cube.binMs, cube.places), messages };
  });

  observation = $derived.by(() => observationOf(this.#collection));

  get #collection() {
    return { collected: this.#case.manifest.activity?.collected ?? [], gaps: this.#case.gaps };
  }

  /** From the first to the last activity; null for a case without. */
  get collectedPeriod(): Range | null {
    const cube = this.#case.dayCube ?? this.fullCube;
    return cube === null || cube.endBin === cube.firstBin
      ? null
      : { from: cube.firstBin * cube.binMs, to: cube.endBin * cube.binMs };
  }

  silence = $derived.by(() => silentPeriods(this.#collection, this.#under.keep, this.#case.places.count));

  series = $derived.by((): ActivitySeries | null => {
    const { countryHours } = this;
    const { hours, dayCube } = this.#case;
    const series = activitySeries(
      { hours, countryHours, dayCube, hourCube: this.fullCube },
      this.#under.view.filter,
      this.#under.keep
    );
    if (series === null) return null;
    const known = withoutSilence(series, this.silence, this.#collection.collected);
    const scale = this.#case.manifest.activity?.scale ?? 1;
    return { ...known, counts: known.counts.map((count) => scaledAmount(count, scale)) };
  });

  /** Sum over the places kept, or why there is none; null where nothing was observed. */
  messages = $derived.by((): number | null | 'pending' | 'stopped' | 'failed' => {
    const { placeCounts } = this;
    if (placeCounts === null) return this.#hasFailed ? 'failed' : this.isStopped ? 'stopped' : 'pending';
    const { noData, messages } = placeCounts;
    const { keep } = this.#under;
    const isSilent =
      noData !== null && noData.every((flag, place) => flag === 1 || (keep !== null && keep[place] === 0));
    return isSilent ? null : messages;
  });

  /**
   * Whether what is shown is exact for the View; so is a case without activity, and one whose activity cannot be read, or
   * was stopped, and says so.
   */
  get isShown(): boolean {
    const isThere = this.placeCounts !== null && this.series !== null;
    return this.#case.manifest.activity === null || isThere || this.isGivenUp;
  }

  /** The full activity cannot be read, or was stopped; what needs it says so. */
  get isGivenUp(): boolean {
    return this.#hasFailed || this.isStopped;
  }

  get #hasFailed(): boolean {
    return this.#hourCube.phase === 'failed' || this.#isTrafficUnknown;
  }

  /** Kinds of traffic are asked for where days hold all of them together, and nothing else is there to be read. */
  get #isTrafficUnknown(): boolean {
    const { activity, dayCube } = this.#case;
    return activity === null && dayCube !== null && isActive(this.#under.view.filter, 'traffic');
  }

  /** Progress of the full activity, 0 to 1; null when it is not being read. */
  get progress(): number | null {
    return this.#hourCube.phase === 'busy' ? this.#progress : null;
  }

  get error(): unknown {
    if (this.#isTrafficUnknown) return trafficUnknown();
    return this.#hourCube.error ?? this.#countryHours.error;
  }

  cancel(): void {
    this.#hourCube.cancel();
    this.#countryHours.cancel();
  }
}
