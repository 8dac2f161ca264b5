/**
 * Finds words and phrases of a list in a text that has been read, with what the list says about each. Phrases are looked up
 * by their first two words together: a lone `the` or `I` begins so many of them that it would be looked into all the time.
 */
import { fold } from './characters.ts';
import { createHashTable, type HashTable } from './hash-table.ts';
import { addMarks, markWords, pairHash } from './marks.ts';
import { hashWord, type Words } from './words.ts';

/** One place of a phrase: the words that may stand there, by hash and as they are, to be compared when the hashes agree. */
interface Slot {
  readonly hashes: readonly number[];
  readonly words: readonly string[];
  readonly isOptional: boolean;
}

interface Phrase<Tag> {
  readonly slots: readonly Slot[];
  readonly tag: Tag;
}

/** Phrases with a tag each. Built when one is first searched, or by `buildLexicons`, so that a cold start does not wait for it. */
export interface Lexicon<Tag> {
  readonly built: () => BuiltLexicon<Tag>;
}

interface BuiltLexicon<Tag> {
  readonly phrases: readonly Phrase<Tag>[];
  /** This lexicon's bit in the marks of words. */
  readonly bit: number;
  /** The chains of phrases that are one word, by its hash, and of those that begin with two words, by the hashes of both. */
  readonly singles: HashTable;
  readonly pairs: HashTable;
  /** Links of chains: a phrase, and the number of the next link or 0. */
  readonly links: readonly number[];
}

/** One phrase found: its tag and the words it covers, `from` inclusive, `to` exclusive. */
export interface Hit<Tag> {
  readonly tag: Tag;
  readonly from: number;
  readonly to: number;
}

/**
 * Builds a lexicon from phrases of lower-case words separated by one space. `a|b` in a phrase stands for either word,
 * and a word may be optional: `a?`. Words that are known by their hash only can be added, and are not compared. Of phrases
 * that match the same words the one given last wins.
 *
 * Only the pairs of words a phrase can begin with are written out. Written out whole, a dozen places with a dozen words each
 * made 600,000 phrases of our lists, and a second of every cold start.
 */
export const createLexicon = <Tag>(
  entries: Iterable<readonly [phrase: string, tag: Tag]>,
  hashed: Iterable<readonly [hash: number, tag: Tag]> = [],
): Lexicon<Tag> => {
  let known: BuiltLexicon<Tag> | undefined;
  const built = (): BuiltLexicon<Tag> => {
    if (known === undefined) {
      known = build(entries, hashed);
      buildLexicons();
    }
    return known;
  };
  UNBUILT.push(built);
  return { built };
};

/** Builds all lexicons now. */
export const buildLexicons = (): void => {
  for (const built of UNBUILT.splice(0)) built();
};

const UNBUILT: (() => unknown)[] = [];

const build = <Tag>(
  entries: Iterable<readonly [phrase: string, tag: Tag]>,
  hashed: Iterable<readonly [hash: number, tag: Tag]>,
): BuiltLexicon<Tag> => {
  const phrases: Phrase<Tag>[] = [];
  const links: number[] = [0, 0];
  const singles = new Map<number, number>();
  const pairs = new Map<number, number>();
  const known = new Map<string, Slot>();
  const link = (chains: Map<number, number>, hash: number): void => {
    const last = chains.get(hash) ?? 0;
    const phrase = phrases.length - 1;
    if (last !== 0 && links[last] === phrase) return;
    links.push(phrase, last);
    chains.set(hash, links.length - 2);
  };
  for (const [hash, tag] of hashed) {
    phrases.push({ slots: [{ hashes: [hash], words: [''], isOptional: false }], tag });
    link(singles, hash);
  }
  for (const [phrase, tag] of entries) {
    const slots = phrase.split(' ').map((place) => slotOf(place, known));
    phrases.push({ slots, tag });
    slots.forEach((first, at) => {
      if (!slots.slice(0, at).every(({ isOptional }) => isOptional)) return;
      const after = slots.slice(at + 1);
      if (after.every(({ isOptional }) => isOptional)) for (const hash of first.hashes) link(singles, hash);
      for (const second of upToTheFirstNeeded(after)) {
        for (const hash of first.hashes) for (const next of second.hashes) link(pairs, pairHash(hash, next));
      }
    });
  }
  const bit = addMarks(singles.keys(), pairs.keys());
  return { phrases, bit, links, singles: createHashTable(singles), pairs: createHashTable(pairs) };
};

