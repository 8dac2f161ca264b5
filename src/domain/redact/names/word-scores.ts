/** What words tell by themselves, worked out once for each: the sums of their features' weights, for words met lately. */
import type { Tokens } from '../tokens/tokens.ts';
import { MOST_FEATURES, marksOf, wordFeatures } from './features.ts';

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

/** So many words are remembered, 16 bytes each: their hash, and their sums. It holds no words. */
const WORDS = 16_384;

/** A memory of words met lately. */
export const createWordScores = (weights: Int32Array): WordScores => {
  const known = new Int32Array(WORDS * 4);
  const features = new Int32Array(MOST_FEATURES);
  return (sums, text, tokens, index) => {
    const hash = tokens.hash[index]!;
    const kind = tokens.kind[index]!;
    const { start, end, flags } = tokens;
    const marks = marksOf(text, start[index]!, end[index]!);
    // Kévin has Kevin's hash and mail e-mail's, but not their features.
    const own = marks === 0 ? 0 : Math.imul((end[index]! - start[index]!) * 8 + marks, 0x85ebca6b);
    const key = (Math.imul(hash, 16) + kind + 1) ^ own;
    const slot = ((Math.imul(key, 0x9e3779b1) >>> 16) & (WORDS - 1)) * 4;
    if (known[slot + 3] === key) {
      sums[SUM.EVEN] = known[slot]!;
      sums[SUM.ODD] = known[slot + 1]!;
      sums[SUM.COUNT] = known[slot + 2]!;
      return;
    }
    sums.fill(0);
    const count = wordFeatures(features, text, start[index]!, end[index]!, hash, kind, flags[index]!);
    addWeights(sums, weights, features, count);
    known.set(sums, slot);
    known[slot + 3] = key;
  };
};
