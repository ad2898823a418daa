import type { Range } from './range.ts';

/** Version of the case folder format that this program writes, and the highest it reads. */
export const FORMAT_VERSION = 1;

export const MANIFEST_FILE = 'case.json';

/** Names of the files of a case folder, as in the manifest. */
export const FILES = {
  events: 'events.parquet',
  items: 'items.parquet',
  activity: 'activity.parquet',
  cells: 'cells.parquet',
  regions: 'regions.geojson',
  coverage: 'coverage.parquet',
  dayCell: 'rollups/day-cell.parquet',
  hourCountry: 'rollups/hour-country.parquet',
  hour: 'rollups/hour.parquet'
} as const;

/** Names of the devices of the raw record, where they are no plain numbers. */
export const DEVICES_FILE = 'messages/devices.parquet';

export interface SourceRecord {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  /** ISO date or null. */
  readonly date: string | null;
  /** http or https only; null where there is none. */
  readonly url: string | null;
}

export interface FileRecord {
  /** Path inside the case folder, with forward slashes. */
  readonly path: string;
  readonly rows: number | null;
  readonly bytes: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
}

export interface ActivityRecord {
  /** Length of one observation. `irregular`: only the collected periods hold data. */
  readonly step: 'hour' | 'day' | 'irregular';
  /** What one unit of `messages` stands for, e.g. `messages`, `listings`, `mobility index`. */
  readonly unit: string;
  /** A stored count times this is the value to show, e.g. 0.01 for an index kept in hundredths. */
  readonly scale: number;
  /** Periods in which activity was collected; what lies outside them is "no data", never zero. */
  readonly collected: readonly Range[];
}

/**
 * A file of the raw record and what lies in it, so that a question opens only the files that can answer it. The ranges
 * are those of the rows: first and last value, both included.
 */
export interface MessagePart {
  /** Path inside the case folder; the file is in the list of files as well, with its rows, bytes and hash. */
  readonly path: string;
  /** `cell`: sorted by cell, time, device; `device`: sorted by device, time, cell. */
  readonly order: 'cell' | 'device';
  /** Of a file sorted by device: it holds the devices whose number modulo `buckets` is this; null: any device. */
  readonly bucket: number | null;
  /** Epoch seconds UTC. */
  readonly t: readonly [first: number, last: number];
  readonly device: readonly [first: number, last: number];
  readonly cell: readonly [first: number, last: number];
}

/** The raw record of a case: every message, twice, each time in another order. Never what was written in it. */
export interface MessagesRecord {
  /** Names of the kinds of message, by the number in the column `kind`. */
  readonly kinds: readonly string[];
  readonly buckets: number;
  /** Table of the devices (`device` and `id`, the name that the source gives it); null: the number is the name. */
  readonly devices: string | null;
  readonly parts: readonly MessagePart[];
}

/** The manifest of a case, checked. Times are epoch milliseconds UTC. */
export interface Manifest {
  readonly formatVersion: number;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** True: the data are made up, which every screen, export and briefing must say. */
  readonly synthetic: boolean;
  /** IANA zone of the case. */
  readonly zone: string;
  /** Period that the case covers: activity and dated events. */
  readonly period: Range;
  /** Period of analysis; by default up to the first event of kind `alert`. */
  readonly analysis: Range;
  readonly totals: { readonly messages: number; readonly devices: number | null };
  /** Null: the case has no activity. */
  readonly activity: ActivityRecord | null;
  readonly sources: readonly SourceRecord[];
  /** Absent or null: the case keeps no raw record. */
  readonly messages?: MessagesRecord | null;
  readonly files: readonly FileRecord[];
}

export function fileRecord(manifest: Manifest, path: string): FileRecord | undefined {
  return manifest.files.find((file) => file.path === path);
}
