/** Ideas: found as if every word of a text were looked at for each of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createIdeas, findIdeas, type Idea } from '../../../src/domain/assess/near.ts';
import { readWords } from '../../../src/domain/assess/words.ts';

/** The definition: a word of `from` among the first `limit`, and within reach after it, in its sentence, one of each list. */
const isFound = ({ from, near, reach }: Idea<number>, sentences: readonly (readonly string[])[], limit: number) => {
  let before = 0;
  return sentences.some((words) => {
    const left = limit - before;
    before += words.length;
    return words.some((word, at) => {
      const after = words.slice(at + 1, at + 1 + reach);
      const isNear = (list: string) => after.some((next) => list.split(' ').includes(next));
      return at < left && from.split(' ').includes(word) && near.every(isNear);
    });
  });
};

const WORD = fc.constantFrom('bee', 'sea', 'do', 'tea', 'key', 'war', 'elm');
const LIST = fc.uniqueArray(WORD, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const IDEAS = fc
  .array(fc.tuple(LIST, fc.array(LIST, { minLength: 1, maxLength: 3 }), fc.nat({ max: 5 })), { maxLength: 12 })
  .map((ideas) => ideas.map(([from, near, reach], tag): Idea<number> => ({ tag, from, near, reach })));
const SENTENCES = fc.array(fc.array(WORD, { minLength: 1, maxLength: 8 }), { maxLength: 6 });

test('findIdeas() finds each idea whose words stand near each other in one sentence', () => {
  fc.assert(
    fc.property(IDEAS, SENTENCES, fc.nat({ max: 50 }), (ideas, sentences, limit) => {
      const words = readWords(sentences.map((sentence) => sentence.join(' ')).join('. '));

      const found = findIdeas(createIdeas(ideas), words, Math.min(limit, words.count));

      assert.deepEqual(
        found,
        ideas.filter((idea) => isFound(idea, sentences, limit)).map(({ tag }) => tag),
      );
    }),
    { numRuns: 500 },
  );
});
