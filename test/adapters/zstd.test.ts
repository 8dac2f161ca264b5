/** Compression in a kept context: the frames of Node's own one-shot function, whatever was compressed before. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import zlib, { constants, createZstdCompress, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { createCompressor, createDecompressor } from '../../src/adapters/zstd.ts';

const dictionary = readFileSync(join(import.meta.dirname, '../../src/adapters/dynamodb/codecs/rows.dict'));

test('createCompressor() makes byte for byte what zstdCompressSync makes, in any order of texts', () => {
  const kinds = [{ level: 1 }, { level: 3, dictionary }, { level: 9, dictionary }].map(({ level, ...rest }) => ({
    compress: createCompressor({ level, ...rest }),
    options: { ...rest, params: { [constants.ZSTD_c_compressionLevel]: level } },
  }));
  const text = fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 1, max: 400 }))
    .map(([part, times]) => part.repeat(times));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
      for (const { compress, options } of kinds) {
        for (const one of texts) assert.deepEqual(compress(one), zstdCompressSync(one, options));
      }
    }),
    { numRuns: 60 },
  );
});

test('createCompressor() compresses what is larger than its memory', () => {
  const text = 'ab£€'.repeat(200_000);

  const frame = createCompressor({ level: 1 })(text);

  assert.deepEqual(frame, zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }));
});

test('createDecompressor() gives texts back, of any size and in any order, and refuses what is no whole frame', () => {
  const compress = createCompressor({ level: 3, dictionary });
  const decompress = createDecompressor(dictionary);
  const text = fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 1, max: 4000 }))
    .map(([part, times]) => part.repeat(times));
  const damage = fc.constantFrom('none', 'cut', 'followed', 'garbage', 'empty');
  fc.assert(
    fc.property(fc.array(fc.tuple(text, damage), { minLength: 1, maxLength: 5 }), (texts) => {
      for (const [one, kind] of texts) {
        const frame = Buffer.from(compress(one));
        if (kind === 'cut') assert.throws(() => decompress(frame.subarray(0, -1)));
        else if (kind === 'garbage') assert.throws(() => decompress(Buffer.from(`no frame ${one}`)));
        else if (kind === 'empty') assert.throws(() => decompress(Buffer.alloc(0)));
        // Packs are frames one after the other, and the first is read.
        else if (kind === 'followed') assert.equal(decompress(Buffer.concat([frame, frame])), one);
        else assert.equal(decompress(frame), one);
      }
    }),
    { numRuns: 60 },
  );
});

test('a frame that is handed out stays as it is when the next one is made', () => {
  const compress = createCompressor({ level: 1 });
  const first = compress('the first text');
  const before = Buffer.from(first);

  compress('another text, which is longer');

  assert.deepEqual(Buffer.from(first), before);
});

test('this version of Node has inside what kept contexts need: without it rows cost ten times the processor time', () => {
  const { _handle, _writeState } = createZstdCompress() as unknown as Record<string, { writeSync?: unknown }>;

  assert.equal(typeof _handle?.writeSync, 'function');
  assert.ok(_writeState instanceof Uint32Array);
});

test('with another inside of Node all is compressed and read as before', (t) => {
  const from = (inside: object) => () => ({ destroyed: false, on: () => undefined, ...inside });
  const writesWrongly = (_: number, bytes: Uint8Array, __: number, length: number, to: Uint8Array): void =>
    to.set(bytes.subarray(0, length));
  const insides = {
    'without a handle': {},
    'a handle without writing': { _handle: {}, _writeState: new Uint32Array(2) },
    'no word of what was written': { _handle: { writeSync: () => undefined } },
    'nothing written': { _handle: { writeSync: () => undefined }, _writeState: new Uint32Array(2) },
    'something else written': { _handle: { writeSync: writesWrongly }, _writeState: Uint32Array.of(9, 0) },
  };
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  for (const [name, inside] of Object.entries(insides)) {
    for (const make of ['createZstdCompress', 'createZstdDecompress'] as const) {
      t.mock.method(zlib, make, from(inside) as unknown as (typeof zlib)[typeof make]);
    }
    syncBuiltinESMExports();
    const compress = createCompressor({ level: 3, dictionary });
    const decompress = createDecompressor(dictionary);

    for (const text of ['one text', 'another text', '']) {
      const frame = compress(text);

      assert.deepEqual(frame, zstdCompressSync(text, { dictionary }), name);
      assert.equal(decompress(frame), text, name);
    }
  }
});
