/** All that is known of a word, in one look-up: the topics it tells of, and what it is as part of names. */

import { mayBeNameInLowerCase } from '../names/candidates.ts';
import { type Lexicon, TAGGED } from '../names/lexicon.ts';
import { topicsOfKey } from './identifiers.ts';
import { TOPIC, TOPIC_WORDS } from './topics.ts';

/** What is known of a word, in one number: the lexicon's flags in the lower bits, then these, then which of `topicSets` is its. */
export const KNOWN = {
  FLAGS: TAGGED,
  /** In lower case too it may be part of a name. */
  LOWER_NAME: TAGGED + 1,
  LOWER_NAME_SHIFT: 31 - Math.clz32(TAGGED + 1),
  TOPICS_SHIFT: 32 - Math.clz32(TAGGED + 1),
} as const;

/** As many entries as there are different words in most texts of some megabytes; 256 KB, which a core's second cache holds. */
const BITS = 15;

/** Where the entry of a word is, by its hash: the hash itself, and behind it what is known. */
export const entryOf = (hash: number): number => (Math.imul(hash, 0x9e3779b1) >>> (32 - BITS)) << 1;

/**
 * What is known of the words met lately. Topics come from one table and flags from another, larger than any cache, and words
 * repeat: so each is looked up in both once and remembered. It holds no words, only their hashes.
 */
export interface Vocabulary {
  readonly entries: Int32Array;
  /** All the sets of topics that a word may have; the first is empty. */
  readonly topicSets: Int32Array;
  /** Puts a word in the place of whatever has its entry. */
  readonly learn: (hash: number) => void;
}

/** Room for different sets of topics: words have some hundred. */
const MOST_SETS = 1024;

/** The vocabulary of a lexicon; without one no word is known as part of names. */
export const createVocabulary = (lexicon?: Lexicon): Vocabulary => {
  const entries = new Int32Array(2 << BITS);
  const topicSets = new Int32Array(MOST_SETS);
  let sets = 1;
  const setOf = (topics: number): number => {
    const known = topicSets.subarray(0, sets).indexOf(topics);
    if (known >= 0) return known;
    topicSets[sets] = topics;
    return sets++;
  };
  const learn = (hash: number): void => {
    const entry = entryOf(hash);
    const topics = TOPIC_WORDS.bitsOf(hash);
    const flags = lexicon === undefined ? 0 : lexicon.bitsOf(hash) & TAGGED;
    entries[entry] = hash;
    entries[entry + 1] =
      flags |
      (mayBeNameInLowerCase(flags) ? KNOWN.LOWER_NAME : 0) |
      (topics === 0 ? 0 : setOf(topics) << KNOWN.TOPICS_SHIFT);
  };
  return { entries, topicSets, learn };
};

/** What the parts of a word with a hyphen may tell beside the whole: nothing about streets, months and people. */
const PART_TOPICS = ~(
  TOPIC.DOT |
  TOPIC.MONTH |
  TOPIC.STREET |
  TOPIC.STREET_FIRST |
  TOPIC.UNIT |
  TOPIC.MILITARY |
  TOPIC.ADDRESS |
  TOPIC.NO_ADDRESS |
  TOPIC.LINE |
  TOPIC.PERSON
);

/** Longer words with hyphens are no names of fields. */
const MAX_HYPHENATED = 40;

/** The topics that the parts of a word with a hyphen tell: `bsn-nummer`. */
export const topicsOfHyphenated = (text: string, start: number, end: number): number =>
  end - start > MAX_HYPHENATED ? 0 : topicsOfKey(text.slice(start, end)) & PART_TOPICS;
