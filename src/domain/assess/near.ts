/** Finds ideas rather than phrases: a word of one list with words of others near it in the same sentence, in any order after it. */
import { createHashTable, type HashTable } from './hash-table.ts';
import { addMarks, markWords } from './marks.ts';
import { hashWord, type Words } from './words.ts';

/** An idea: a word of `from`, and within `reach` words after it one of each list of `near`. Lists are words with spaces between. */
export interface Idea<Tag> {
  readonly tag: Tag;
  readonly from: string;
  readonly near: readonly string[];
  readonly reach: number;
}

/** Ideas ready to be looked for, up to 31 of them: the table has a bit for each idea that a word begins. */
export interface Ideas<Tag> {
  /** Their bit in the marks of words. */
  readonly bit: number;
  readonly beginnings: HashTable;
  readonly ideas: readonly { readonly tag: Tag; readonly near: readonly HashTable[]; readonly reach: number }[];
}

const hashesOf = (list: string): readonly number[] => list.split(/\s+/).map(hashWord);

/** Prepares ideas. */
export const createIdeas = <Tag>(ideas: readonly Idea<Tag>[]): Ideas<Tag> => {
  const bits = new Map<number, number>();
  ideas.forEach(({ from }, at) => {
    for (const hash of hashesOf(from)) bits.set(hash, (bits.get(hash) ?? 0) | (1 << at));
  });
  return {
    bit: addMarks(bits.keys()),
    beginnings: createHashTable(bits),
    ideas: ideas.map(({ tag, near, reach }) => ({
      tag,
      reach,
      near: near.map((list) => createHashTable(hashesOf(list).map((hash) => [hash, 1]))),
    })),
  };
};

/** The ideas that begin in the text's first `limit` words, each once. */
export const findIdeas = <Tag>(
  { bit, beginnings, ideas }: Ideas<Tag>,
  words: Words,
  limit = words.count,
): readonly Tag[] => {
  markWords(words);
  const { hashes, marks, marked, markedCount } = words;
  let found = 0;
  for (let next = 0; next < markedCount; next += 1) {
    const at = marked[next]!;
    if (at >= limit) break;
    if ((marks[at]! & bit) === 0) continue;
    const begun = beginnings.get(hashes[at]!) & ~found;
    if (begun === 0) continue;
    for (let idea = 0; idea < ideas.length; idea += 1) {
      const { near, reach } = ideas[idea]!;
      if ((begun & (1 << idea)) !== 0 && near.every((list) => isNear(list, words, at, reach))) found |= 1 << idea;
    }
  }
  return found === 0 ? [] : ideas.filter((_, idea) => (found & (1 << idea)) !== 0).map(({ tag }) => tag);
};

const isNear = (list: HashTable, { hashes, sentences }: Words, at: number, reach: number): boolean => {
  for (let next = at + 1; next <= at + reach && sentences[next] === sentences[at]; next += 1) {
    if (list.get(hashes[next]!) !== 0) return true;
  }
  return false;
};
