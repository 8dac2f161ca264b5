/**
 * A fixed table from word hashes to small numbers, in two typed arrays with open addressing. Assessors look up every word
 * of a call in a dozen lists; a Map takes some 20 ns for that and this takes 3.
 */
export interface HashTable {
  /** The number for a hash; 0 when it is not in the table. */
  readonly get: (hash: number) => number;
}

/** Slots for each entry: a quarter full, nearly every look-up ends at the first slot. */
const SLOTS_PER_ENTRY = 4;

/** Makes a table of hashes with their numbers, which must not be 0. */
export const createHashTable = (entries: Iterable<readonly [hash: number, value: number]>): HashTable => {
  const all = [...entries];
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, all.length * SLOTS_PER_ENTRY)));
  const mask = size - 1;
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  for (const [hash, value] of all) {
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (values[slot] !== 0 && keys[slot] !== (hash | 0)) slot = (slot + 1) & mask;
    keys[slot] = hash;
    values[slot] = value;
  }
  return {
    get: (hash) => {
      let slot = (hash ^ (hash >>> 15)) & mask;
      let value = values[slot]!;
      while (value !== 0 && keys[slot] !== hash) {
        slot = (slot + 1) & mask;
        value = values[slot]!;
      }
      return value;
    },
  };
};
