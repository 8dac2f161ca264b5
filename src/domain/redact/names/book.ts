/** Who is who in a document: `Jane`, `Doe` and `Jane Doe` are one person while nobody else is called so. */
import { CHARACTER, classOf } from '../tokens/characters.ts';

/** So many full names with one word in common are looked at; more of them tell no person apart anyway. */
const MAX_SHARING = 16;

/** A document with more different names is a list of people, in which nobody is told by half a name. */
const MOST_NAMES = 2000;

const APOSTROPHE = 39;
const HYPHEN = 45;
const TYPOGRAPHIC_APOSTROPHE = 0x2019;

const isInWord = (code: number): boolean => {
  const kind = classOf(code);
  if (kind >= CHARACTER.LOWER && kind <= CHARACTER.MARK) return kind !== CHARACTER.DIGIT;
  return code === HYPHEN || code === APOSTROPHE || code === TYPOGRAPHIC_APOSTROPHE;
};

/** The words of a name of three letters or more, in lower case. */
const wordsOf = (name: string): readonly string[] => {
  const folded = name.toLowerCase();
  const words: string[] = [];
  let from = 0;
  for (let at = 0; at <= folded.length; at++) {
    if (at < folded.length && isInWord(folded.charCodeAt(at))) continue;
    if (at - from > 2) words.push(folded.slice(from, at));
    from = at + 1;
  }
  return words;
};

/** The names of one document. */
export interface NameBook {
  /** Notes a name that was found. */
  note(name: string): void;
  /** The one full name that all words of `name` are part of, in lower case; the name itself when there is no or more than one. */
  fullNameOf(name: string): string;
}

interface FullName {
  readonly text: string;
  readonly words: readonly string[];
}

const holdsAll = (words: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((word) => words.includes(word));

/** An empty book. */
export const createNameBook = (): NameBook => {
  const sharing = new Map<string, FullName[]>();
  const noted = new Map<string, readonly string[]>();
  const resolve = (name: string): string => {
    const words = noted.get(name) ?? wordsOf(name);
    const [first] = words;
    if (first === undefined) return name.toLowerCase();
    const candidates = (sharing.get(first) ?? []).filter((full) => holdsAll(full.words, words));
    const [one] = candidates;
    if (one === undefined) return words.join(' ');
    const longest = candidates.reduce((best, full) => (full.text.length > best.text.length ? full : best), one);
    return candidates.every((full) => holdsAll(longest.words, full.words)) ? longest.text : words.join(' ');
  };
  return {
    note: (name) => {
      if (noted.size >= MOST_NAMES || noted.has(name)) return;
      const words = wordsOf(name);
      noted.set(name, words);
      if (words.length < 2) return;
      const full = { text: words.join(' '), words };
      for (const word of words) {
        const others = sharing.get(word);
        if (others === undefined) sharing.set(word, [full]);
        else if (others.length < MAX_SHARING) others.push(full);
      }
    },
    fullNameOf: (name) => {
      if (noted.size >= MOST_NAMES && !noted.has(name)) return wordsOf(name).join(' ');
      return resolve(name);
    },
  };
};
