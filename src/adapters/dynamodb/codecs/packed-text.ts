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

/** Level 4: of facts and spans 3 makes a sixteenth more, and 6 takes half as long again for a fiftieth less. */
const open = (path: string, namesDictionary = true): Dictionary => {
  const bytes = readFileSync(path);
  return {
    id: idAt(bytes, DICTIONARY_ID_AT, 4),
    compress: createCompressor({ level: 4, dictionary: bytes, namesDictionary }),
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
 * dictionary's in eight, which is a fifteenth of what a call's facts take.
 */
export const packSaid = (text: string, said: Said): Uint8Array => {
  const frame = dictionary(said).compress(text);
  frame[MAGIC.length - 1] = FIRST_BYTES[said];
  return frame.subarray(MAGIC.length - 1);
};

/** No frame of zstd begins with one of these. */
const FIRST_BYTES: Readonly<Record<Said, number>> = { facts: 1, spans: 2 };
const saidOf = (byte: number | undefined): Said | undefined =>
  (Object.keys(FIRST_BYTES) as Said[]).find((said) => FIRST_BYTES[said] === byte);

/** @throws Error when the bytes were made with a dictionary that this version does not have, or are no packed text */
export const unpackText = (bytes: Uint8Array): string => {
  const said = saidOf(bytes[0]);
  if (said !== undefined) return dictionary(said).decompress(Buffer.concat([MAGIC, bytes.subarray(1)]));
  const id = dictionaryIdOf(bytes);
  if (id === 0) return zstdDecompressSync(bytes).toString();
  const name = NAMES.find((one) => dictionary(one).id === id);
  if (name === undefined) throw new Error(`a row needs the dictionary ${id}; deploy the version that wrote it`);
  return dictionary(name).decompress(bytes);
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
