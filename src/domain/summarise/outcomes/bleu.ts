/**
 * BLEU: how many of the runs of one to four words of an answer stand in its reference, with a penalty for answers that are
 * too short. Counts are summed over all answers before dividing, as the measure is defined for a corpus.
 * @see https://aclanthology.org/P02-1040/ (Papineni and others, 2002)
 */
import type { Fraction } from '../../call/units.ts';

/** Longest runs compared. */
const ORDER = 4;

/** Counts that BLEU is made from. */
export interface BleuCounts {
  /** Runs of 1, 2, 3 and 4 words that stand in the reference, none counted more often than there. */
  readonly matches: readonly number[];
  /** All runs of 1, 2, 3 and 4 words. */
  readonly totals: readonly number[];
  readonly candidateLength: number;
  /** Lengths of the references nearest in length to their answers. */
  readonly referenceLength: number;
}

export const NO_BLEU: BleuCounts = {
  matches: [0, 0, 0, 0],
  totals: [0, 0, 0, 0],
  candidateLength: 0,
  referenceLength: 0,
};

type Tokens = readonly string[];

/** The counts of one answer against its references. */
export const bleuCounts = (candidate: Tokens, references: readonly Tokens[]): BleuCounts => {
  const orders = Array.from({ length: ORDER }, (_, at) => at + 1);
  return {
    matches: orders.map((order) => clippedMatches(candidate, references, order)),
    totals: orders.map((order) => Math.max(0, candidate.length - order + 1)),
    candidateLength: candidate.length,
    referenceLength: nearestLength(candidate.length, references),
  };
};

/** The counts of both. Commutative and associative. */
export const mergeBleu = (a: BleuCounts, b: BleuCounts): BleuCounts => ({
  matches: a.matches.map((count, at) => count + b.matches[at]!),
  totals: a.totals.map((count, at) => count + b.totals[at]!),
  candidateLength: a.candidateLength + b.candidateLength,
  referenceLength: a.referenceLength + b.referenceLength,
});

/** BLEU from 0 to 1; undefined without any words. No smoothing: without a shared run of four words it is 0. */
export const bleu = ({ matches, totals, candidateLength, referenceLength }: BleuCounts): Fraction | undefined => {
  if (candidateLength === 0) return undefined;
  const logs = matches.map((count, at) => (count === 0 ? Number.NEGATIVE_INFINITY : Math.log(count / totals[at]!)));
  const precision = Math.exp(logs.reduce((sum, log) => sum + log, 0) / ORDER);
  const brevity = candidateLength >= referenceLength ? 1 : Math.exp(1 - referenceLength / candidateLength);
  return brevity * precision;
};

const runsOf = (tokens: Tokens, order: number): ReadonlyMap<string, number> => {
  const runs = new Map<string, number>();
  for (let at = 0; at + order <= tokens.length; at += 1) {
    // Tokens hold no spaces, so a joined run is its run only.
    const run = tokens.slice(at, at + order).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
};

const clippedMatches = (candidate: Tokens, references: readonly Tokens[], order: number): number => {
  const allowed = references.map((reference) => runsOf(reference, order));
  let matches = 0;
  for (const [run, count] of runsOf(candidate, order)) {
    matches += Math.min(count, Math.max(0, ...allowed.map((runs) => runs.get(run) ?? 0)));
  }
  return matches;
};

/** The length nearest to the answer's; of two equally near, the shorter. */
const nearestLength = (length: number, references: readonly Tokens[]): number =>
  references
    .map((reference) => reference.length)
    .sort((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b)[0] ?? 0;
