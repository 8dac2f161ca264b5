/**
 * How well scores separate what is from what is not: the area under the ROC curve, which is the chance that a positive has
 * the higher score, ties counting half. Scores are kept in steps of a thousandth, as counts, so parts add up exactly.
 * @see https://doi.org/10.1148/radiology.143.1.7063747 (Hanley and McNeil: the meaning of the area under a ROC curve)
 */
import type { Fraction } from '../../call/units.ts';

/**
 * Scores are told apart to a thousandth; nearer ones count as ties. With this many steps an hour of one model takes some
 * kilobytes at most, and ties move the area by half of the share of pairs that they tie.
 */
const SCORE_STEPS = 1_000;

/** Counts of negatives and positives by score, in steps. */
export interface Separation {
  readonly scores: ReadonlyMap<number, readonly [negatives: number, positives: number]>;
}

export const EMPTY_SEPARATION: Separation = { scores: new Map() };

/** With one more score. Scores may have any range: beyond 0 and 1 their order is kept, in steps that grow. */
export const addScored = (separation: Separation, score: number, isPositive: boolean): Separation =>
  mergeSeparations(separation, {
    scores: new Map([[Math.round(bounded(score) * SCORE_STEPS), isPositive ? [0, 1] : [1, 0]]]),
  });

/** A rising function from all numbers to −1…2 that leaves 0…1 alone: the area knows only which score is higher. */
const bounded = (score: number): number => {
  if (score < 0) return score / (1 - score);
  return score > 1 ? 2 - 1 / score : score;
};

/** Both together. Commutative and associative. */
export const mergeSeparations = (a: Separation, b: Separation): Separation => {
  const scores = new Map(a.scores);
  for (const [step, [negatives, positives]] of b.scores) {
    const [n, p] = scores.get(step) ?? [0, 0];
    scores.set(step, [n + negatives, p + positives]);
  }
  return { scores };
};

/** The area under the curve; undefined unless there are both positives and negatives. */
export const areaUnderCurve = ({ scores }: Separation): Fraction | undefined => {
  let below = 0;
  let positives = 0;
  let wins = 0;
  for (const [, [n, p]] of [...scores].sort(([a], [b]) => a - b)) {
    wins += p * (below + n / 2);
    below += n;
    positives += p;
  }
  return below === 0 || positives === 0 ? undefined : wins / (below * positives);
};
