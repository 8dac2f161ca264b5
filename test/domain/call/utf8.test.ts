/** UTF-8 in kept memory: the same bytes as Buffer.from makes, whatever a text is made of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withUtf8 } from '../../../src/domain/call/utf8.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  // Halves of characters included.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
);

test('withUtf8() gives the bytes that Buffer.from gives', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 4000 }), (part, times) => {
      const text = part.repeat(times);

      assert.deepEqual(
        withUtf8(text, (bytes) => Buffer.from(bytes)),
        Buffer.from(text),
      );
    }),
    { numRuns: 300 },
  );
});
