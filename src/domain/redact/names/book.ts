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

/** A name's words, and what they are together. */
interface Words {
  readonly text: string;
  readonly words: readonly string[];
}

const readWords = (name: string): Words => {
  const words = wordsOf(name);
  return { text: words.length === 1 ? words[0]! : words.join(' '), words };
};

const holdsAll = (words: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((word) => words.includes(word));

/** The longest of the names that hold all of `words`, if it holds all words of the others too: else it may be anybody. */
const onlyOne = (names: readonly Words[], words: readonly string[]): Words | undefined => {
  let longest: Words | undefined;
  for (const name of names)
    if (holdsAll(name.words, words) && (longest === undefined || name.text.length > longest.text.length))
      longest = name;
  for (const name of names) if (holdsAll(name.words, words) && !holdsAll(longest!.words, name.words)) return undefined;
  return longest;
};

/** An empty book. */
export const createNameBook = (): NameBook => {
  /** The full names that share a word. */
  const sharing = new Map<string, Words[]>();
  const noted = new Map<string, Words>();
  return {
    note: (name) => {
      if (noted.size >= MOST_NAMES || noted.has(name)) return;
      const full = readWords(name);
      noted.set(name, full);
      if (full.words.length < 2) return;
      for (const word of full.words) {
        const others = sharing.get(word);
        if (others === undefined) sharing.set(word, [full]);
        else if (others.length < MAX_SHARING) others.push(full);
      }
    },
    fullNameOf: (name) => {
      const known = noted.get(name);
      const { text, words } = known ?? readWords(name);
      if (known === undefined && noted.size >= MOST_NAMES) return text;
      const [first] = words;
      if (first === undefined) return name.toLowerCase();
      const others = sharing.get(first);
      return (others === undefined ? undefined : onlyOne(others, words)?.text) ?? text;
    },
  };
};
