/** Finds words and phrases of a list in a text that has been read, with what the list says about each. */
import { createHashTable, type HashTable } from './hash-table.ts';
import { hashWord, type Words } from './words.ts';

/** One place of a phrase: the words that may stand there, and whether it may stay empty. */
interface Step {
  readonly choices: ReadonlySet<string>;
  readonly hashes: ReadonlySet<number>;
  readonly isOptional: boolean;
}

/** A phrase as it is matched from one of its first words on. */
interface Beginning<Tag> {
  readonly steps: readonly Step[];
  /** The step that the first word fills: later than the first where the steps before may stay empty. */
  readonly step: number;
  readonly tag: Tag;
}

/** Phrases with a tag each, ready to be searched for. */
export interface Lexicon<Tag> {
  /** Numbers of the lists of phrases that begin with a word, by the hash of the word. */
  readonly roots: HashTable;
  readonly beginnings: readonly (readonly Beginning<Tag>[])[];
}

/** One phrase found: its tag and the words it covers, `from` inclusive, `to` exclusive. */
export interface Hit<Tag> {
  readonly tag: Tag;
  readonly from: number;
  readonly to: number;
}

/**
 * Builds a lexicon from phrases of lower-case words separated by one space. `a|b` in a phrase stands for either word, and a word
 * may be optional: `a?`. Phrases are kept as they are written: spelling out what they stand for would take seconds and hundreds of
 * megabytes at a cold start.
 */
export const createLexicon = <Tag>(entries: Iterable<readonly [phrase: string, tag: Tag]>): Lexicon<Tag> => {
  const byFirstWord = new Map<number, Beginning<Tag>[]>();
  for (const [phrase, tag] of entries) {
    const steps = phrase.split(' ').map(toStep);
    for (const [step, { hashes, isOptional }] of steps.entries()) {
      for (const hash of hashes) {
        const list = byFirstWord.get(hash) ?? [];
        list.push({ steps, step, tag });
        byFirstWord.set(hash, list);
      }
      if (!isOptional) break;
    }
  }
  return {
    beginnings: [...byFirstWord.values()],
    roots: createHashTable([...byFirstWord.keys()].map((hash, at) => [hash, at + 1])),
  };
};

const toStep = (word: string): Step => {
  const choices = word.replace(/\?$/, '').split('|');
  return { choices: new Set(choices), hashes: new Set(choices.map(hashWord)), isOptional: word.endsWith('?') };
};

/** Every longest phrase of the lexicon in the text's first `limit` words, in order, not overlapping. */
export const findPhrases = <Tag>(lexicon: Lexicon<Tag>, words: Words, limit = words.count): readonly Hit<Tag>[] => {
  const hits: Hit<Tag>[] = [];
  const { hashes } = words;
  for (let from = 0; from < limit; from += 1) {
    const root = lexicon.roots.get(hashes[from]!);
    if (root === 0) continue;
    let longest: Hit<Tag> | undefined;
    for (const { steps, step, tag } of lexicon.beginnings[root - 1]!) {
      const to = endOf(steps, step, words, from);
      if (to > from && to >= (longest?.to ?? 0)) longest = { tag, from, to };
    }
    if (longest !== undefined) {
      hits.push(longest);
      from = longest.to - 1;
    }
  }
  return hits;
};

/** Where the longest match of the steps from `step` on ends that starts at word `at`; -1 when there is none. */
const endOf = (steps: readonly Step[], step: number, words: Words, at: number): number => {
  const here = steps[step];
  if (here === undefined) return at;
  const taken = isAt(here, words, at) ? endOf(steps, step + 1, words, at + 1) : -1;
  return here.isOptional ? Math.max(taken, endOf(steps, step + 1, words, at)) : taken;
};

/** The hash tells most words apart, and the word itself the rest. */
const isAt = ({ hashes, choices }: Step, { text, starts, ends, count, hashes: read }: Words, at: number): boolean =>
  at < count &&
  hashes.has(read[at]!) &&
  choices.has(text.slice(starts[at], ends[at]).toLowerCase().replaceAll('\u2019', "'"));
