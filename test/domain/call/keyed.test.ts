/** Keyed digests are HMAC-SHA-256, as any other implementation computes it. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ProjectId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';

const project = 'p' as ProjectId;

test('createKeyed() makes HMACs of texts and bytes, whatever the length of the secret', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });

  fc.assert(
    fc.property(text, text, (secret, data) => {
      const expected = (purpose: string) =>
        createHmac('sha256', secret).update(`${purpose}\0p\0`).update(data).digest();
      const keyed = createKeyed(secret);

      assert.equal(keyed.redactionKey(project).length, 32);
      assert.equal(
        keyed.request(project, 'r', Buffer.from(data)),
        expected('request r').toString('base64url').slice(0, 16),
      );
      assert.equal(keyed.request(project, 'r', data), keyed.request(project, 'r', Buffer.from(data)));
      const trace = expected('trace').toString('hex', 0, 16);
      if (!/^0+$/.test(trace)) assert.equal(keyed.traceId(project, data), trace);
    }),
  );
});
