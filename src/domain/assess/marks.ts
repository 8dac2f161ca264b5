/**
 * Marks the words of a text once for all lists of words and phrases: one look tells of a word that most of them have nothing with it.
 * The tables are small enough to stay in the nearest cache.
 */
import type { Words } from './words.ts';

/** Bits of the lists that have a word, or two in a row, whose hash ends like this one. */
const SINGLE_MARKS = new Uint8Array(4096);
const PAIR_MARKS = new Uint8Array(16_384);
/** Lists beyond eight share bits, and look closer in vain. */
const BITS = 8;
/** Lists that have been added so far. */
let lists = 0;

/** One hash for two words in a row. */
export const pairHash = (first: number, second: number): number => (Math.imul(first, 0x01000193) ^ second) | 0;

/** Adds a list by the hashes of the words and pairs that anything in it begins with; returns its bit in the marks of words. */
export const addMarks = (singles: Iterable<number>, pairs: Iterable<number> = []): number => {
  const bit = 1 << (lists % BITS);
  lists += 1;
  for (const hash of singles) SINGLE_MARKS[hash & (SINGLE_MARKS.length - 1)]! |= bit;
  for (const hash of pairs) PAIR_MARKS[hash & (PAIR_MARKS.length - 1)]! |= bit;
  return bit;
};

/** Gives each word of a text its mark, unless it has that of all lists. */
export const markWords = (words: Words): void => {
  if (words.lists === lists) return;
  const { count, hashes, marks, marked } = words;
  let found = 0;
  for (let at = 0; at < count; at += 1) {
    const hash = hashes[at]!;
    // The row after the last word equals no word, so its pair is in no list.
    const pair = pairHash(hash, hashes[at + 1]!);
    const mark = PAIR_MARKS[pair & (PAIR_MARKS.length - 1)]! | SINGLE_MARKS[hash & (SINGLE_MARKS.length - 1)]!;
    marks[at] = mark;
    // Written for each word and kept where there is a mark: a branch would be guessed wrong too often.
    marked[found] = at;
    found += (0 - mark) >>> 31;
  }
  words.markedCount = found;
  words.lists = lists;
};
