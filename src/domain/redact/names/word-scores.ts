/** What words tell by themselves, worked out once for each: the sums of their features' weights, for words met lately. */
import type { Tokens } from '../tokens/tokens.ts';
import { MOST_FEATURES, wordFeatures } from './features.ts';

/**
 * Sums of weights. A weight is four bytes, 128 too much each; a sum of them is two words of two sums each: the first and third
 * label in `EVEN`, the second and fourth in `ODD`.
 */
export const SUM = { EVEN: 0, ODD: 1, COUNT: 2 } as const;

const PAIR = 0x00ff00ff;

/** Adds the weights of `count` features to `sums`. */
export const addWeights = (sums: Int32Array, weights: Int32Array, features: Int32Array, count: number): void => {
  const mask = weights.length - 1;
  let even = sums[SUM.EVEN]!;
  let odd = sums[SUM.ODD]!;
  for (let feature = 0; feature < count; feature++) {
    const packed = weights[features[feature]! & mask]!;
    even += packed & PAIR;
    odd += (packed >>> 8) & PAIR;
  }
  sums[SUM.EVEN] = even;
  sums[SUM.ODD] = odd;
  sums[SUM.COUNT]! += count;
};

/** Sets `sums` to what a word tells by itself. */
export type WordScores = (sums: Int32Array, text: string, tokens: Tokens, index: number) => void;

/** So many words are remembered, 16 bytes each: their sums, what they look like, and their hash. It holds no words. */
const WORDS = 16_384;

/** Where the hash stands behind the sums, and what a word looks like above the count of its features. */
const HASH = 3;
const LOOKS_SHIFT = 7;
const COUNT_MASK = (1 << LOOKS_SHIFT) - 1;

/** What a word has that its hash does not tell: its kind, its length, and its marks and where they stand. Never 0 in its upper bits. */
const looksOf = (text: string, start: number, end: number, kind: number): number =>
  (((end - start) << 4) | kind | (placesOfMarks(text, start, end) << 9)) << LOOKS_SHIFT;

/** Kévin has Kevin's hash, mail has e-mail's, and O’Brien has O'Brien's, but not their features: a number by which they differ. */
const placesOfMarks = (text: string, start: number, end: number): number => {
  let places = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 65 || code > 127) places = Math.imul(places ^ (code << 5) ^ (at - start + 1), 0x85ebca6b);
  }
  return places ^ (places >>> 16);
};

/** A memory of words met lately. */
export const createWordScores = (weights: Int32Array): WordScores => {
  const known = new Int32Array(WORDS * 4);
  const features = new Int32Array(MOST_FEATURES);
  return (sums, text, tokens, index) => {
    const hash = tokens.hash[index]!;
    const kind = tokens.kind[index]!;
    const { start, end, flags } = tokens;
    const looks = looksOf(text, start[index]!, end[index]!, kind);
    const slot = ((Math.imul(hash ^ looks, 0x9e3779b1) >>> 16) & (WORDS - 1)) * 4;
    const counted = known[slot + SUM.COUNT]!;
    if (known[slot + HASH] === hash && (counted & ~COUNT_MASK) === looks) {
      sums[SUM.EVEN] = known[slot]!;
      sums[SUM.ODD] = known[slot + 1]!;
      sums[SUM.COUNT] = counted & COUNT_MASK;
      return;
    }
    sums.fill(0);
    const count = wordFeatures(features, text, start[index]!, end[index]!, hash, kind, flags[index]!);
    addWeights(sums, weights, features, count);
    known.set(sums, slot);
    known[slot + SUM.COUNT]! |= looks;
    known[slot + HASH] = hash;
  };
};
