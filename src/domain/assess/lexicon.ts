/**
 * Finds words and phrases of a list in a text that has been read, with what the list says about each. Phrases are looked up
 * by their first two words together: a lone `the` or `I` begins so many of them that it would be looked into all the time.
 */
import { fold } from './characters.ts';
import { createHashTable, type HashTable } from './hash-table.ts';
import { hashWord, type Words } from './words.ts';

/** What the list says of a phrase, and the phrase itself, to be compared with the text when the hashes agree. */
interface Entry<Tag> {
  readonly words: readonly string[];
  readonly tag: Tag;
}

interface Node<Tag> {
  readonly next: Map<number, Node<Tag>>;
  /** Set where a phrase ends. */
  end?: Entry<Tag>;
}

/** Phrases with a tag each, ready to be searched for. */
export interface Lexicon<Tag> {
  /** Marks for the lowest bits of the hashes of single words and of pairs: small enough to stay in the nearest cache. */
  readonly singleMarks: Uint8Array;
  readonly pairMarks: Uint8Array;
  /** Numbers of the entries of one word, by its hash. */
  readonly singles: HashTable;
  readonly singleEntries: readonly Entry<Tag>[];
  /** Numbers of the nodes after two words, by the hashes of both. */
  readonly pairs: HashTable;
  readonly pairNodes: readonly Node<Tag>[];
}

/** One phrase found: its tag and the words it covers, `from` inclusive, `to` exclusive. */
export interface Hit<Tag> {
  readonly tag: Tag;
  readonly from: number;
  readonly to: number;
}

const SINGLE_MARKS = 1024;
const PAIR_MARKS = 16_384;

const pairHash = (first: number, second: number): number => (Math.imul(first, 0x01000193) ^ second) | 0;

/**
 * Builds a lexicon from phrases of lower-case words separated by one space. `a|b` in a phrase stands for either word,
 * and a word may be optional: `a?`. Words that are known by their hash only can be added, and are not compared.
 */
export const createLexicon = <Tag>(
  entries: Iterable<readonly [phrase: string, tag: Tag]>,
  hashed: Iterable<readonly [hash: number, tag: Tag]> = [],
): Lexicon<Tag> => {
  const singles = new Map<number, Entry<Tag>>();
  const pairs = new Map<number, Node<Tag>>();
  for (const [hash, tag] of hashed) singles.set(hash, { words: [], tag });
  for (const [phrase, tag] of entries) {
    for (const words of expand(phrase.split(' '))) {
      const hashes = words.map(hashWord);
      if (words.length === 1) singles.set(hashes[0]!, { words, tag });
      else if (words.length > 1) nodeFor(pairs, hashes).end = { words, tag };
    }
  }
  const numbered = (keys: Iterable<number>): HashTable => createHashTable([...keys].map((hash, at) => [hash, at + 1]));
  return {
    singleMarks: marksOf(singles.keys(), SINGLE_MARKS),
    pairMarks: marksOf(pairs.keys(), PAIR_MARKS),
    singles: numbered(singles.keys()),
    singleEntries: [...singles.values()],
    pairs: numbered(pairs.keys()),
    pairNodes: [...pairs.values()],
  };
};

const marksOf = (hashes: Iterable<number>, size: number): Uint8Array => {
  const marks = new Uint8Array(size);
  for (const hash of hashes) marks[hash & (size - 1)] = 1;
  return marks;
};

const nodeFor = <Tag>(pairs: Map<number, Node<Tag>>, hashes: readonly number[]): Node<Tag> => {
  let level = pairs;
  let node: Node<Tag> | undefined;
  for (const hash of [pairHash(hashes[0]!, hashes[1]!), ...hashes.slice(2)]) {
    node = level.get(hash);
    if (node === undefined) {
      node = { next: new Map() };
      level.set(hash, node);
    }
    level = node.next;
  }
  return node!;
};

const expand = (words: readonly string[]): readonly (readonly string[])[] =>
  words.reduce<readonly (readonly string[])[]>(
    (phrases, word) => {
      const choices = word
        .replace(/\?$/, '')
        .split('|')
        .map((choice) => [choice]);
      const all = word.endsWith('?') ? [...choices, []] : choices;
      return phrases.flatMap((phrase) => all.map((choice) => [...phrase, ...choice]));
    },
    [[]],
  );

/** Every longest phrase of the lexicon in the text's first `limit` words, in order, not overlapping. */
export const findPhrases = <Tag>(lexicon: Lexicon<Tag>, words: Words, limit = words.count): readonly Hit<Tag>[] => {
  const hits: Hit<Tag>[] = [];
  const { hashes } = words;
  const { singleMarks, pairMarks } = lexicon;
  let from = 0;
  while (from < limit) {
    const hash = hashes[from]!;
    // The row after the last word equals no word, so its pair is in no list.
    const isMarked =
      pairMarks[pairHash(hash, hashes[from + 1]!) & (PAIR_MARKS - 1)] !== 0 ||
      singleMarks[hash & (SINGLE_MARKS - 1)] !== 0;
    const hit = isMarked ? longestAt(lexicon, words, from) : undefined;
    if (hit !== undefined) hits.push(hit);
    from = hit === undefined ? from + 1 : hit.to;
  }
  return hits;
};

const longestAt = <Tag>(lexicon: Lexicon<Tag>, words: Words, from: number): Hit<Tag> | undefined => {
  const { hashes } = words;
  const single = lexicon.singles.get(hashes[from]!);
  const pair = lexicon.pairs.get(pairHash(hashes[from]!, hashes[from + 1]!));
  if (single === 0 && pair === 0) return undefined;
  const entry = single === 0 ? undefined : lexicon.singleEntries[single - 1];
  let longest =
    entry !== undefined && isPhrase(words, from, entry.words) ? { tag: entry.tag, from, to: from + 1 } : undefined;
  let node = pair === 0 ? undefined : lexicon.pairNodes[pair - 1];
  for (let to = from + 2; node !== undefined; to += 1) {
    if (node.end !== undefined && isPhrase(words, from, node.end.words)) longest = { tag: node.end.tag, from, to };
    node = to < words.count ? node.next.get(words.hashes[to]!) : undefined;
  }
  return longest;
};

/** Guards against other words with the same hashes. */
const isPhrase = ({ codes, starts, ends }: Words, from: number, phrase: readonly string[]): boolean => {
  for (let at = 0; at < phrase.length; at += 1) {
    const word = phrase[at]!;
    const start = starts[from + at]!;
    if (ends[from + at]! - start !== word.length) return false;
    for (let place = 0; place < word.length; place += 1) {
      if (fold(codes[start + place]!) !== word.charCodeAt(place)) return false;
    }
  }
  return true;
};
