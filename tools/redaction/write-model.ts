/** Lays out a model file as src/domain/redact/names/model.ts reads it. */
import { mix, slotOf } from '../../src/domain/redact/names/lexicon.ts';
import { HEADER_BYTES, MAGIC, VERSION } from '../../src/domain/redact/names/model.ts';

/** What a model file is written from. */
export interface ModelParts {
  /** Flags of each word, by hash. */
  readonly words: ReadonlyMap<number, number>;
  /** Packed weights; the length is a power of two. */
  readonly weights: Int32Array;
  readonly scale: number;
}

/** So full, a table is searched in few steps. */
const FULL = 0.75;

/** The lexicon's table: open addressing, one word a slot. */
export const layOutLexicon = (words: ReadonlyMap<number, number>): Uint32Array => {
  const slots = new Uint32Array(Math.ceil(words.size / FULL));
  for (const [hash, bits] of words) {
    const mixed = mix(hash);
    let slot = slotOf(mixed, slots.length);
    while (slots[slot] !== 0) slot = slot + 1 === slots.length ? 0 : slot + 1;
    slots[slot] = (((mixed & 0xffff) << 16) | bits) >>> 0;
  }
  return slots;
};

/** The bytes of a model file. */
export const writeNameModel = ({ words, weights, scale }: ModelParts): Uint8Array => {
  const slots = layOutLexicon(words);
  const bytes = new Uint8Array(HEADER_BYTES + weights.byteLength + slots.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, weights.length, true);
  view.setUint32(12, slots.length, true);
  view.setFloat32(16, scale, true);
  let at = HEADER_BYTES;
  for (const part of [weights, slots]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
};
