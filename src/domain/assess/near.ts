/** Finds ideas rather than phrases: a word of one list with words of others near it in the same sentence, in any order after it. */
import type { HashTable } from './hash-table.ts';
import type { Words } from './words.ts';

/** An idea: a word of `from`, and within `reach` words after it one of each of `near`. */
export interface Idea {
  readonly from: HashTable;
  readonly near: readonly HashTable[];
  readonly reach: number;
}

/** Where the idea stands first: the number of its first word; -1 when it does not. */
export const findIdea = ({ from, near, reach }: Idea, words: Words): number => {
  const { count, hashes } = words;
  for (let at = 0; at < count; at += 1) {
    if (from.get(hashes[at]!) !== 0 && near.every((list) => isNear(list, words, at, reach))) return at;
  }
  return -1;
};

const isNear = (list: HashTable, { hashes, sentences }: Words, at: number, reach: number): boolean => {
  for (let next = at + 1; next <= at + reach && sentences[next] === sentences[at]; next += 1) {
    if (list.get(hashes[next]!) !== 0) return true;
  }
  return false;
};
