/** A distribution of scores between 0 and 1: how many, how many failed their threshold, and a histogram of twentieths. */
import type { Fraction } from '../call/units.ts';
import { counter, exactSum, type Mergeable, record, type ValuesOf } from './mergeable.ts';
import { decodeVarints, encodeVarints } from './varint.ts';

/** Bins of the histogram: twenty of 0.05, the last one holding 1 too. */
const SCORE_BINS = 20;

/** Sums are kept in millionths, as whole numbers, so that they don't depend on their order. */
const SUM_SCALE = 1_000_000;

const histogram: Mergeable<number[]> = {
  zero: () => new Array<number>(SCORE_BINS).fill(0),
  absorb: (into, from) => {
    from.forEach((count, bin) => {
      into[bin] = into[bin]! + count;
    });
    return into;
  },
  encode: (bins) => (bins.every((count) => count === 0) ? undefined : encodeVarints(bins)),
  decode: (json) => [...decodeVarints(String(json))],
};

const FIELDS = { count: counter, failed: counter, sumMicros: exactSum, bins: histogram };

/** Scores of one dimension. `failed` counts those below their threshold. */
export type Scores = ValuesOf<typeof FIELDS>;

/** Scores as a value that adds up. */
export const scoresOf: Mergeable<Scores> = record(FIELDS);

/** Counts one score. */
export const addScore = (scores: Scores, score: Fraction, passed: boolean): Scores => {
  const bounded = Math.min(1, Math.max(0, score));
  const bin = Math.min(SCORE_BINS - 1, Math.floor(bounded * SCORE_BINS));
  scores.count += 1;
  if (!passed) scores.failed += 1;
  scores.sumMicros += BigInt(Math.round(bounded * SUM_SCALE));
  scores.bins[bin] = scores.bins[bin]! + 1;
  return scores;
};

/** The mean score; undefined of nothing. */
export const meanScore = (scores: Scores): number | undefined =>
  scores.count === 0 ? undefined : Number(scores.sumMicros) / SUM_SCALE / scores.count;

/** Share of scores below their threshold; undefined of nothing. */
export const failedShare = (scores: Scores): number | undefined =>
  scores.count === 0 ? undefined : scores.failed / scores.count;
