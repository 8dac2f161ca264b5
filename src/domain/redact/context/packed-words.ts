/** Sets of words that bundles read from the file of topic words, made when they are first asked for. */
import { type WordSet, wordSet } from '../tokens/wordtable.ts';
import { topicWords } from './topic-words.ts';

/** The set that the file calls `name`. */
export const packedWords = (name: keyof ReturnType<typeof topicWords>): WordSet => {
  let made: ReadonlySet<number> | undefined;
  return {
    has: (hash) => {
      made ??= wordSet(topicWords()[name]);
      return made.has(hash);
    },
  };
};
