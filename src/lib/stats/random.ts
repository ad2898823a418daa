/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/** Small fast generator with 32 bits of state (T. Ettinger's mulberry32); the seed is printed with every result. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Puts the entries into a random order, each order being equally likely (Fisher and Yates). Changes the array. */
export function shuffle(entries: Int32Array, random: Random): void {
  for (let i = entries.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const kept = entries[i];
    entries[i] = entries[j];
    entries[j] = kept;
  }
}

/**
 * Calls back once for each order of 0..n-1 (Heap's algorithm; the same array each time, so copy what must last). n at
 * most 10; throws RangeError above, where there are more orders than one should wait for.
 */
export function eachOrder(n: number, visit: (order: Int32Array) => void): void {
  if (n > 10) throw new RangeError(`There are too many orders of ${n} entries to go through`);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const counters = new Int32Array(n);
  visit(order);
  let level = 1;
  while (level < n) {
    if (counters[level] >= level) {
      counters[level] = 0;
      level += 1;
      continue;
    }
    const other = level % 2 === 0 ? 0 : counters[level];
    const kept = order[level];
    order[level] = order[other];
    order[other] = kept;
    visit(order);
    counters[level] += 1;
    level = 1;
  }
}
