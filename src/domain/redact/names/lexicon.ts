/** What is known of words as parts of names: one set of flags per word hash, in a table that is laid out when the model is made. */
import { cached, type WordTable } from '../tokens/wordtable.ts';

/** The flags. A word can be several things: `mark` is a common word, a first name and a family name. */
export const WORD = {
  FIRST: 1 << 0,
  /** Among the given names most people have. */
  FREQUENT_FIRST: 1 << 1,
  LAST: 1 << 2,
  FREQUENT_LAST: 1 << 3,
  /** Also written in lower case, outside names. */
  COMMON: 1 << 4,
  VERY_COMMON: 1 << 5,
  /** Mr, Dr, Señora. */
  TITLE: 1 << 6,
  /** van, de, bin. */
  PARTICLE: 1 << 7,
  PLACE: 1 << 8,
  /** Inc, University, Street: what makes the words before it no person. */
  ORGANISATION: 1 << 9,
  /** Far better known as a product, a company or a movement: standing alone, it names nobody. */
  NAMESAKE: 1 << 15,
} as const;

/** The flags that the tagger's features are made of. */
export const TAGGED = WORD.NAMESAKE - 1;

/** Tells what is known of a word, by its hash. */
export type Lexicon = WordTable;

/** Where a word is looked for first; the next slots follow while they are taken. `mask` is the number of slots less one. */
export const lexiconSlot = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;

/** Reads a table as the model file has it: a key of 0 is a free slot, and there is always one. */
export const openLexicon = (keys: Int32Array, flags: Uint16Array): Lexicon => {
  const mask = keys.length - 1;
  return cached({
    bitsOf: (hash) => {
      for (let slot = lexiconSlot(hash, mask); ; slot = (slot + 1) & mask) {
        const key = keys[slot];
        if (key === hash) return flags[slot]!;
        if (key === 0) return 0;
      }
    },
  });
};
