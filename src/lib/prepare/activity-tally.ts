/** Counts of one hour (or day) of a place. */
export interface Count {
  messages: number;
  /** Distinct devices seen, as numbers; null where they are not counted. */
  readonly devices: Set<number> | null;
}

/** Counts by hour, place and kind of traffic, with distinct devices where the source tells them apart. */
export class ActivityTally {
  readonly #byHour = new Map<number, Map<string, Count>>();
  readonly #deviceNumbers = new Map<string, number>();
  readonly #rowsByHour = new Map<number, number>();
  /** Hours in which a place has no value although others do, by place. */
  readonly missing = new Map<number, Set<number>>();

  constructor(readonly countsDevices: boolean) {}

  /** Adds to the count of an hour. `device`: who is behind it, where known. */
  add(hour: number, place: number, traffic: string, messages: number, device: string | null): void {
    const places = this.#byHour.get(hour) ?? new Map<string, Count>();
    this.#byHour.set(hour, places);
    const key = `${place} ${traffic}`;
    const count = places.get(key) ?? { messages: 0, devices: this.countsDevices ? new Set<number>() : null };
    places.set(key, count);
    count.messages += messages;
    if (device !== null) count.devices?.add(this.#deviceNumber(device));
    this.#rowsByHour.set(hour, (this.#rowsByHour.get(hour) ?? 0) + 1);
  }

  /** Notes that a place has no value in an hour: that is a gap, not a zero. */
  addMissing(hour: number, place: number): void {
    const hours = this.missing.get(place) ?? new Set<number>();
    this.missing.set(place, hours.add(hour));
  }

  /** Rows that were added in the hour, whatever their counts. */
  rowsIn(hour: number): number {
    return this.#rowsByHour.get(hour) ?? 0;
  }

  /** Hours with rows, ascending. */
  hours(): readonly number[] {
    return [...this.#byHour.keys()].sort((a, b) => a - b);
  }

  /** Forgets an hour, e.g. because its collection was not complete. */
  drop(hour: number): void {
    this.#byHour.delete(hour);
    this.#rowsByHour.delete(hour);
  }

  /** Every count, in order of the hours. */
  *counts(): Generator<{ hour: number; place: number; traffic: string; count: Count }> {
    for (const hour of this.hours()) {
      for (const [key, count] of this.#byHour.get(hour) ?? []) {
        const split = key.indexOf(' ');
        yield { hour, place: Number(key.slice(0, split)), traffic: key.slice(split + 1), count };
      }
    }
  }

  /** Adds up to coarser counts, with devices counted anew; `keyOf` names the group of an hour and a place. */
  rollup(keyOf: (hour: number, place: number) => string): Map<string, Count> {
    const groups = new Map<string, Count>();
    for (const { hour, place, count } of this.counts()) {
      if (count.messages === 0) continue;
      const key = keyOf(hour, place);
      const group = groups.get(key) ?? {
        messages: 0,
        devices: this.countsDevices ? new Set<number>() : null
      };
      groups.set(key, group);
      group.messages += count.messages;
      for (const device of count.devices ?? []) group.devices?.add(device);
    }
    return groups;
  }

  /** Everything added up; devices are the distinct ones over all hours and places, null where they are not counted. */
  totals(): { readonly messages: number; readonly devices: number | null } {
    const all = this.rollup(() => '').get('');
    return { messages: all?.messages ?? 0, devices: all?.devices?.size ?? null };
  }

  #deviceNumber(device: string): number {
    const known = this.#deviceNumbers.get(device);
    if (known !== undefined) return known;
    const next = this.#deviceNumbers.size;
    this.#deviceNumbers.set(device, next);
    return next;
  }
}
