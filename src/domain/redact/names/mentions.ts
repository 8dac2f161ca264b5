/** Who a document names: a name seen once with confidence is recognised wherever one of its words comes again. */
import { hashWord } from '../tokens/hash.ts';
import type { Lexicon } from './lexicon.ts';
import { WORD } from './lexicon.ts';

/** From here on a name is taken for certain. */
const CONFIDENT = 0.93;

/** So many full names with one word in common are looked at; more of them tell no person apart anyway. */
const MAX_SHARING = 16;

const SEPARATORS = /[^\p{L}\p{M}'’-]+/u;

const ONE_WORD = /^[A-Za-z]{3,}$/;

const wordsOf = (name: string): string[] =>
  ONE_WORD.test(name)
    ? [name.toLowerCase()]
    : name
        .toLowerCase()
        .split(SEPARATORS)
        .filter((word) => word.length > 2);

/** The names of one document. */
export interface NameBook {
  /** Notes a name that the tagger found. */
  note(name: string, confidence: number): void;
  /** Tells whether a word alone is part of a name noted with confidence. */
  knows(word: string): boolean;
  /** The one full name that all words of `name` are part of, in lower case; the name itself when there is no or more than one. */
  fullNameOf(name: string): string;
}

/** An empty book; words that `lexicon` knows as common ones are no sign of a person. */
export const createNameBook = (lexicon: Lexicon): NameBook => {
  const certain = new Set<string>();
  const fullNames = new Map<string, Set<string>>();
  const isTelling = (word: string): boolean => (lexicon.bitsOf(hashWord(word)) & (WORD.COMMON | WORD.PARTICLE)) === 0;
  const resolved = new Map<string, string>();
  const resolve = (name: string): string => {
    const words = wordsOf(name);
    const [first] = words;
    if (first === undefined) return name.toLowerCase();
    const candidates = [...(fullNames.get(first) ?? [])].filter((full) =>
      words.every((word) => full.split(' ').includes(word)),
    );
    const longest = candidates.sort((a, b) => b.length - a.length)[0];
    const isOnePerson = candidates.every((full) => full.split(' ').every((word) => longest!.split(' ').includes(word)));
    return longest !== undefined && isOnePerson ? longest : words.join(' ');
  };
  return {
    note: (name, confidence) => {
      const words = wordsOf(name);
      if (words.length > 1) {
        const full = words.join(' ');
        for (const word of words) {
          const sharing = fullNames.get(word) ?? new Set();
          if (sharing.size < MAX_SHARING) fullNames.set(word, sharing.add(full));
        }
      }
      if (confidence >= CONFIDENT) for (const word of words) if (isTelling(word)) certain.add(word);
    },
    knows: (word) => certain.has(word.toLowerCase()),
    fullNameOf: (name) => {
      const known = resolved.get(name);
      if (known !== undefined) return known;
      const full = resolve(name);
      resolved.set(name, full);
      return full;
    },
  };
};