/** The slot for a place such as `a|b?`. The same places stand in many phrases, and hashing them is half of the work. */
const slotOf = (place: string, known: Map<string, Slot>): Slot => {
  const before = known.get(place);
  if (before !== undefined) return before;
  const isOptional = place.endsWith('?');
  const words = (isOptional ? place.slice(0, -1) : place).split('|');
  const slot = { hashes: words.map(hashWord), words, isOptional };
  known.set(place, slot);
  return slot;
};

/** The places that may come next: the optional ones, and the first that is not. */
const upToTheFirstNeeded = (slots: readonly Slot[]): readonly Slot[] => {
  const needed = slots.findIndex(({ isOptional }) => !isOptional);
  return needed < 0 ? slots : slots.slice(0, needed + 1);
};

/** Every longest phrase of the lexicon in the text's first `limit` words, in order, not overlapping. */
export const findPhrases = <Tag>(lexicon: Lexicon<Tag>, words: Words, limit = words.count): readonly Hit<Tag>[] => {
  const hits: Hit<Tag>[] = [];
  const built = lexicon.built();
  const { bit } = built;
  markWords(words);
  const { marks, marked, markedCount } = words;
  let searched = 0;
  for (let next = 0; next < markedCount; next += 1) {
    const from = marked[next]!;
    if (from >= limit) break;
    if (from < searched || (marks[from]! & bit) === 0) continue;
    const hit = longestAt(built, words, from);
    if (hit === undefined) continue;
    hits.push(hit);
    searched = hit.to;
  }
  return hits;
};

const longestAt = <Tag>(lexicon: BuiltLexicon<Tag>, words: Words, from: number): Hit<Tag> | undefined => {
  const { phrases, links } = lexicon;
  const hash = words.hashes[from]!;
  let end = from;
  let winner = -1;
  for (const chain of [lexicon.pairs.get(pairHash(hash, words.hashes[from + 1]!)), lexicon.singles.get(hash)]) {
    for (let at = chain; at !== 0; at = links[at + 1]!) {
      const phrase = links[at]!;
      const to = endOf(phrases[phrase]!.slots, words, 0, from);
      if (to > end || (to === end && phrase > winner && to > from)) {
        end = to;
        winner = phrase;
      }
    }
  }
  return winner < 0 ? undefined : { tag: phrases[winner]!.tag, from, to: end };
};

/** Where the longest match of the slots from number `slot` on ends when it starts at the word `at`; -1 when there is none. */
const endOf = (slots: readonly Slot[], words: Words, slot: number, at: number): number => {
  const next = slots[slot];
  if (next === undefined) return at;
  const withIt = at < words.count && takes(next, words, at) ? endOf(slots, words, slot + 1, at + 1) : -1;
  const without = next.isOptional ? endOf(slots, words, slot + 1, at) : -1;
  return Math.max(withIt, without);
};

const takes = ({ hashes, words }: Slot, text: Words, at: number): boolean => {
  const hash = text.hashes[at]!;
  for (let choice = 0; choice < hashes.length; choice += 1) {
    if (hashes[choice] === hash && isWord(text, at, words[choice]!)) return true;
  }
  return false;
};

/** Guards against other words with the same hash. A word known by its hash only is empty here. */
const isWord = ({ codes, starts, ends }: Words, at: number, word: string): boolean => {
  if (word === '') return true;
  const start = starts[at]!;
  if (ends[at]! - start !== word.length) return false;
  for (let place = 0; place < word.length; place += 1) {
    if (fold(codes[start + place]!) !== word.charCodeAt(place)) return false;
  }
  return true;
};
