/**
 * ROUGE-L: the longest sequence of words that an answer shares with its reference, in order but not in a row, as a share of
 * both their lengths (the F-measure with equal weights).
 * @see https://aclanthology.org/W04-1013/ (Lin, 2004)
 */
import type { Fraction } from '../../call/units.ts';

/** ROUGE-L of one answer; 0 when either is empty. */
export const rougeL = (candidate: readonly string[], reference: readonly string[]): Fraction => {
  const shared = longestCommon(candidate, reference);
  if (shared === 0) return 0;
  const precision = shared / candidate.length;
  const recall = shared / reference.length;
  return (2 * precision * recall) / (precision + recall);
};

/** Length of the longest common subsequence, in one row of memory. */
const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  const row = new Int32Array(b.length + 1);
  for (const token of a) {
    let diagonal = 0;
    for (let at = 1; at <= b.length; at += 1) {
      const above = row[at]!;
      row[at] = b[at - 1] === token ? diagonal + 1 : Math.max(above, row[at - 1]!);
      diagonal = above;
    }
  }
  return row[b.length]!;
};
