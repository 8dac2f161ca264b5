/** Packs are put together from documents that were written before: what is read from them must be what JSON.stringify would have written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from '../../src/adapters/s3/packs.ts';
import { PAYLOAD_FIELDS } from '../../src/domain/fragment/fragment.ts';
import { seal } from '../../src/domain/fragment/merge.ts';

const field = fc.constantFrom(...PAYLOAD_FIELDS);
const document = fc.oneof(fc.jsonValue(), fc.string({ unit: 'grapheme' }));
const payload = fc.dictionary(field, document, { maxKeys: 3, noNullPrototype: true });

test('pack() writes each frame as the list of its payloads, spans without documents among them', () => {
  fc.assert(
    fc.property(fc.array(fc.array(payload, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (frames) => {
      const sealed = frames.map((spans) =>
        spans.map((documents) =>
          PAYLOAD_FIELDS.filter((name) => name in documents).map((name) => ({ field: name, ...seal(documents[name]) })),
        ),
      );

      const { body, at } = pack('key', sealed);

      const texts = at.map(({ offset, length }) =>
        zstdDecompressSync(body.subarray(offset, offset + length)).toString(),
      );
      assert.deepEqual(
        texts.map((text) => JSON.parse(text)),
        frames.map((spans) => JSON.parse(JSON.stringify(spans))),
      );
      assert.equal(
        at.reduce((sum, { length }) => sum + length, 0),
        body.length,
      );
    }),
  );
});
