/** Texts of rows: come back as they were, in either dictionary or none, and small. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { packSaid, packText, unpackText } from '../../src/adapters/dynamodb/codecs/packed-text.ts';

test('unpackText() gives back every text, whichever dictionary it was packed with', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
      assert.equal(unpackText(packSaid(text, 'facts')), text);
      assert.equal(unpackText(packSaid(text, 'spans')), text);
      assert.equal(unpackText(packText(text)), text);
      assert.equal(unpackText(zstdCompressSync(text)), text);
    }),
    { numRuns: 60 },
  );
});

test('unpackText() reads whole frames, as rows of the second format have them', () => {
  for (const [said, number] of [
    ['facts', 1],
    ['spans', 2],
  ] as const) {
    const dictionary = readFileSync(join(import.meta.dirname, `../../src/adapters/dynamodb/codecs/${said}.dict`));
    const text = JSON.stringify([['9d70ec6382200980', null, 'llm', 'said of a call '.repeat(30)]]);
    const params = { [constants.ZSTD_c_dictIDFlag]: 0, [constants.ZSTD_c_compressionLevel]: 4 };
    const frame = zstdCompressSync(text, { dictionary, params });

    assert.equal(unpackText(Buffer.concat([Buffer.from([number]), frame.subarray(4)])), text);
    assert.equal(packSaid(text, said).length, frame.length - 4 + 1 - 4, 'and today takes four bytes less');
  }
});

test('packSaid() shrinks what assessors say to almost nothing', () => {
  const said = JSON.stringify([
    [0.8, 'No unsafe content detected', 0.95],
    [0.8, 'Reasonable sentence structure detected', 0.7],
    [0.8, 'No refusal found'],
  ]);

  assert.ok(packSaid(said, 'spans').length < said.length / 3, `${said.length} → ${packSaid(said, 'spans').length}`);
});

test('unpackText() says which dictionary is missing, rather than return something else', () => {
  const frame = Buffer.from(packText('a text of a row'));
  const id = readFileSync(join(import.meta.dirname, '../../src/adapters/dynamodb/codecs/rows.dict')).subarray(4, 8);
  const at = frame.indexOf(id);
  frame.writeUInt32LE(4_000_000_000, at);

  assert.throws(() => unpackText(frame), /needs the dictionary 4000000000/);
});

test('the dictionaries are the ones that rows were written with: a changed one must get a new name', () => {
  const digests = ['chats', 'rows', 'facts', 'spans'].map((name) => {
    const path = join(import.meta.dirname, `../../src/adapters/dynamodb/codecs/${name}.dict`);
    return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  });

  assert.deepEqual(digests, ['1b354210487d6506', '3a84ae65d8f6cf44', 'c665c453a2421a33', 'b8dab13eb6b5d985']);
});
