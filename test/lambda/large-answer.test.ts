/** Answers that Lambda could not hand on: what callers get in place of its bare 500. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { HttpEvent } from '../../src/lambda/http.ts';
import { largeAnswer } from '../../src/lambda/large-answer.ts';

const asked = (encoding: string) => ({ headers: { 'accept-encoding': encoding } }) as unknown as HttpEvent;
const LAMBDA_BYTES = 6 * 1024 * 1024;
const noise = (length: number): string => {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 0x7fffffff;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
};

test('largeAnswer() gives a large value whole with gzip, and its smaller form without', () => {
  const value = { text: 'a "b" '.repeat(1_200_000) };

  const whole = largeAnswer(asked('br, gzip'), value);
  const bare = largeAnswer(asked('identity'), value, () => ({ text: 'omitted' }));

  assert.deepEqual(JSON.parse(gunzipSync(Buffer.from(whole.body, 'base64')).toString()), value);
  assert.deepEqual(JSON.parse(bare.body), { text: 'omitted' });
});

test('largeAnswer() says that an answer is too large where no form of it fits', () => {
  const text = noise(9_000_000);

  for (const encoding of ['gzip', 'identity']) {
    assert.throws(() => largeAnswer(asked(encoding), { text }), { name: 'AppError', code: 'too-large' });
    assert.throws(() => largeAnswer(asked(encoding), { text }, () => [text]), { code: 'too-large' });
  }
});

test('largeAnswer() never gives more than Lambda hands on', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('gzip', 'identity'),
      fc.constantFrom('a', '"', '\u0001', 'é', '漢'),
      fc.integer({ min: 1, max: 7_000_000 }),
      (encoding, unit, length) => {
        const answer = largeAnswer(asked(encoding), { text: unit.repeat(length) }, () => ({}));

        assert.ok(Buffer.byteLength(JSON.stringify(answer)) <= LAMBDA_BYTES);
      },
    ),
    { numRuns: 20 },
  );
});
