/**
 * Texts of rows, compressed with dictionaries that know what all our rows have in common: names of fields, what assessors say, and
 * how calls are described. Rows are paid for by the kilobyte, written and kept.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { type Compress, createCompressor, createDecompressor, type Decompress } from '../../zstd.ts';

interface Dictionary {
  readonly id: number;
  readonly compress: Compress;
  readonly compressWell: Compress;
  readonly decompress: Decompress;
}

/**
 * Made by tools/dictionaries/train.ts. Never change one: what was written with it is read with it. Nothing is written with `chats`
 * any more, which rows of the first format need; machines' figures are written with `rows`.
 */
const DICTIONARIES = {
  chats: () => open(join(import.meta.dirname, 'chats.dict')),
  rows: () => open(join(import.meta.dirname, 'rows.dict')),
  facts: () => open(join(import.meta.dirname, 'facts.dict'), false),
  spans: () => open(join(import.meta.dirname, 'spans.dict'), false),
} as const;

type Name = keyof typeof DICTIONARIES;
const NAMES = Object.keys(DICTIONARIES) as readonly Name[];

/**
 * Of facts and spans level 3 makes a sixteenth more than 4. Level 8 makes a fifteenth less of the facts of one call, for 8 µs more; of
 * spans nothing.
 */
const LEVEL = { usual: 4, good: 8 } as const;

const open = (path: string, namesDictionary = true): Dictionary => {
  const bytes = readFileSync(path);
  return {
    id: idAt(bytes, DICTIONARY_ID_AT, 4),
    compress: createCompressor({ level: LEVEL.usual, dictionary: bytes, namesDictionary }),
    compressWell: createCompressor({ level: LEVEL.good, dictionary: bytes, namesDictionary }),
    decompress: createDecompressor(bytes),
  };
};

const opened = new Map<Name, Dictionary>();
const dictionary = (name: Name): Dictionary => {
  const held = opened.get(name) ?? DICTIONARIES[name]();
  opened.set(name, held);
  return held;
};

/** The text as one zstd frame, which names its dictionary. */
export const packText = (text: string): Uint8Array => dictionary('rows').compress(text);

/** What is said of calls: their facts, or what those leave of their spans. */
export type Said = 'facts' | 'spans';

/**
 * What is said of calls, as bytes that begin with the number of their dictionary: a zstd frame would say its magic number and the
 * dictionary's in eight, and in four more what the bytes tell by themselves, which is a tenth of what a call's facts take.
 * @param well whether bytes matter more than some microseconds, as they do in the row of a call that came alone
 */
export const packSaid = (text: string, said: Said, well = false): Uint8Array => {
  const { compress, compressWell } = dictionary(said);
  const frame = (well ? compressWell : compress)(text);
  const length = frame.length - BLOCK_AT;
  if (frame[MAGIC.length] === SIZE_IN_TWO && wordAt(frame, MAGIC.length + 3) === blockHeader(length)) {
    // What stays before the block: the number, and the size of the text.
    frame.copyWithin(BLOCK_AT - 2, MAGIC.length + 1, MAGIC.length + 3);
    frame[BLOCK_AT - 3] = FIRST_BYTES[said].block;
    return frame.subarray(BLOCK_AT - 3);
  }
  frame[MAGIC.length - 1] = FIRST_BYTES[said].frame;
  return frame.subarray(MAGIC.length - 1);
};

/** No frame of zstd begins with one of these: they stand for a frame without its magic number, or for its only block. */
const FIRST_BYTES: Readonly<Record<Said, { readonly frame: number; readonly block: number }>> = {
  facts: { frame: 1, block: 3 },
  spans: { frame: 2, block: 4 },
};

/**
 * A frame of one block says that it has a size of two bytes, and in three more that its block is the last, compressed, and as long as
 * what follows.
 * @see https://datatracker.ietf.org/doc/html/rfc8878#name-zstandard-frames
 */
const SIZE_IN_TWO = 0x60;
const blockHeader = (length: number): number => (length << 3) | 0b101;
const BLOCK_AT = 10;
const wordAt = (from: Uint8Array, at: number): number =>
  (from[at] ?? 0) | ((from[at + 1] ?? 0) << 8) | ((from[at + 2] ?? 0) << 16);

/** @throws Error when the bytes were made with a dictionary that this version does not have, or are no packed text */
export const unpackText = (bytes: Uint8Array): string => {
  for (const said of ['facts', 'spans'] as const) {
    const { frame, block } = FIRST_BYTES[said];
    if (bytes[0] === frame) return dictionary(said).decompress(Buffer.concat([MAGIC, bytes.subarray(1)]));
    if (bytes[0] === block) return dictionary(said).decompress(frameOf(bytes));
  }
  const id = dictionaryIdOf(bytes);
  if (id === 0) return zstdDecompressSync(bytes).toString();
  const name = NAMES.find((one) => dictionary(one).id === id);
  if (name === undefined) throw new Error(`a row needs the dictionary ${id}; deploy the version that wrote it`);
  return dictionary(name).decompress(bytes);
};

/** The frame of an only block. */
const frameOf = (bytes: Uint8Array): Uint8Array => {
  const frame = Buffer.allocUnsafe(bytes.length + BLOCK_AT - 3);
  MAGIC.copy(frame);
  frame[MAGIC.length] = SIZE_IN_TWO;
  frame.set(bytes.subarray(1, 3), MAGIC.length + 1);
  frame.writeUIntLE(blockHeader(bytes.length - 3), MAGIC.length + 3, 3);
  frame.set(bytes.subarray(3), BLOCK_AT);
  return frame;
};

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A dictionary: a magic number, its id, tables, content. */
const DICTIONARY_ID_AT = 4;

/**
 * The id in a frame's header; 0 when it has none.
 * @see https://github.com/facebook/zstd/blob/dev/doc/zstd_compression_format.md#frame_header
 */
const dictionaryIdOf = (frame: Uint8Array): number => {
  const descriptor = frame[4] ?? 0;
  const bytes = [0, 1, 2, 4][descriptor & 3]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  return idAt(frame, isSingleSegment ? 5 : 6, bytes);
};

const idAt = (from: Uint8Array, at: number, bytes: number): number => {
  let id = 0;
  for (let byte = bytes - 1; byte >= 0; byte--) id = id * 256 + (from[at + byte] ?? 0);
  return id;
};
