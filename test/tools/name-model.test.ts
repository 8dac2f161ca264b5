/** What the training writes is what the tagger reads, and the same examples give the same model. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLexicon, WORD } from '../../src/domain/redact/names/lexicon.ts';
import { readNameModel } from '../../src/domain/redact/names/model.ts';
import { hashWord } from '../../src/domain/redact/tokens/hash.ts';
import type { Example } from '../../tools/redaction/example.ts';
import { learn, pack } from '../../tools/redaction/learner.ts';
import { createRandom } from '../../tools/redaction/random.ts';
import { layOutLexicon, writeNameModel } from '../../tools/redaction/write-model.ts';

const WORDS = new Map([
  [hashWord('anna'), WORD.FIRST],
  [hashWord('kowalczyk'), WORD.LAST],
  [hashWord('invoice'), WORD.COMMON | WORD.VERY_COMMON],
]);

const EXAMPLES: readonly Example[] = [
  { text: 'Ask Anna Kowalczyk about the Invoice.', names: [{ start: 4, end: 18, kind: 'person' }] },
  { text: 'The Invoice of Acme is late.', names: [{ start: 15, end: 19, kind: 'other' }] },
];

const train = (): Uint8Array => {
  const learned = learn(EXAMPLES, openLexicon(layOutLexicon(WORDS)), {
    bits: 8,
    epochs: 3,
    rate: 0.1,
    drop: 0.2,
    dropWord: 0.3,
    dropKnown: 0.2,
    random: createRandom(1),
    onEpoch: () => {},
  });
  return writeNameModel({ words: WORDS, ...pack(learned) });
};

test('readNameModel() finds every word of the lexicon that was written, and no other', () => {
  const { lexicon } = readNameModel(train());

  for (const [hash, flags] of WORDS) assert.equal(lexicon.bitsOf(hash), flags);
  assert.equal(lexicon.bitsOf(hashWord('otherword')), 0);
});

test('learn() gives the same model for the same examples', () => {
  assert.deepEqual(train(), train());
});
