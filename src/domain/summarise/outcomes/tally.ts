/**
 * What ground truth says of one model, operation and day: outcomes counted as labels, numbers, scores or texts, whichever
 * they are. Everything adds up exactly, so the tallies of days give that of a month.
 */
import type { Json } from '../../call/json.ts';
import type { Fraction } from '../../call/units.ts';
import { type BleuCounts, bleu, bleuCounts, mergeBleu, NO_BLEU } from './bleu.ts';
import {
  addPrediction,
  type ClassificationMetrics,
  type Confusion,
  classificationMetrics,
  EMPTY_CONFUSION,
  mergeConfusions,
} from './confusion.ts';
import {
  addError,
  type ErrorSums,
  mergeErrors,
  NO_ERRORS,
  type RegressionMetrics,
  regressionMetrics,
} from './errors.ts';
import { rougeL } from './rouge.ts';
import { addScored, areaUnderCurve, EMPTY_SEPARATION, mergeSeparations, type Separation } from './separation.ts';
import { normaliseAnswer, tokensOf } from './tokens.ts';

/** What turned out to be right, what was predicted, and with which score. */
export interface Outcome {
  readonly expected: Json;
  /** The prediction; the call's answer where the app states none. */
  readonly predicted?: Json;
  /** The score of the positive label, for the area under the curve. */
  readonly score?: number;
}

/** Texts compared. */
export interface TextTally {
  readonly count: number;
  readonly exact: number;
  readonly bleu: BleuCounts;
  /** Sum of ROUGE-L in millionths. */
  readonly rougeMicros: number;
}

/** Outcomes counted. */
export interface OutcomeTally {
  readonly count: number;
  /** Outcomes that can't be compared: no prediction, or structures of different kinds. */
  readonly incomparable: number;
  readonly labels: Confusion;
  readonly numbers: ErrorSums;
  readonly separation: Separation;
  readonly texts: TextTally;
}

const NO_TEXTS: TextTally = { count: 0, exact: 0, bleu: NO_BLEU, rougeMicros: 0 };

export const EMPTY_TALLY: OutcomeTally = {
  count: 0,
  incomparable: 0,
  labels: EMPTY_CONFUSION,
  numbers: NO_ERRORS,
  separation: EMPTY_SEPARATION,
  texts: NO_TEXTS,
};

const MICROS = 1_000_000;

/** Longest text that is taken for a label: a few words. Longer ones are compared as texts. */
const MAX_LABEL_CHARS = 64;

/** Labels that mean yes; what is expected decides on which side a score stands. */
const POSITIVE = new Set(['true', '1', 'yes', 'positive', 'y', 'spam', 'fraud', 'relevant', 'correct']);

/**
 * The tally of many outcomes. It halves the list, as adding one by one copies the tally each time: n·log n instead of n².
 */
export const tallyAll = (outcomes: readonly Outcome[]): OutcomeTally => {
  if (outcomes.length === 0) return EMPTY_TALLY;
  if (outcomes.length === 1) return tallyOf(outcomes[0]!);
  const half = outcomes.length >> 1;
  return mergeTallies(tallyAll(outcomes.slice(0, half)), tallyAll(outcomes.slice(half)));
};

const tallyOf = ({ expected, predicted, score }: Outcome): OutcomeTally => {
  const scored: OutcomeTally = {
    ...EMPTY_TALLY,
    count: 1,
    separation: score === undefined ? EMPTY_SEPARATION : addScored(EMPTY_SEPARATION, score, isPositive(expected)),
  };
  const [right, given] = [readable(expected), predicted === undefined ? undefined : readable(predicted)];
  if (right === undefined || given === undefined) return { ...scored, incomparable: score === undefined ? 1 : 0 };
  if (typeof right === 'number') {
    const number = typeof given === 'number' ? given : Number.parseFloat(given);
    return Number.isFinite(number)
      ? { ...scored, numbers: addError(NO_ERRORS, right, number) }
      : { ...scored, incomparable: 1 };
  }
  const text = String(given);
  return right.length <= MAX_LABEL_CHARS && !right.includes('\n')
    ? { ...scored, labels: addPrediction(EMPTY_CONFUSION, labelOf(right), labelOf(text)) }
    : { ...scored, texts: textTally(right, text) };
};

/** Numbers and texts as they are, booleans as labels, structures as their JSON. */
const readable = (value: Json): number | string | undefined => {
  if (value === null) return undefined;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
};

/** Labels are the same in any case and with any space around them, and with the full stop that models like to add. */
const labelOf = (text: string): string => text.trim().replace(/\.$/, '').toLowerCase().slice(0, MAX_LABEL_CHARS);

const isPositive = (expected: Json): boolean =>
  typeof expected === 'number' ? expected > 0 : POSITIVE.has(String(expected).trim().toLowerCase());

const textTally = (expected: string, predicted: string): TextTally => {
  const [candidate, reference] = [tokensOf(predicted), tokensOf(expected)];
  return {
    count: 1,
    exact: normaliseAnswer(expected) === normaliseAnswer(predicted) ? 1 : 0,
    bleu: bleuCounts(candidate, [reference]),
    // ROUGE is reported on lower case, BLEU as written.
    rougeMicros: Math.round(rougeL(tokensOf(predicted.toLowerCase()), tokensOf(expected.toLowerCase())) * MICROS),
  };
};

/** The tally of both. Commutative and associative. */
export const mergeTallies = (a: OutcomeTally, b: OutcomeTally): OutcomeTally => ({
  count: a.count + b.count,
  incomparable: a.incomparable + b.incomparable,
  labels: mergeConfusions(a.labels, b.labels),
  numbers: mergeErrors(a.numbers, b.numbers),
  separation: mergeSeparations(a.separation, b.separation),
  texts: {
    count: a.texts.count + b.texts.count,
    exact: a.texts.exact + b.texts.exact,
    bleu: mergeBleu(a.texts.bleu, b.texts.bleu),
    rougeMicros: a.texts.rougeMicros + b.texts.rougeMicros,
  },
});

/** What the outcomes say; what there were no outcomes of is absent. */
export interface OutcomeMetrics {
  readonly count: number;
  readonly incomparable: number;
  readonly classification?: ClassificationMetrics;
  readonly regression?: RegressionMetrics;
  readonly auc?: Fraction;
  readonly text?: {
    readonly count: number;
    readonly exactMatch: Fraction;
    readonly bleu?: Fraction;
    readonly rougeL: Fraction;
  };
}

/** The metrics of a tally. */
export const outcomeMetrics = ({
  count,
  incomparable,
  labels,
  numbers,
  separation,
  texts,
}: OutcomeTally): OutcomeMetrics => {
  const classification = classificationMetrics(labels);
  const regression = regressionMetrics(numbers);
  const auc = areaUnderCurve(separation);
  const bleuScore = bleu(texts.bleu);
  return {
    count,
    incomparable,
    ...(classification === undefined ? {} : { classification }),
    ...(regression === undefined ? {} : { regression }),
    ...(auc === undefined ? {} : { auc }),
    ...(texts.count === 0
      ? {}
      : {
          text: {
            count: texts.count,
            exactMatch: texts.exact / texts.count,
            ...(bleuScore === undefined ? {} : { bleu: bleuScore }),
            rougeL: texts.rougeMicros / MICROS / texts.count,
          },
        }),
  };
};
