/** Reading a text into words and sentences, and remembering nothing of the text before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDesk, MAX_DESK_CHARS } from '../../../src/domain/assess/desk.ts';
import { hashWord, readWords, type Words } from '../../../src/domain/assess/words.ts';

const wordsIn = ({ text, count, starts, ends }: Words): readonly string[] =>
  Array.from({ length: count }, (_, at) => text.slice(starts[at], ends[at]));

test('readWords() keeps together what apostrophes and points hold together', () => {
  const words = wordsIn(readWords("I can't pay 3.14 € to e.g. U.S. firms, or_so."));

  assert.deepEqual(words, ['I', "can't", 'pay', '3.14', 'to', 'e.g', 'U.S', 'firms', 'or_so']);
});

test('readWords() hashes words whatever their case, and stems by their first letters', () => {
  const { hashes, stems } = readWords('Resetting RESETS straße STRAßE Ärger ärger');

  assert.equal(hashes[1], hashWord('resets'));
  assert.equal(stems[0], stems[1]);
  assert.equal(hashes[2], hashes[3]);
  assert.equal(hashes[4], hashes[5]);
});

test('readWords() ends sentences at marks and lines, but not in figures, names and abbreviations', () => {
  const { sentenceLengths } = readWords(
    'Dr. J. Smith paid 3.50 at shop.example today. Really? Yes!\n- an item\n- another',
  );

  assert.equal(sentenceLengths.length, 5);
});

test('readWords() reads Chinese character by character, and its full stops', () => {
  const { count, sentenceLengths, scripts } = readWords('会议开始。请提前到。');

  assert.equal(count, 8);
  assert.equal(sentenceLengths.length, 2);
  assert.equal(scripts.han, 8);
});

test('readWords() tells code from prose', () => {
  const closed = readWords('See:\n```js\nlet a = 1;\n```\nDone.');
  const open = readWords('See:\n```js\nlet a');

  assert.deepEqual(Array.from(closed.sentences.slice(0, closed.count)), [0, -1, -1, -1, -1, 1]);
  assert.equal(closed.inOpenCode, false);
  assert.equal(open.inOpenCode, true);
});

test('readWords() on a used desk reads the same as on a fresh one', () => {
  const desk = createDesk();
  const pieces = fc.constantFrom(
    'a',
    'The end',
    '.',
    '`',
    '```',
    "'",
    ' ',
    '\n',
    '3.5',
    'é',
    '会',
    '!',
    '?',
    'U.S.',
    '\u0000',
    '😀',
  );
  const text = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''));

  fc.assert(
    fc.property(text, (sample) => {
      const used = readWords(sample, desk);
      const fresh = readWords(sample);

      const columns = ({ count, hashes, stems, starts, ends, sentences, ...rest }: Words) => ({
        columns: [hashes, stems, starts, ends, sentences].map((column) => Array.from(column.slice(0, count + 1))),
        count,
        sentenceLengths: rest.sentenceLengths,
        codeLength: rest.codeLength,
        inOpenCode: rest.inOpenCode,
        scripts: rest.scripts,
      });
      assert.deepEqual(columns(used), columns(fresh));
    }),
    { numRuns: 500 },
  );
});

test('readWords() reads texts up to the longest to their end, and refuses longer ones', () => {
  const longest = `${'会'.repeat(MAX_DESK_CHARS - 4)} end`;

  const { count, ends } = readWords(longest);

  assert.equal(count, MAX_DESK_CHARS - 3);
  assert.equal(ends[count - 1], MAX_DESK_CHARS);
  assert.throws(() => readWords(`${longest}.`), RangeError);
});
