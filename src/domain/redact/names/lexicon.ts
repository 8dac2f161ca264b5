/** What is known of words as parts of names: one set of flags per word hash, in a table laid out when the model is made. */
import type { WordTable } from '../tokens/wordtable.ts';

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
  /** Hi, named, sister: a name often follows. */
  CUE: 1 << 10,
  /** Far better known as a product, a company or a movement: standing alone, it names nobody. */
  NAMESAKE: 1 << 15,
} as const;

/** The flags that the tagger's features are made of. */
export const TAGGED = 2 * WORD.CUE - 1;

/** Tells what is known of a word, by its hash. */
export type Lexicon = WordTable;

/** Mixes a hash, so that its upper half says where a word is looked for and its lower half whether it is there. */
export const mix = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return mixed ^ (mixed >>> 13);
};

/** Where a word is looked for first in a table of `size` slots; the next slots follow while they are taken. */
export const slotOf = (mixed: number, size: number): number => Math.floor(((mixed >>> 0) / 4_294_967_296) * size);

/** Words met lately: their checks and flags, 128 KB, since the whole table does not fit a core's cache. */
const RECENT = 32_768;

/**
 * Reads a table as the model file has it: in each slot the lower half of a mixed hash above the flags; 0 is a free slot, and there
 * always is one. A word that is not there is taken for one that is once in some ten thousand words.
 */
export const openLexicon = (slots: Uint32Array): Lexicon => {
  const recent = new Int32Array(RECENT);
  const size = slots.length;
  const search = (mixed: number): number => {
    const check = mixed & 0xffff;
    for (let slot = slotOf(mixed, size); ; slot = slot + 1 === size ? 0 : slot + 1) {
      const entry = slots[slot]!;
      if (entry === 0) return 0;
      if (entry >>> 16 === check) return entry & 0xffff;
    }
  };
  return {
    bitsOf: (hash) => {
      const mixed = mix(hash);
      // Fifteen upper bits say where, sixteen lower ones whether: together they are the hash but for one bit.
      const entry = recent[mixed >>> 17]!;
      if (((entry >>> 16) ^ mixed) << 16 === 0 && entry !== 0) return entry & 0xffff;
      const bits = search(mixed);
      recent[mixed >>> 17] = (mixed << 16) | bits;
      return bits;
    },
  };
};
