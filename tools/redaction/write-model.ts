/** Lays out a model file as src/domain/redact/names/model.ts reads it. */
import { lexiconSlot } from '../../src/domain/redact/names/lexicon.ts';
import { HEADER_BYTES, MAGIC, VERSION } from '../../src/domain/redact/names/model.ts';

/** What a model file is written from. */
export interface ModelParts {
  /** Flags of each word, by hash. */
  readonly words: ReadonlyMap<number, number>;
  /** Packed weights; the length is a power of two. */
  readonly weights: Int32Array;
  readonly scale: number;
}

/** At most so full, a table is searched in few steps. */
const FULL = 0.72;

/** The lexicon's table: open addressing, keys and flags apart. */
export const layOutLexicon = (words: ReadonlyMap<number, number>): { keys: Int32Array; flags: Uint16Array } => {
  let size = 64;
  while (size * FULL < words.size) size *= 2;
  const keys = new Int32Array(size);
  const flags = new Uint16Array(size);
  for (const [hash, bits] of words) {
    let slot = lexiconSlot(hash, size - 1);
    while (keys[slot] !== 0) slot = (slot + 1) & (size - 1);
    keys[slot] = hash;
    flags[slot] = bits;
  }
  return { keys, flags };
};

/** The bytes of a model file. */
export const writeNameModel = ({ words, weights, scale }: ModelParts): Uint8Array => {
  const { keys, flags } = layOutLexicon(words);
  const bytes = new Uint8Array(HEADER_BYTES + weights.byteLength + keys.byteLength + flags.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, weights.length, true);
  view.setUint32(12, keys.length, true);
  view.setFloat32(16, scale, true);
  let at = HEADER_BYTES;
  for (const part of [weights, keys, flags]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
};
