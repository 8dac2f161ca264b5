/**
 * Texts of rows, compressed with dictionaries that know what all our rows have in common: names of fields, what assessors say, and
 * common English. Rows are paid for by the kilobyte, written and kept: a chat of 4.6 KB takes 1.8 KB instead of 2.7, the spans of
 * three calls without their documents 0.7 KB instead of 1.5, and in less time than without.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { type Compress, createCompressor, createDecompressor, type Decompress } from '../zstd.ts';

/** What a text is like: whole calls with their documents, or what is said of calls. */
export type TextKind = 'chats' | 'rows';

interface Dictionary {
  readonly id: number;
  readonly compress: Compress;
  readonly decompress: Decompress;
}

/**
 * Made by tools/dictionaries/train.ts. Never change one: what was written with it is read with it. Chats are worth a higher level,
 * as each saves a tenth of a kilobyte for a tenth of a millisecond.
 */
const open = (path: string, level: number): Dictionary => {
  const bytes = readFileSync(path);
  return {
    id: idAt(bytes, DICTIONARY_ID_AT, 4),
    compress: createCompressor({ level, dictionary: bytes }),
    decompress: createDecompressor(bytes),
  };
};
const DICTIONARIES: Readonly<Record<TextKind, () => Dictionary>> = {
  chats: () => open(join(import.meta.dirname, 'chats.dict'), 9),
  rows: () => open(join(import.meta.dirname, 'rows.dict'), 3),
};
const KINDS = Object.keys(DICTIONARIES) as readonly TextKind[];

const opened = new Map<TextKind, Dictionary>();
const dictionaryOf = (kind: TextKind): Dictionary => {
  const held = opened.get(kind) ?? DICTIONARIES[kind]();
  opened.set(kind, held);
  return held;
};

/** The text as one zstd frame, which names its dictionary. */
export const packText = (text: string, kind: TextKind): Uint8Array => dictionaryOf(kind).compress(text);

/** @throws Error when the frame was made with a dictionary that this version does not have, or is none */
export const unpackText = (frame: Uint8Array): string => {
  const id = dictionaryIdOf(frame);
  if (id === 0) return zstdDecompressSync(frame).toString();
  const kind = KINDS.find((one) => dictionaryOf(one).id === id);
  if (kind === undefined) throw new Error(`a row needs the dictionary ${id}; deploy the version that wrote it`);
  return dictionaryOf(kind).decompress(frame);
};

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Whether bytes are a text that was packed: registers of ids are bytes, too. */
export const isPackedText = (bytes: Uint8Array): boolean => MAGIC.equals(bytes.subarray(0, MAGIC.length));

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
