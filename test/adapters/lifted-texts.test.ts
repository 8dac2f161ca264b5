/** Prose that is lifted out of documents: it goes back to its places, whatever the documents hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { interactionOf } from '../../bench/workload/interactions.ts';
import { liftTexts, packTexts, placeTexts, unpackTexts } from '../../src/adapters/dynamodb/codecs/lifted-texts.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\u0001',
    '\u0001\u0001',
    'twenty letters \u0000 and a separator',
    'half of a character: \ud800 is that',
  ),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof(text, fc.constantFrom('7', '1', 'content')), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
})).value;
const noExcess = () => 1e9;

test('placeTexts() puts together what liftTexts() took apart', () => {
  fc.assert(
    fc.property(json, (value) => {
      const { structure, texts } = liftTexts(value);

      const kept = texts.length === 0 ? texts : unpackTexts(packTexts(texts, noExcess));
      assert.deepEqual(placeTexts({ structure, texts: kept }), value);
    }),
    { numRuns: 500 },
  );
});

test('liftTexts() leaves names where they are and takes sentences out', () => {
  const { structure, texts } = liftTexts([{ role: 'user', content: 'What is the weather like in Berlin?' }]);

  assert.deepEqual(texts, ['What is the weather like in Berlin?']);
  assert.equal(structure, '[{"role":"user","content":"\\u0001"}]');
});

test('packTexts() makes less of a chat than brotli does by itself', () => {
  const chats = Array.from({ length: 20 }, (_, number) => liftTexts(interactionOf(number, { at: 0 })).texts);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };

  const ours = chats.reduce((sum, texts) => sum + packTexts(texts, noExcess).length, 0);
  const usual = chats.reduce((sum, texts) => sum + brotliCompressSync(texts.join('\0'), { params }).length, 0);

  assert.ok(ours < usual, `${ours} bytes, not less than ${usual}`);
});

test('packTexts() searches once more where a little less saves a write unit', () => {
  const prose = [
    'The package has to be handed in within thirty days of its delivery, and the money is back within a week after that. ',
    'Should the box be damaged, write to us with a photograph of it, so that we can take it up with the carrier first.',
  ];

  const good = packTexts(prose, noExcess);
  const best = packTexts(prose, () => 1);

  assert.deepEqual(unpackTexts(best), prose);
  assert.ok(best.length <= good.length, `${best.length} after ${good.length}`);
});
