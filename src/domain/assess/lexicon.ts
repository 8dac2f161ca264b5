/** Finds words and phrases of a list in a text that has been read, with what the list says about each. */
import { createHashTable, type HashTable } from './hash-table.ts';
import { hashWord, type Words } from './words.ts';

interface Node<Tag> {
  next?: Map<number, Node<Tag>>;
  /** Where a phrase ends: its words, and what the list says about it. */
  end?: { readonly words: readonly string[]; readonly tag: Tag };
}

/** Phrases with a tag each, ready to be searched for. */
export interface Lexicon<Tag> {
  /** Numbers of the nodes that phrases begin with, by the hash of their word. */
  readonly roots: HashTable;
  readonly nodes: readonly Node<Tag>[];
}

/** One phrase found: its tag and the words it covers, `from` inclusive, `to` exclusive. */
export interface Hit<Tag> {
  readonly tag: Tag;
  readonly from: number;
  readonly to: number;
}

/**
 * Builds a lexicon from phrases of lower-case words separated by one space. `a|b` in a phrase stands for either word,
 * and a word may be optional: `a?`.
 */
export const createLexicon = <Tag>(entries: Iterable<readonly [phrase: string, tag: Tag]>): Lexicon<Tag> => {
  const roots = new Map<number, Node<Tag>>();
  for (const [phrase, tag] of entries) {
    for (const words of expand(phrase.split(' '))) {
      let level = roots;
      let node: Node<Tag> | undefined;
      for (const word of words) {
        const hash = hashWord(word);
        node = level.get(hash);
        if (node === undefined) {
          node = {};
          level.set(hash, node);
        }
        node.next ??= new Map();
        level = node.next;
      }
      if (node !== undefined) node.end = { words, tag };
    }
  }
  const nodes = [...roots.values()];
  return { nodes, roots: createHashTable([...roots.keys()].map((hash, at) => [hash, at + 1])) };
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

/** Every longest phrase of the lexicon in the text's first `count` words, in order, not overlapping. */
export const findPhrases = <Tag>(
  lexicon: Lexicon<Tag>,
  words: Words,
  count = words.hashes.length,
): readonly Hit<Tag>[] => {
  const hits: Hit<Tag>[] = [];
  const { hashes } = words;
  for (let from = 0; from < count; from += 1) {
    const root = lexicon.roots.get(hashes[from]!);
    if (root === 0) continue;
    let longest: Hit<Tag> | undefined;
    let node = lexicon.nodes[root - 1];
    for (let to = from + 1; node !== undefined; to += 1) {
      if (node.end !== undefined && isPhrase(words, from, node.end.words)) longest = { tag: node.end.tag, from, to };
      node = to < hashes.length ? node.next?.get(hashes[to]!) : undefined;
    }
    if (longest !== undefined) {
      hits.push(longest);
      from = longest.to - 1;
    }
  }
  return hits;
};

/** Guards against other words with the same hashes. */
const isPhrase = ({ text, starts, ends }: Words, from: number, phrase: readonly string[]): boolean =>
  phrase.every(
    (word, at) =>
      text
        .slice(starts[from + at], ends[from + at])
        .toLowerCase()
        .replaceAll('’', "'") === word,
  );
