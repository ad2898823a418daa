import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/** A vector tile, not compressed. */
export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly data: Uint8Array;
}

interface Entry {
  readonly id: number;
  /** How many tiles in a row hold the same bytes; 0: the entry points to a leaf directory. */
  run: number;
  readonly offset: number;
  readonly length: number;
}

const HEADER_BYTES = 127;
/** Readers fetch this much at first: header and root directory must fit into it. */
const FIRST_BYTES = 16_384;
const LEAF_ENTRIES = 4096;
const GZIP = 2;
const MVT = 1;

function varint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

/** A directory: four columns of varints (ids as differences, runs, lengths, offsets), gzipped. */
function directory(entries: readonly Entry[]): Buffer {
  const out: number[] = [];
  varint(out, entries.length);
  entries.forEach((entry, i) => varint(out, entry.id - (i === 0 ? 0 : entries[i - 1].id)));
  for (const entry of entries) varint(out, entry.run);
  for (const entry of entries) varint(out, entry.length);
  entries.forEach((entry, i) => {
    const previous = entries[i - 1];
    const follows = i > 0 && entry.offset === previous.offset + previous.length;
    varint(out, follows ? 0 : entry.offset + 1);
  });
  return gzipSync(Uint8Array.from(out), { level: 9 });
}

/** The root directory and its leaves: one level where it fits the first read, else leaves of 4,096 entries. */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = directory(entries);
  if (HEADER_BYTES + whole.length <= FIRST_BYTES) return { root: whole, leaves: Buffer.alloc(0) };
  const leaves: Buffer[] = [];
  const pointers: Entry[] = [];
  let offset = 0;
  for (let i = 0; i < entries.length; i += LEAF_ENTRIES) {
    const leaf = directory(entries.slice(i, i + LEAF_ENTRIES));
    pointers.push({ id: entries[i].id, run: 0, offset, length: leaf.length });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: directory(pointers), leaves: Buffer.concat(leaves) };
}

/**
 * A PMTiles archive (version 3, clustered) of vector tiles, gzipped one by one; tiles of equal bytes are stored once.
 * Specification: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md. Throws RangeError without tiles.
 */
export function pmtilesArchive(tiles: readonly Tile[], metadata: object): Buffer {
  if (tiles.length === 0) throw new RangeError('An archive needs at least one tile');
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((a, b) => a.id - b.id);
  const places = new Map<string, { offset: number; length: number }>();
  const bodies: Buffer[] = [];
  const entries: Entry[] = [];
  let end = 0;
  for (const { id, data } of sorted) {
    const hash = createHash('sha256').update(data).digest('hex');
    let place = places.get(hash);
    if (place === undefined) {
      const body = gzipSync(data, { level: 9 });
      place = { offset: end, length: body.length };
      places.set(hash, place);
      bodies.push(body);
      end += body.length;
    }
    const last = entries.at(-1);
    if (last !== undefined && last.id + last.run === id && last.offset === place.offset) last.run++;
    else entries.push({ id, run: 1, ...place });
  }
  const { root, leaves } = directories(entries);
  const meta = gzipSync(JSON.stringify(metadata), { level: 9 });
  const zooms = tiles.map((tile) => tile.z);

  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const metaAt = HEADER_BYTES + root.length;
  const leavesAt = metaAt + meta.length;
  const dataAt = leavesAt + leaves.length;
  const numbers = [HEADER_BYTES, root.length, metaAt, meta.length, leavesAt, leaves.length, dataAt, end];
  [...numbers, sorted.length, entries.length, bodies.length].forEach((value, i) =>
    header.writeBigUInt64LE(BigInt(value), 8 + 8 * i)
  );
  header.writeUInt8(1, 96); // clustered: tiles lie in the order of their ids
  header.writeUInt8(GZIP, 97);
  header.writeUInt8(GZIP, 98);
  header.writeUInt8(MVT, 99);
  header.writeUInt8(
    zooms.reduce((a, b) => Math.min(a, b)),
    100
  );
  header.writeUInt8(
    zooms.reduce((a, b) => Math.max(a, b)),
    101
  );
  const degrees = [-180, -85.0511, 180, 85.0511];
  degrees.forEach((value, i) => header.writeInt32LE(Math.round(value * 1e7), 102 + 4 * i));
  header.writeUInt8(2, 118); // a first view for readers that want one: zoom 2 at 0, 20
  header.writeInt32LE(0, 119);
  header.writeInt32LE(20e7, 123);
  return Buffer.concat([header, root, meta, leaves, ...bodies]);
}
