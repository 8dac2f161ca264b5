/**
 * Whether what goes in and what comes out has changed: each distribution of an hour against the same one of a reference
 * (the same hours of past weeks). A change is flagged when it is both large, by PSI and Jensen–Shannon alike, and more
 * than chance; with too few calls on either side it is not judged at all.
 */

import { diverge } from './divergence.ts';
import { type Bins, categoryBins, numericBins, rateBins, scoreBins } from './drift-bins.ts';
import type { Figures } from './figures.ts';
import type { Groups } from './groups.ts';
import type { Rollup } from './rollup.ts';
import { meanScore, type Scores } from './scores.ts';
import { mean, type Sketch } from './sketch.ts';

/** Observations below which a distribution is not judged. */
export const MIN_NOW = 200;
const MIN_REFERENCE = 500;

/**
 * From which on a change is large. PSI's 0.2 is the usual mark of a major shift; on a rate PSI is about the square of
 * Cohen's h, so 0.04 is h = 0.2: from 5 % to 10 %, or from 50 % to 60 %. Jensen–Shannon is an eighth of PSI, in bits, for
 * small changes, and must reach half of that: it vetoes a PSI that rare bins alone drove up.
 */
const THRESHOLDS = {
  distribution: { psi: 0.2, jensenShannon: 0.018 },
  rate: { psi: 0.04, jensenShannon: 0.0036 },
} as const;

/** Chance below which a change is taken to be none. Some twenty distributions an hour make 175,000 checks a year. */
const MAX_CHANCE = 1e-4;

/** One distribution compared. */
export interface DriftFinding {
  /** What was compared: `prompt_length`, `refusals`, `feature:plan`. */
  readonly subject: string;
  readonly label: string;
  readonly psi: number;
  readonly jensenShannon: number;
  readonly chance: number;
  /** PSI from which on it is flagged. */
  readonly threshold: number;
  readonly flagged: boolean;
  readonly samples: { readonly now: number; readonly reference: number };
  /** The mean, or the rate, on both sides, where the subject is a number. */
  readonly means?: { readonly now: number; readonly reference: number };
}

/** Compares everything that can be compared; what has too few observations is left out. */
export const driftOf = (now: Rollup, reference: Rollup): readonly DriftFinding[] => [
  ...numericSubjects(now.figures, reference.figures),
  ...categoricalSubjects(now.figures, reference.figures),
  ...scoreSubjects(now.figures, reference.figures),
  ...rateSubjects(now.figures, reference.figures),
  ...featureSubjects(now.figures, reference.figures),
];

/** The flagged ones, the farthest from their threshold first. */
export const flaggedDrift = (findings: readonly DriftFinding[]): readonly DriftFinding[] =>
  findings.filter(({ flagged }) => flagged).sort((a, b) => b.psi / b.threshold - a.psi / a.threshold);

interface Subject {
  readonly subject: string;
  readonly label: string;
  readonly kind: keyof typeof THRESHOLDS;
  readonly means?: DriftFinding['means'];
}

