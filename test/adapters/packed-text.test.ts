/** Texts of rows: come back as they were, in either dictionary or none, and small. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { packText, unpackText } from '../../src/adapters/dynamodb/packed-text.ts';

test('unpackText() gives back every text, whichever dictionary it was packed with', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
      assert.equal(unpackText(packText(text, 'chats')), text);
      assert.equal(unpackText(packText(text, 'rows')), text);
      assert.equal(unpackText(zstdCompressSync(text)), text);
    }),
    { numRuns: 60 },
  );
});

test('packText() shrinks what assessors say to almost nothing', () => {
  const said = JSON.stringify([
    { dimension: 'safety', score: 1, confidence: 0.8, explanation: 'No unsafe content detected', assessor: 'safety' },
    { dimension: 'refusal', score: 1, confidence: 0.8, explanation: 'No refusal found', assessor: 'refusal' },
  ]);

  assert.ok(packText(said, 'rows').length < said.length / 3, `${said.length} → ${packText(said, 'rows').length}`);
});

test('unpackText() says which dictionary is missing, rather than return something else', () => {
  const frame = Buffer.from(packText('a text of a row', 'rows'));
  const id = readFileSync(join(import.meta.dirname, '../../src/adapters/dynamodb/rows.dict')).subarray(4, 8);
  const at = frame.indexOf(id);
  frame.writeUInt32LE(4_000_000_000, at);

  assert.throws(() => unpackText(frame), /needs the dictionary 4000000000/);
});

test('the dictionaries are the ones that rows were written with: a changed one must get a new name', () => {
  const digests = ['chats', 'rows'].map((name) => {
    const path = join(import.meta.dirname, `../../src/adapters/dynamodb/${name}.dict`);
    return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  });

  assert.deepEqual(digests, ['1b354210487d6506', '3a84ae65d8f6cf44']);
});
