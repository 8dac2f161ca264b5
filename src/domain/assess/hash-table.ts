/**
 * A fixed table from word hashes to small numbers, in a typed array with open addressing. Assessors look up every word
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
  // A slot is a number and the hash that has it, side by side: a look-up takes one line of the processor's cache.
  const slots = new Int32Array(2 * size);
  const mask = slots.length - 2;
  const firstSlot = (hash: number): number => ((hash ^ (hash >>> 15)) << 1) & mask;
  for (const [hash, value] of all) {
    let slot = firstSlot(hash);
    while (slots[slot] !== 0 && slots[slot + 1] !== (hash | 0)) slot = (slot + 2) & mask;
    slots[slot] = value;
    slots[slot + 1] = hash;
  }
  return {
    get: (hash) => {
      let slot = firstSlot(hash);
      let value = slots[slot]!;
      while (value !== 0 && slots[slot + 1] !== hash) {
        slot = (slot + 2) & mask;
        value = slots[slot]!;
      }
      return value;
    },
  };
};