const compare = ({ subject, label, kind, means }: Subject, { now, reference }: Bins): readonly DriftFinding[] => {
  const samples = { now: sum(now), reference: sum(reference) };
  if (samples.now < MIN_NOW || samples.reference < MIN_REFERENCE) return [];
  const { psi, jensenShannon, chance } = diverge(now, reference);
  const limit = THRESHOLDS[kind];
  const flagged = psi >= limit.psi && jensenShannon >= limit.jensenShannon && chance < MAX_CHANCE;
  return [
    {
      subject,
      label,
      psi,
      jensenShannon,
      chance,
      threshold: limit.psi,
      flagged,
      samples,
      ...(means === undefined ? {} : { means }),
    },
  ];
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const bothMeans = (now: number | undefined, reference: number | undefined): Pick<Subject, 'means'> =>
  now === undefined || reference === undefined ? {} : { means: { now, reference } };

const compareSketches = (subject: string, label: string, now: Sketch, reference: Sketch): readonly DriftFinding[] =>
  compare(
    { subject, label, kind: 'distribution', ...bothMeans(mean(now), mean(reference)) },
    numericBins(now, reference),
  );

const NUMERIC = {
  prompt_length: ['Prompt length', 'inputLength'],
  response_length: ['Response length', 'outputLength'],
  input_tokens: ['Input tokens', 'inputTokens'],
  output_tokens: ['Output tokens', 'outputTokens'],
} as const;

const numericSubjects = (now: Figures, reference: Figures): readonly DriftFinding[] =>
  Object.entries(NUMERIC).flatMap(([subject, [label, field]]) =>
    compareSketches(subject, label, now[field], reference[field]),
  );

const compareCategories = (
  subject: string,
  label: string,
  now: Groups<number>,
  reference: Groups<number>,
): readonly DriftFinding[] => compare({ subject, label, kind: 'distribution' }, categoryBins(now, reference));

const callsOf = (groups: Figures['by']['model']): Groups<number> => ({
  kept: new Map([...groups.kept].map(([name, { calls }]) => [name, calls])),
  other: groups.other?.calls,
  last: undefined,
});

const categoricalSubjects = (now: Figures, reference: Figures): readonly DriftFinding[] => [
  ...compareCategories('input_language', 'Language of prompts', now.inputLanguages, reference.inputLanguages),
  ...compareCategories('output_language', 'Language of answers', now.outputLanguages, reference.outputLanguages),
  ...compareCategories('topics', 'Topics of prompts', now.topics, reference.topics),
  ...compareCategories('models', 'Mix of models', callsOf(now.by.model), callsOf(reference.by.model)),
  ...compareCategories('features', 'Mix of features', callsOf(now.by.feature), callsOf(reference.by.feature)),
  ...compareCategories('finish_reasons', 'Finish reasons', now.finishReasons, reference.finishReasons),
];

const compareScores = (subject: string, label: string, now: Scores, reference: Scores): readonly DriftFinding[] =>
  compare(
    { subject, label, kind: 'distribution', ...bothMeans(meanScore(now), meanScore(reference)) },
    scoreBins(now, reference),
  );

/** Dimensions whose scores are a yes or no in truth: told apart as rates, which need less of a change. */
const RATES: Readonly<Record<string, string>> = { refusal: 'Refusals' };

const scoreSubjects = (now: Figures, reference: Figures): readonly DriftFinding[] => [
  ...compareScores('confidence', 'Confidence', now.confidence, reference.confidence),
  ...[...now.quality.kept].flatMap(([dimension, scores]) => {
    const before = reference.quality.kept.get(dimension);
    if (before === undefined) return [];
    return Object.hasOwn(RATES, dimension)
      ? compareRates(`${dimension}_rate`, RATES[dimension]!, refused(scores), refused(before))
      : compareScores(`score:${dimension}`, `Scores of ${dimension}`, scores, before);
  }),
];

interface Rate {
  readonly hits: number;
  readonly of: number;
}

/** How many scores lie below one half. */
const refused = ({ bins, count }: Scores): Rate => ({ hits: sum(bins.slice(0, bins.length / 2)), of: count });

const compareRates = (subject: string, label: string, now: Rate, reference: Rate): readonly DriftFinding[] =>
  now.of === 0 || reference.of === 0
    ? []
    : compare(
        { subject, label, kind: 'rate', means: { now: now.hits / now.of, reference: reference.hits / reference.of } },
        rateBins(now, reference),
      );

const rateSubjects = (now: Figures, reference: Figures): readonly DriftFinding[] => {
  const rate = (subject: string, label: string, hits: 'errors' | 'validationFailures' | 'flagged' | 'lowQuality') =>
    compareRates(subject, label, { hits: now[hits], of: now.calls }, { hits: reference[hits], of: reference.calls });
  return [
    ...rate('error_rate', 'Failed calls', 'errors'),
    ...rate('validation_failure_rate', 'Answers that failed validation', 'validationFailures'),
    ...rate('flagged_rate', 'Calls flagged as unsafe', 'flagged'),
    ...rate('low_quality_rate', 'Calls below a quality threshold', 'lowQuality'),
  ];
};

const featureSubjects = (now: Figures, reference: Figures): readonly DriftFinding[] => [
  ...[...now.numericFeatures.kept].flatMap(([name, sketch]) => {
    const before = reference.numericFeatures.kept.get(name);
    return before === undefined ? [] : compareSketches(`feature:${name}`, `Feature ${name}`, sketch, before);
  }),
  ...[...now.categoricalFeatures.kept].flatMap(([name, counts]) => {
    const before = reference.categoricalFeatures.kept.get(name);
    return before === undefined ? [] : compareCategories(`feature:${name}`, `Feature ${name}`, counts, before);
  }),
];
