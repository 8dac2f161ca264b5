/** A map from word hashes to bits: open addressing over two typed arrays, because it is asked once per word of text. */
import { hashWord } from './hash.ts';

/** Read side: the bits kept for a word hash, 0 for a word it does not hold. */
export interface WordTable {
  bitsOf(hash: number): number;
}

const slotOf = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;

/** Builds a table from word hashes and their bits, index by index; bits of a hash that comes twice are united. */
export const wordTable = (hashes: Int32Array, bits: ArrayLike<number>): WordTable => {
  let size = 64;
  while (size < hashes.length * 2) size *= 2;
  const mask = size - 1;
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  for (let at = 0; at < hashes.length; at++) {
    const key = hashes[at] || 1;
    let slot = slotOf(key, mask);
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    keys[slot] = key;
    values[slot]! |= bits[at]!;
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

/** Builds a table from pairs of word hash and bits. */
export const wordTableOf = (pairs: readonly (readonly [hash: number, bits: number])[]): WordTable =>
  wordTable(
    Int32Array.from(pairs, ([hash]) => hash),
    Int32Array.from(pairs, ([, bits]) => bits),
  );

/** Pairs of word hash and bits for words given as one string with spaces between them. */
export const wordsWithBits = (words: string, bits: number): [number, number][] =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [hashWord(word), bits]);

/** A set of word hashes for words given as one string with spaces between them. */
export const wordSet = (words: string): ReadonlySet<number> => new Set(wordsWithBits(words, 1).map(([hash]) => hash));
