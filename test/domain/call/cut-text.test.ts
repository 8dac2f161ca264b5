/** A cut must not make of a secret half a secret, which nothing recognises any more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutText } from '../../../src/domain/call/cut-text.ts';

test('cutText() leaves a text within its limit alone', () => {
  assert.equal(cutText('as it is', 8), 'as it is');
});

test('cutText() ends before the word that the limit falls into', () => {
  assert.equal(cutText('a model called gpt-4o-mini', 20), 'a model called');
});

test('cutText() leaves nothing of a secret or a number that the limit falls into, wherever it falls', () => {
  for (const secret of [
    'sk-proj-Zx81kQm4Lr9TbY2Wc7Vd3NfG5HjK6MpQ',
    'canary.person@example.com',
    '4539 1488 0343 6467',
    '219-09-9999',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.dBjftJeZ4CVP_mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  ]) {
    const text = `the secret: ${secret}, and on`;
    for (let limit = 13; limit < 12 + secret.length; limit += 1) {
      assert.equal(cutText(text, limit), 'the secret', `${limit}`);
    }
  }
});
