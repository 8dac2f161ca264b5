/** A map from word hashes to bits: open addressing over two typed arrays, because it is asked once per word of text. */
import { hashWord } from './hash.ts';

/**
 * Words of a filter by which most words that a small table lacks are told at once: 32 bits each, one bit for a word, which
 * stay in the core's first-level cache.
 */
const FILTER_WORDS = 2048;

/** Read side: the bits kept for a word hash, 0 for a word it does not hold. */
export interface WordTable {
  bitsOf(hash: number): number;
}

const slotOf = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;

/** A smaller table can afford to be three quarters empty, so that a word it lacks is seen at the first look; a larger one must be built fast. */
const MANY = 10_000;

/** Builds a table from word hashes and their bits, index by index; bits of a hash that comes twice are united. */
export const wordTable = (hashes: Int32Array, bits: ArrayLike<number>): WordTable => {
  let size = 64;
  const room = hashes.length < MANY ? 4 : 1.4;
  while (size < hashes.length * room) size *= 2;
  const mask = size - 1;
  /** Key and bits side by side, so that one cache line holds both. */
  const slots = new Int32Array(size * 2);
  for (let at = 0; at < hashes.length; at++) {
    const key = hashes[at] || 1;
    let slot = slotOf(key, mask);
    while (slots[slot * 2] !== 0 && slots[slot * 2] !== key) slot = (slot + 1) & mask;
    slots[slot * 2] = key;
    slots[slot * 2 + 1]! |= bits[at]!;
  }
  const bitsOf = (hash: number): number => {
    let slot = slotOf(hash, mask);
    for (;;) {
      const key = slots[slot * 2]!;
      if (key === hash) return slots[slot * 2 + 1]!;
      if (key === 0) return 0;
      slot = (slot + 1) & mask;
    }
  };
  if (hashes.length >= MANY) return { bitsOf };
  const filter = new Int32Array(FILTER_WORDS);
  for (const hash of hashes) filter[(hash >>> 5) & (FILTER_WORDS - 1)]! |= 1 << (hash & 31);
  return {
    bitsOf: (hash) => (((filter[(hash >>> 5) & (FILTER_WORDS - 1)]! >>> (hash & 31)) & 1) === 0 ? 0 : bitsOf(hash)),
  };
};

/** Builds a table from pairs of word hash and bits. */
export const wordTableOf = (pairs: readonly (readonly [hash: number, bits: number])[]): WordTable =>
  wordTable(
    Int32Array.from(pairs, ([hash]) => hash),
    Int32Array.from(pairs, ([, bits]) => bits),
  );

/** A table that is built when it is first asked. */
export const lateTable = (build: () => WordTable): WordTable => {
  let built: WordTable | undefined;
  return {
    bitsOf: (hash) => {
      built ??= build();
      return built.bitsOf(hash);
    },
  };
};

/** Pairs of word hash and bits for words given as one string with spaces between them. */
export const wordsWithBits = (words: string, bits: number): [number, number][] =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [hashWord(word), bits]);

/** Words by their hashes. */
export interface WordSet {
  has(hash: number): boolean;
}

/** A set of word hashes for words given as one string with spaces between them. */
export const wordSet = (words: string): ReadonlySet<number> => new Set(wordsWithBits(words, 1).map(([hash]) => hash));

/** The same, made when it is first asked: for words that few texts ask for, in scripts whose letters take time to look up. */
export const lateWordSet = (words: string): WordSet => {
  let made: ReadonlySet<number> | undefined;
  return {
    has: (hash) => {
      made ??= wordSet(words);
      return made.has(hash);
    },
  };
};
