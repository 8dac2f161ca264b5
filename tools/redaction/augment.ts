/** Makes more examples from sentences and corpora: other names, other case, code without names. */
import { readFileSync } from 'node:fs';
import type { Example, NameSpan } from './example.ts';
import { createNameMaker, type NameMaker, type Person } from './names.ts';
import { pick } from './random.ts';
import { ABROAD } from './sentences/abroad.ts';
import { CONVERSATIONS, WITHOUT_PEOPLE } from './sentences/conversations.ts';
import { ENGLISH_FILLERS, ENGLISH_WITH_NAMES, ENGLISH_WITHOUT_NAMES, NAMED_AFTER } from './sentences/english.ts';
import { TEXTS_ABROAD, WORDS_ABROAD } from './sentences/words-abroad.ts';
import type { NameLists } from './words.ts';

const PLACEHOLDER = /(\{[PFLXOCSJABN123abcxyz]\})/;

/** Words that begin with capitals and name nothing: `Blue Harbour Lamp`. */
const capitalised = (random: () => number, words: readonly string[]): string =>
  Array.from({ length: words[0]![0] === words[0]![0]!.toLowerCase() ? 1 + Math.floor(random() * 3) : 1 }, () =>
    pick(random, words),
  )
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ');

const NO_WORDS: readonly string[] = ['Overview'];

const fillerFor = (
  letter: string,
  names: NameMaker,
  people: readonly Person[],
  lists: NameLists,
  fillers: Readonly<Record<string, readonly string[]>>,
  random: () => number,
): string => {
  if (letter === 'P') return names.full();
  if (letter === 'F') return names.first();
  if (letter === 'L') return names.last();
  const known = '123'.includes(letter) ? 0 : 'abc'.includes(letter) ? 1 : 'xyz'.includes(letter) ? 2 : -1;
  if (known >= 0) {
    const person = people['123abcxyz'.indexOf(letter) % 3]!;
    return known === 0 ? person.full : known === 1 ? person.first : person.last;
  }
  if (letter === 'N') return capitalised(random, fillers['N'] ?? NO_WORDS);
  if (letter === 'C' && random() < 0.5) return pick(random, lists.places);
  if (letter === 'B')
    return pick(random, NAMED_AFTER).replace(/\{([FL])\}/g, (_, part) => (part === 'F' ? names.first() : names.last()));
  return pick(random, fillers[letter]!);
};

const fill = (
  sentence: string,
  names: NameMaker,
  lists: NameLists,
  fillers: Readonly<Record<string, readonly string[]>>,
  random: () => number,
): Example => {
  let text = '';
  const spans: NameSpan[] = [];
  const people = /\{[123abcxyz]\}/.test(sentence) ? [names.person(), names.person(), names.person()] : [];
  for (const part of sentence.split(PLACEHOLDER)) {
    if (!PLACEHOLDER.test(part)) {
      text += part;
      continue;
    }
    const letter = part[1]!;
    const value = fillerFor(letter, names, people, lists, fillers, random);
    if ('PFLOCB123abcxyz'.includes(letter)) {
      spans.push({
        start: text.length,
        end: text.length + value.length,
        kind: 'PFL123abcxyz'.includes(letter) ? 'person' : 'other',
      });
    }
    text += value;
  }
  return { text, names: spans };
};

const inCase = (example: Example, change: 'lower' | 'upper'): Example => {
  const text = change === 'lower' ? example.text.toLowerCase() : example.text.toUpperCase();
  return text.length === example.text.length ? { ...example, text } : example;
};

/** `count` English sentences, some of them in lower or upper case. */
export const englishSentences = (random: () => number, lists: NameLists, count: number): Example[] => {
  const names = createNameMaker(random, lists);
  return Array.from({ length: count }, () => {
    const sentence = random() < 0.58 ? pick(random, ENGLISH_WITH_NAMES) : pick(random, ENGLISH_WITHOUT_NAMES);
    const example = fill(sentence, names, lists, ENGLISH_FILLERS, random);
    const chance = random();
    if (chance < 0.15) return inCase(example, 'lower');
    return chance < 0.19 ? inCase(example, 'upper') : example;
  });
};

