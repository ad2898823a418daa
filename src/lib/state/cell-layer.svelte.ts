import type { ActivityCube } from '../domain/activity.ts';
import { FILES, fileRecord } from '../domain/case.ts';
import type { Range } from '../domain/range.ts';
import type { Layer } from '../domain/view.ts';
import { loadDeviceCube } from '../queries/activity.ts';
import {
  changesOf,
  countsOf,
  levelsOf,
  ratesOf,
  ratesPerDevice,
  silenceGroups,
  type CellValues,
  type Counted,
  type Counts
} from '../views/cell-values.ts';
import { changeBuffers, type ChangeCounts } from '../views/change-counts.ts';
import { levelScale, type LevelScale } from '../views/map-cells.ts';
import { observedClocks } from '../views/observed-time.ts';
import { sumTable } from '../views/sum-table.ts';
import { hideDropped, rampEnds } from '../views/workspace.ts';
import type { ActivityView, Under } from './activity-view.svelte.ts';
import { openFile } from './case-tables.ts';
import { hourColumn, type OpenedCase } from './open-case.ts';
import { Resource } from './resource.svelte.ts';

const ALWAYS: Range = { from: -Infinity, to: Infinity };

/** What the cells of the map show: counts, rates, or change against the other weeks, in the range in force. */
export class CellLayer {
  readonly #case: OpenedCase;
  readonly #activity: ActivityView;
  readonly #under: Under;
  readonly #devices = new Resource<ActivityCube | 'unknown'>();

  constructor(opened: OpenedCase, activity: ActivityView, under: Under) {
    this.#case = opened;
    this.#activity = activity;
    this.#under = under;
  }

  /** The layer that is drawn: none where the case has no activity. */
  get layer(): Layer {
    const { manifest, places } = this.#case;
    return manifest.activity === null || places.count === 0 ? 'none' : this.#under.view.layer;
  }

  get #isPerDevice(): boolean {
    return this.layer === 'rate' && this.#under.view.map.per === 'device';
  }

  get #step() {
    return this.#case.manifest.activity?.step ?? 'hour';
  }

  /** Reads the device-hours, where the layer needs them: a second column as large as the counts. */
  follow(): void {
    if (!this.#isPerDevice) return;
    const { engine, files, places, manifest, isDaily } = this.#case;
    const { traffic } = this.#activity;
    this.#devices.ask(this.#devicesKey, async (signal) => {
      const record = fileRecord(manifest, FILES.activity);
      if (record === undefined) return 'unknown';
      const table = await openFile(engine, files, record, signal);
      const hasTraffic = table.types.has('traffic');
      // A device that sent two kinds of traffic in an hour is in two rows.
      if (!table.types.has('devices') || (hasTraffic && traffic.kept.length !== 1)) return 'unknown';
      const question = {
        file: table.name,
        hour: hourColumn(table),
        places: places.count,
        hasTraffic,
        traffic,
        byDay: isDaily
      };
      return (await loadDeviceCube(engine, question, () => undefined, signal)) ?? 'unknown';
    });
  }

  get #devicesKey(): string {
    return JSON.stringify(this.#activity.traffic);
  }

  /** Device-hours; null while they are being read, `unknown` where the case does not tell them. */
  get devices(): ActivityCube | 'unknown' | null {
    return this.#devices.answers(this.#devicesKey) ? this.#devices.value : null;
  }

  #clocks = $derived.by(() => observedClocks(this.#activity.observation));
  #silence = $derived.by(() => silenceGroups(this.#activity.observation));
  #buffers = $derived.by(() => changeBuffers(this.#case.places.count));

  /** What the layer shows in the range in force; null: nothing, or not yet. */
  values = $derived.by((): CellValues | null => {
    const { placeCounts } = this.#activity;
    const { range } = this.#under;
    if (this.layer === 'change') return this.#changesIn(range, this.#buffers);
    if (placeCounts === null || this.layer === 'none') return null;
    return this.#amounts({ values: placeCounts.counts, noData: placeCounts.noData }, range ?? ALWAYS);
  });

  /** The same in any range. */
  valuesIn(range: Range | null): CellValues | null {
    const { cube, table, observation } = this.#activity;
    if (this.layer === 'change') return this.#changesIn(range, changeBuffers(this.#case.places.count));
    if (cube === null || this.layer === 'none') return null;
    return this.#amounts(countsOf({ cube, table }, range ?? ALWAYS, observation), range ?? ALWAYS);
  }

  #changesIn(range: Range | null, buffers: ChangeCounts): CellValues | null {
    const { cube, table, fullCube } = this.#activity;
    // Days of UTC are not those of the local week: to compare hours, hours are needed.
    if (cube === null || range === null || (this.#step === 'hour' && fullCube === null)) return null;
    const { analysis, zone } = this.#case.manifest;
    const question = { range, baseline: analysis, step: this.#step, zone };
    return changesOf({ cube, table }, this.#silence, question, buffers);
  }

  #amounts(counts: Counts, range: Range): CellValues | null {
    const { cube } = this.#activity;
    if (this.layer !== 'rate' || cube === null) return { tag: 'count', ...counts };
    if (!this.#isPerDevice) {
      return ratesOf(counts.values, this.#clocks, { range, binMs: cube.binMs, step: this.#step });
    }
    const devices = this.#deviceCounts;
    return devices === null ? null : ratesPerDevice(counts, devices, range);
  }

  #deviceCounts = $derived.by((): Counted | null => {
    const { devices } = this;
    return devices === null || devices === 'unknown' ? null : { cube: devices, table: sumTable(devices) };
  });

  /** What the colours of amounts mean: set by the range of the address, so that a colour keeps its meaning while the hand moves. */
  scale = $derived.by((): LevelScale => {
    const { from, to } = this.#under.view;
    const cells =
      this.layer === 'change' ? null : this.valuesIn({ from: from ?? -Infinity, to: to ?? Infinity });
    const ends = rampEnds(cells === null || cells.tag === 'change' ? new Float64Array(0) : cells.values);
    return levelScale(ends.largest, ends.smallest);
  });

  /** One level a place, for the map; all nothing while there is nothing to show. */
  levels = $derived.by((): Uint8Array => {
    const { values } = this;
    if (values === null) return new Uint8Array(this.#case.places.count);
    return hideDropped(levelsOf(values, this.scale), this.#under.keep);
  });

  /** Whether the layer is exact for the View. */
  get isShown(): boolean {
    if (this.#isPerDevice) return this.#devices.answers(this.#devicesKey) || this.#devices.phase === 'failed';
    const isAsked = this.layer === 'change' && this.#under.range !== null;
    return !isAsked || this.values !== null || this.#activity.isGivenUp;
  }

  get error(): unknown {
    return this.#devices.error;
  }

  cancel(): void {
    this.#devices.cancel();
  }
}
