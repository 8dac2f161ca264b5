/** Finds words and phrases of a list in a text that has been read, with what the list says about each. */
import { hashWord, type Words } from './words.ts';

interface Node<Tag> {
  readonly word: string;
  next?: Map<number, Node<Tag>>;
  tag?: Tag;
}

/** Phrases with a tag each, ready to be searched for. */
export interface Lexicon<Tag> {
  readonly roots: ReadonlyMap<number, Node<Tag>>;
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
          node = { word };
          level.set(hash, node);
        }
        node.next ??= new Map();
        level = node.next;
      }
      if (node !== undefined) node.tag = tag;
    }
  }
  return { roots };
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
    if (root === undefined) continue;
    let longest: Hit<Tag> | undefined;
    let node: Node<Tag> | undefined = root;
    for (let at = from; node !== undefined && isWord(words, at, node.word); at += 1) {
      if (node.tag !== undefined) longest = { tag: node.tag, from, to: at + 1 };
      node = at + 1 < hashes.length ? node.next?.get(hashes[at + 1]!) : undefined;
    }
    if (longest !== undefined) {
      hits.push(longest);
      from = longest.to - 1;
    }
  }
  return hits;
};

/** Guards against two words with one hash. */
const isWord = (words: Words, at: number, word: string): boolean => {
  const start = words.starts[at]!;
  return (
    words.ends[at]! - start === word.length &&
    words.text.slice(start, words.ends[at]).toLowerCase().replaceAll('’', "'") === word
  );
};
