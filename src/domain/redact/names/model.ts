/** The person tagger's model: a lexicon and weights in one file, used where it lies, so that starting costs no more than reading it. */
import { createVocabulary, type Vocabulary } from '../context/vocabulary.ts';
import { type Lexicon, openLexicon } from './lexicon.ts';
import { createWordScores, type WordScores } from './word-scores.ts';

/** A model ready for use. */
export interface NameModel {
  readonly lexicon: Lexicon;
  /** What is known of words: with the lexicon's flags, and the topics that they tell. */
  readonly vocabulary: Vocabulary;
  /** Four bytes per feature slot, one for each label, 128 too much, packed into one word; the first label in the lowest byte. */
  readonly weights: Int32Array;
  /** What words tell by themselves, by these weights. */
  readonly wordScores: WordScores;
  /** What one unit of a weight is worth, in nats. */
  readonly scale: number;
}

/** `SGNM` in ASCII, then the version of this layout. */
export const MAGIC = 0x4d4e4753;
export const VERSION = 3;
export const HEADER_BYTES = 20;

const isPowerOfTwo = (count: number): boolean => count > 0 && (count & (count - 1)) === 0;

/**
 * Reads a model: header, weights and the lexicon's slots, all little-endian, as all machines are that run Node 24 on
 * Lambda. Throws when the bytes are no model or of another version.
 */
export const readNameModel = (file: Uint8Array): NameModel => {
  const aligned = file.byteOffset % 4 === 0 ? file : new Uint8Array(file);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (aligned.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION) {
    throw new Error(`not a name model of version ${VERSION}; train one with tools/redaction/train.ts`);
  }
  const slots = view.getUint32(8, true);
  const words = view.getUint32(12, true);
  const expected = HEADER_BYTES + slots * 4 + words * 4;
  if (aligned.byteLength !== expected || !isPowerOfTwo(slots) || words === 0) {
    throw new Error(
      `name model is ${aligned.byteLength} bytes long, its header says ${expected}; copy or train it again`,
    );
  }
  const start = aligned.byteOffset + HEADER_BYTES;
  const weights = new Int32Array(aligned.buffer, start, slots);
  const lexicon = openLexicon(new Uint32Array(aligned.buffer, start + slots * 4, words));
  return {
    lexicon,
    vocabulary: createVocabulary(lexicon),
    weights,
    wordScores: createWordScores(weights),
    scale: view.getFloat32(16, true),
  };
};
