import type { DemoCell } from './cells.ts';
import { FIRST_DAY, FIRST_HOUR } from './clock.ts';
import type { Counts } from './counts.ts';
import type { Home } from './devices.ts';
import { mix32, streamSeed } from './random.ts';

// Who sends a message follows from seed, hour, cell and the number of its burst alone, by whole numbers below 2^32 and
// plain products of doubles. The same rule stands in raw-sql.ts for the raw record; a test compares the two.

/** A device sends its messages of an hour in bursts of up to so many. */
export const BURST = 3;

/** Of 256 bursts of a cell, so many are by devices that are there for the day, from anywhere. */
export const VISITING = 5;

/** Visiting devices of a cell in a day: a power of 2. */
export const VISITORS = 4;

/** Spreads the bursts of an hour and cell over the hashes; odd, so that no two fall together. */
export const BURST_STEP = 2_246_822_507;

/** A home device is chosen with a skew: the busiest of a cell send several times as much as the quietest. */
export const SKEW = { flat: 0.1, steep: 0.9 };

/** Rows of one table, column by column, all of one length. */
export type Rows = readonly number[][];

export interface DealtDay {
  /** hour, cell, messages, devices */
  readonly activity: Rows;
  /** day, cell, messages, devices */
  readonly dayCell: Rows;
  /** hour, index of the country, messages, devices */
  readonly hourCountry: Rows;
  /** hour, messages, devices */
  readonly hour: Rows;
}

/**
 * Deals the messages of each hour and cell out to devices, and counts at each level the messages and the distinct
 * devices: these do not add up, so each level counts its own. `deal` takes the days 0, 1, 2, ... once each.
 */
export function dealer(cells: readonly DemoCell[], counts: Counts, homes: readonly Home[], seed: number) {
  const hourSeed = streamSeed(seed, 'bursts');
  const visitorSeed = streamSeed(seed, 'visitors');
  const devices = homes.reduce((sum, home) => sum + home.count, 0);
  const countries = [...new Set(cells.map((cell) => cell.country))].sort();
  // A device has been counted where its stamp says so. Days come one by one, and in a day country by country, cell by
  // cell, hour by hour, so the last stamp is enough.
  const inCellHour = new Int32Array(devices).fill(-1);
  const inCellDay = new Int32Array(devices).fill(-1);
  const inCountryHour = new Int32Array(devices * 24).fill(-1);
  const inHour = new Int32Array(devices * 24).fill(-1);
  const seen = new Uint8Array(devices);
  const byCountry = countries.map((country) => cells.filter((cell) => cell.country === country));

  function deal(day: number): DealtDay {
    const rows = { activity: columns(4), dayCell: columns(4), hourCountry: columns(4), hour: columns(3) };
    const hours = { messages: new Array<number>(24).fill(0), devices: new Array<number>(24).fill(0) };
    byCountry.forEach((inCountry, country) => {
      const own = { messages: new Array<number>(24).fill(0), devices: new Array<number>(24).fill(0) };
      for (const { cell } of inCountry) {
        const cellDay = { messages: 0, devices: 0 };
        for (let hour = 0; hour < 24; hour += 1) {
          const index = day * 24 + hour;
          const messages = counts.byHour[index * counts.cells + cell];
          if (messages === 0) continue;
          const stamp = index * counts.cells + cell;
          const key = mix32(mix32((FIRST_HOUR + index) ^ hourSeed) ^ cell);
          let distinct = 0;
          for (let burst = 0; burst * BURST < messages; burst += 1) {
            const device = deviceOf(mix32(key + Math.imul(burst, BURST_STEP)), homes[cell], day, cell);
            if (inCellHour[device] === stamp) continue;
            inCellHour[device] = stamp;
            distinct += 1;
            if (inCellDay[device] !== day * counts.cells + cell) {
              inCellDay[device] = day * counts.cells + cell;
              cellDay.devices += 1;
            }
            const slot = hour * devices + device;
            if (inCountryHour[slot] === day * countries.length + country) continue;
            inCountryHour[slot] = day * countries.length + country;
            own.devices[hour] += 1;
            if (inHour[slot] === day) continue;
            inHour[slot] = day;
            seen[device] = 1;
            hours.devices[hour] += 1;
          }
          add(rows.activity, FIRST_HOUR + index, cell, messages, distinct);
          cellDay.messages += messages;
          own.messages[hour] += messages;
          hours.messages[hour] += messages;
        }
        if (cellDay.messages > 0) add(rows.dayCell, FIRST_DAY + day, cell, cellDay.messages, cellDay.devices);
      }
      own.messages.forEach((messages, hour) => {
        const at = FIRST_HOUR + day * 24 + hour;
        if (messages > 0) add(rows.hourCountry, at, country, messages, own.devices[hour]);
      });
    });
    hours.messages.forEach((messages, hour) => {
      if (messages > 0) add(rows.hour, FIRST_HOUR + day * 24 + hour, messages, hours.devices[hour]);
    });
    return rows;
  }

  function deviceOf(hash: number, home: Home, day: number, cell: number): number {
    if ((hash & 255) < VISITING) {
      const visitor = mix32((FIRST_DAY + day) * VISITORS + ((hash >>> 8) & (VISITORS - 1)));
      return mix32(((visitor ^ visitorSeed) >>> 0) + cell) % devices;
    }
    const share = (hash >>> 8) / 16_777_216;
    return home.first + Math.floor(home.count * share * (SKEW.flat + SKEW.steep * share));
  }

  /** Distinct devices of all days dealt so far. */
  const devicesSeen = () => seen.reduce((sum, flag) => sum + flag, 0);
  return { countries, deal, devicesSeen };
}

function columns(count: number): number[][] {
  return Array.from({ length: count }, () => []);
}

function add(rows: number[][], ...values: readonly number[]): void {
  for (let column = 0; column < values.length; column += 1) rows[column].push(values[column]);
}
