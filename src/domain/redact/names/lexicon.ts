/** What is known of words as parts of names: one set of flags per word hash. */
import { cached, type WordTable, wordTable } from '../tokens/wordtable.ts';

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
} as const;

/** Tells what is known of a word, by its hash. */
export type Lexicon = WordTable;

/** Builds a lexicon from hashes and their flags, index by index. */
export const createLexicon = (hashes: Int32Array, flags: Uint16Array): Lexicon => cached(wordTable(hashes, flags));