/** `count` longer English texts; `words` are such as begin with a small letter. */
export const englishTexts = (
  random: () => number,
  lists: NameLists,
  words: readonly string[],
  count: number,
): Example[] => {
  const names = createNameMaker(random, lists);
  const fillers = { ...ENGLISH_FILLERS, N: words };
  return Array.from({ length: count }, () => {
    const example = fill(pick(random, random() < 0.68 ? CONVERSATIONS : WITHOUT_PEOPLE), names, lists, fillers, random);
    const chance = random();
    if (chance < 0.13) return inCase(example, 'lower');
    return chance < 0.17 ? inCase(example, 'upper') : example;
  });
};

/** `count` sentences in each of German, French and Spanish. */
export const foreignSentences = (random: () => number, lists: NameLists, count: number): Example[] =>
  (['de', 'fr', 'es'] as const).flatMap((language) => {
    const { withNames, withoutNames, fillers } = ABROAD[language];
    const more = TEXTS_ABROAD[language];
    const words = { ...fillers, N: WORDS_ABROAD[language] };
    const named = [...withNames, ...more.withNames];
    const unnamed = [...withoutNames, ...more.withoutNames];
    const names = createNameMaker(random, lists, language);
    const everywhere = createNameMaker(random, lists);
    return Array.from({ length: count }, () => {
      const sentence = pick(random, random() < 0.55 ? named : unnamed);
      const example = fill(sentence, random() < 0.75 ? names : everywhere, lists, words, random);
      return random() < 0.08 ? inCase(example, 'lower') : example;
    });
  });

/** A share of the examples once more, with other people's names in them, so that names are learned and not who is known. */
export const withOtherNames = (
  random: () => number,
  lists: NameLists,
  examples: readonly Example[],
  share: number,
): Example[] => {
  const names = createNameMaker(random, lists);
  return examples
    .filter((example) => example.names.some(({ kind }) => kind === 'person') && random() < share)
    .map((example) => {
      let text = '';
      let at = 0;
      const spans: NameSpan[] = [];
      for (const { start, end, kind } of example.names) {
        if (start < at) continue;
        text += example.text.slice(at, start);
        const old = example.text.slice(start, end);
        const words = old.split(' ').length;
        const single = random() < 0.6 ? names.first() : names.last();
        const own = words === 1 ? single : words === 2 ? `${names.first()} ${names.last()}` : names.full();
        const value = kind === 'person' ? own : old;
        spans.push({ start: text.length, end: text.length + value.length, kind });
        text += value;
        at = end;
      }
      return { text: text + example.text.slice(at), names: spans };
    });
};

/** A share of the examples once more in lower case, as people type in chats. */
export const inLowerCase = (random: () => number, examples: readonly Example[], share: number): Example[] =>
  examples.filter(() => random() < share).map((example) => inCase(example, 'lower'));

const MENTIONS_PEOPLE =
  /copyright|author|@param|maintain|licen[cs]e|\b(?:John|Jane|Smith|Alice|Bob|Sarah|Jones|Doe|Maria|David|Michael|James|Robert|Kate|Dana)\b/i;
const TWO_WORDS = /\b([A-Z][a-z]+)\s+([A-Z][a-z]+)\b/g;

/** `count` pieces of the source files at `paths` that seem to name nobody. */
export const codeWithoutNames = (
  random: () => number,
  lists: NameLists,
  paths: readonly string[],
  count: number,
): Example[] => {
  const firsts = new Set(lists.first);
  const lasts = new Set(lists.last);
  const seemsNamed = (piece: string): boolean =>
    MENTIONS_PEOPLE.test(piece) ||
    [...piece.matchAll(TWO_WORDS)].some(([, first, second]) => {
      const next = second!.toLowerCase();
      return firsts.has(first!.toLowerCase()) && (lasts.has(next) || firsts.has(next));
    });
  const examples: Example[] = [];
  for (let attempt = 0; attempt < count * 4 && examples.length < count && paths.length > 0; attempt++) {
    const source = readFileSync(pick(random, paths), 'utf8');
    if (source.length < 200 || source.length > 400_000) continue;
    const at = Math.floor(random() * (source.length - 150));
    const piece = source.slice(at, at + 200 + Math.floor(random() * 500));
    if (!seemsNamed(piece)) examples.push({ text: piece, names: [] });
  }
  return examples;
};
