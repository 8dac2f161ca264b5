/** The person tagger's model: a lexicon and weights in one compact file that the training script writes. */
import { createLexicon, type Lexicon } from './lexicon.ts';

/** A model ready for use. */
export interface NameModel {
  readonly lexicon: Lexicon;
  /** Four signed bytes per feature slot, one for each label, packed into one word; the first label in the lowest byte. */
  readonly weights: Int32Array;
  /** What one unit of a weight is worth, in nats. */
  readonly scale: number;
}

/** `SGNM` in ASCII, then the version of this layout. */
const MAGIC = 0x4d4e4753;
const VERSION = 1;
const HEADER_BYTES = 20;

/** What a model file is written from. */
export interface ModelParts {
  /** Word hashes, in any order. */
  readonly hashes: Int32Array;
  /** Flags of each hash. */
  readonly flags: Uint16Array;
  /** Packed weights; the length is a power of two. */
  readonly weights: Int32Array;
  readonly scale: number;
}

/** Lays out a model: header, weights, hashes, flags; all little-endian. */
export const writeNameModel = ({ hashes, flags, weights, scale }: ModelParts): Uint8Array => {
  const bytes = new Uint8Array(HEADER_BYTES + weights.byteLength + hashes.byteLength + flags.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, weights.length, true);
  view.setUint32(12, hashes.length, true);
  view.setFloat32(16, scale, true);
  let at = HEADER_BYTES;
  for (const part of [weights, hashes, flags]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
};

/**
 * Reads a model. The bytes are used as they are on little-endian machines, which all that run Node 24 on Lambda are.
 * Throws when they are no model or of another version.
 */
export const readNameModel = (file: Uint8Array): NameModel => {
  const aligned = file.byteOffset % 4 === 0 ? file : new Uint8Array(file);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (aligned.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION) {
    throw new Error(`not a name model of version ${VERSION}; train one with tools/redaction/train.ts`);
  }
  const slots = view.getUint32(8, true);
  const words = view.getUint32(12, true);
  const expected = HEADER_BYTES + slots * 4 + words * 6;
  if (aligned.byteLength !== expected || (slots & (slots - 1)) !== 0) {
    throw new Error(
      `name model is ${aligned.byteLength} bytes long, its header says ${expected}; copy or train it again`,
    );
  }
  const start = aligned.byteOffset + HEADER_BYTES;
  const weights = new Int32Array(aligned.buffer, start, slots);
  const hashes = new Int32Array(aligned.buffer, start + slots * 4, words);
  const flags = new Uint16Array(aligned.buffer, start + slots * 4 + words * 4, words);
  return { lexicon: createLexicon(hashes, flags), weights, scale: view.getFloat32(16, true) };
};
