/**
 * Whether assessors judge as people do: of the calls that both scored on one dimension, how often they agree that a call
 * passes (beyond chance, by Cohen's kappa) and how their scores go together. Sums of whole numbers, so parts add up.
 */
import type { Fraction } from '../../call/units.ts';
import { addPrediction, type Confusion, cohensKappa, EMPTY_CONFUSION, mergeConfusions } from './confusion.ts';

/** One call scored by both. */
export interface ScoredTwice {
  readonly assessor: Fraction;
  readonly human: Fraction;
  /** From which score on a call passes; 0.5 by default. */
  readonly threshold?: Fraction;
}

/** Scores are kept to four decimals, as whole numbers: their squares sum exactly to 90 million pairs. */
const STEPS = 10_000;

/** Pairs of scores counted. */
export interface AgreementTally {
  readonly verdicts: Confusion;
  readonly count: number;
  readonly sumA: number;
  readonly sumB: number;
  readonly sumAA: number;
  readonly sumBB: number;
  readonly sumAB: number;
  /** Sum of the distances between both scores. */
  readonly distance: number;
}

export const NO_AGREEMENT: AgreementTally = {
  verdicts: EMPTY_CONFUSION,
  count: 0,
  sumA: 0,
  sumB: 0,
  sumAA: 0,
  sumBB: 0,
  sumAB: 0,
  distance: 0,
};

const DEFAULT_THRESHOLD = 0.5;

/** With one more call. */
export const addPair = (
  tally: AgreementTally,
  { assessor, human, threshold = DEFAULT_THRESHOLD }: ScoredTwice,
): AgreementTally => {
  const [a, b] = [Math.round(assessor * STEPS), Math.round(human * STEPS)];
  const verdict = (score: number): string => (score >= threshold ? 'pass' : 'fail');
  return mergeAgreement(tally, {
    verdicts: addPrediction(EMPTY_CONFUSION, verdict(human), verdict(assessor)),
    count: 1,
    sumA: a,
    sumB: b,
    sumAA: a * a,
    sumBB: b * b,
    sumAB: a * b,
    distance: Math.abs(a - b),
  });
};

/** Both together. Commutative and associative. */
export const mergeAgreement = (x: AgreementTally, y: AgreementTally): AgreementTally => ({
  verdicts: mergeConfusions(x.verdicts, y.verdicts),
  count: x.count + y.count,
  sumA: x.sumA + y.sumA,
  sumB: x.sumB + y.sumB,
  sumAA: x.sumAA + y.sumAA,
  sumBB: x.sumBB + y.sumBB,
  sumAB: x.sumAB + y.sumAB,
  distance: x.distance + y.distance,
});

/** How far assessor and people agree. */
export interface Agreement {
  readonly count: number;
  /** Share of calls on which both agree whether they pass. */
  readonly sameVerdict: Fraction;
  /** Cohen's kappa of the verdicts; absent where all verdicts are the same. */
  readonly kappa?: number;
  /** Pearson's correlation of the scores; absent where either side never varies. */
  readonly correlation?: number;
  readonly meanDistance: Fraction;
  /** In words, by Landis and Koch's bands. */
  readonly inWords: string;
}

/** The agreement; undefined without any call scored by both. */
export const agreementOf = (tally: AgreementTally): Agreement | undefined => {
  const { count, verdicts, sumA, sumB, sumAA, sumBB, sumAB, distance } = tally;
  if (count === 0) return undefined;
  const kappa = cohensKappa(verdicts);
  const [varianceA, varianceB] = [count * sumAA - sumA * sumA, count * sumBB - sumB * sumB];
  const correlation =
    varianceA > 0 && varianceB > 0 ? (count * sumAB - sumA * sumB) / Math.sqrt(varianceA * varianceB) : undefined;
  return {
    count,
    sameVerdict: verdicts.correct / verdicts.count,
    ...(kappa === undefined ? {} : { kappa }),
    ...(correlation === undefined ? {} : { correlation }),
    meanDistance: distance / count / STEPS,
    inWords: kappa === undefined ? 'one verdict throughout' : bandOf(kappa),
  };
};

/**
 * Names for ranges of kappa.
 * @see https://doi.org/10.2307/2529310 (Landis and Koch: the measurement of observer agreement for categorical data)
 */
const bandOf = (kappa: number): string => {
  if (kappa < 0) return 'poor';
  if (kappa <= 0.2) return 'slight';
  if (kappa <= 0.4) return 'fair';
  if (kappa <= 0.6) return 'moderate';
  return kappa <= 0.8 ? 'substantial' : 'almost perfect';
};
