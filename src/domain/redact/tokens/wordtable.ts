/** A map from word hashes to bits: open addressing over two typed arrays, because it is asked once per word of text. */
import { hashWord } from './hash.ts';

/** Read side: the bits kept for a word hash, 0 for a word it does not hold. */
export interface WordTable {
  bitsOf(hash: number): number;
}

const slotOf = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;

/** Builds a table from pairs of word hash and bits; bits of a hash that comes twice are united. A hash of 0 counts as 1. */
export const wordTable = (entries: Iterable<readonly [hash: number, bits: number]>): WordTable => {
  const pairs = [...entries];
  let size = 64;
  while (size < pairs.length * 2) size *= 2;
  const mask = size - 1;
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  for (const [hash, bits] of pairs) {
    const key = hash === 0 ? 1 : hash;
    let slot = slotOf(key, mask);
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    keys[slot] = key;
    values[slot]! |= bits;
  }
  return {
    bitsOf: (hash) => {
      let slot = slotOf(hash, mask);
      for (;;) {
        const key = keys[slot]!;
        if (key === hash) return values[slot]!;
        if (key === 0) return 0;
        slot = (slot + 1) & mask;
      }
    },
  };
};

/** Pairs of word hash and bits for words given as one string with spaces between them. */
export const wordsWithBits = (words: string, bits: number): [number, number][] =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [hashWord(word), bits]);

/** A set of word hashes for words given as one string with spaces between them. */
export const wordSet = (words: string): ReadonlySet<number> => new Set(wordsWithBits(words, 1).map(([hash]) => hash));
