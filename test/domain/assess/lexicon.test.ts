/** Phrase lists: found as if every phrase they stand for were written out, without writing them out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLexicon, findPhrases } from '../../../src/domain/assess/lexicon.ts';
import { hashWord, readWords } from '../../../src/domain/assess/words.ts';

type Entry = readonly [phrase: string, tag: number];

/** All the word sequences that a phrase stands for. */
const writtenOut = (phrase: string): readonly string[] =>
  phrase.split(' ').reduce<readonly string[]>(
    (starts, place) => {
      const choices = place.replace(/\?$/, '').split('|');
      const all = place.endsWith('?') ? [...choices, ''] : choices;
      return starts.flatMap((start) => all.map((choice) => `${start} ${choice}`.trim()));
    },
    [''],
  );

/** The definition: at each word the longest phrase, of equal ones the last, and on after it. */
const found = (entries: readonly Entry[], words: readonly string[]): readonly (readonly number[])[] => {
  const tags = new Map(entries.flatMap(([phrase, tag]) => writtenOut(phrase).map((text) => [text, tag] as const)));
  const hits: (readonly number[])[] = [];
  for (let from = 0; from < words.length; ) {
    let to = words.length;
    while (to > from && !tags.has(words.slice(from, to).join(' '))) to -= 1;
    if (to > from) hits.push([tags.get(words.slice(from, to).join(' '))!, from, to]);
    from = Math.max(to, from + 1);
  }
  return hits;
};

const WORD = fc.constantFrom('a', 'bee', 'sea', 'do', 'e');
const PLACE = fc
  .tuple(fc.uniqueArray(WORD, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([choices, isOptional]) => choices.join('|') + (isOptional ? '?' : ''));
const ENTRIES = fc
  .array(fc.array(PLACE, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .map((phrases) => phrases.map((places, at): Entry => [places.join(' '), at]));

test('findPhrases() finds what a list with every phrase written out finds', () => {
  fc.assert(
    fc.property(ENTRIES, fc.array(WORD, { maxLength: 20 }), (entries, words) => {
      const hits = findPhrases(createLexicon(entries), readWords(words.join(' ')));

      assert.deepEqual(
        hits.map(({ tag, from, to }) => [tag, from, to]),
        found(entries, words),
      );
    }),
    { numRuns: 500 },
  );
});

test('createLexicon() takes words known by their hash alone', () => {
  const lexicon = createLexicon([['two words', 'phrase']], [[hashWord('hidden'), 'hash']]);

  const hits = findPhrases(lexicon, readWords('Two words and one Hidden one'));

  assert.deepEqual(hits, [
    { tag: 'phrase', from: 0, to: 2 },
    { tag: 'hash', from: 4, to: 5 },
  ]);
});

test('findPhrases() finds in one text what each of many lexicons has, those built after the text was first searched included', () => {
  const words = readWords('one two three four five six seven eight nine ten eleven twelve');
  // More than there are bits for.
  const found = [...words.text.split(' ').entries()].map(([at, word]) => {
    const lexicon = createLexicon([[word, at]]);
    return findPhrases(lexicon, words).map(({ tag, from }) => [tag, from]);
  });

  assert.deepEqual(
    found,
    Array.from({ length: 12 }, (_, at) => [[at, at]]),
  );
});

test('createLexicon() does not write out long lists of choices', () => {
  const choices = Array.from({ length: 30 }, (_, at) => `word${at}`).join('|');

  const { links } = createLexicon([[Array(12).fill(choices).join(' '), true]]).built();

  assert.ok(links.length <= 2 * 30 * 30 + 2, `${links.length} numbers for 30 to the 12th phrases`);
});
