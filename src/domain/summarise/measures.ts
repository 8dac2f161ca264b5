/**
 * The numbers that a period is judged by, read off its roll-up: the same list for reports, baselines, anomalies and
 * trends, so that they never disagree on what an error rate is.
 */
import { NANO_USD_PER_USD } from '../call/units.ts';
import { countDistinct } from './distinct.ts';
import type { Figures } from './figures.ts';
import { averageRating, completionRatio, thumbsUpRatio } from './opinions.ts';
import type { Rollup } from './rollup.ts';
import { meanScore, type Scores } from './scores.ts';
import { mean, quantile } from './sketch.ts';

/** How a measure is written: `share` is 0 to 1, `usd` dollars, `ms` milliseconds. */
export type MeasureUnit =
  | 'count'
  | 'share'
  | 'usd'
  | 'ms'
  | 'rating'
  | 'score'
  | 'tokens'
  | 'characters'
  | 'per-second'
  | 'number';

/** What a measure means and how to read a change of it. */
export interface MeasureDefinition {
  readonly label: string;
  readonly unit: MeasureUnit;
  /** Whether more is good or bad news; `neither` for what merely describes. */
  readonly better: 'higher' | 'lower' | 'neither';
  /** Whether it grows with traffic or is a property of the single call. */
  readonly kind: 'total' | 'ratio';
  /** Its value, and how many observations stand behind it; undefined when nothing was observed. */
  readonly read: (figures: Figures) => Measured | undefined;
}

/** A value with the number of observations behind it. */
export interface Measured {
  readonly value: number;
  readonly samples: number;
}

const total = (value: number): Measured => ({ value, samples: value });
const share = (part: number, whole: number): Measured | undefined =>
  whole === 0 ? undefined : { value: part / whole, samples: whole };
const known = (value: number | undefined, samples: number): Measured | undefined =>
  value === undefined ? undefined : { value, samples };
const dollars = (nanoUsd: bigint): number => Number(nanoUsd) / NANO_USD_PER_USD;

/** Scores of one quality dimension, where there are any. */
const scoresFor = (figures: Figures, dimension: string): Scores | undefined => figures.quality.kept.get(dimension);

/** Share of answers that declined: the refusal assessor scores them 0 and others 1. */
const refusals = (figures: Figures): Measured | undefined => {
  const scores = scoresFor(figures, 'refusal');
  const average = scores === undefined ? undefined : meanScore(scores);
  return average === undefined ? undefined : { value: 1 - average, samples: scores!.count };
};

const MEASURES = {
  calls: { label: 'AI calls', unit: 'count', better: 'neither', kind: 'total', read: ({ calls }) => total(calls) },
  users: {
    label: 'Users',
    unit: 'count',
    better: 'higher',
    kind: 'total',
    read: ({ users }) => total(countDistinct(users).count),
  },
  sessions: {
    label: 'Sessions',
    unit: 'count',
    better: 'higher',
    kind: 'total',
    read: ({ sessions }) => total(countDistinct(sessions).count),
  },
  error_rate: {
    label: 'Error rate',
    unit: 'share',
    better: 'lower',
    kind: 'ratio',
    read: ({ errors, calls }) => share(errors, calls),
  },
  latency_p50: {
    label: 'Latency, median',
    unit: 'ms',
    better: 'lower',
    kind: 'ratio',
    read: ({ latencyMs }) => known(quantile(latencyMs, 0.5), latencyMs.count),
  },
  latency_p95: {
    label: 'Latency, p95',
    unit: 'ms',
    better: 'lower',
    kind: 'ratio',
    read: ({ latencyMs }) => known(quantile(latencyMs, 0.95), latencyMs.count),
  },
  latency_p99: {
    label: 'Latency, p99',
    unit: 'ms',
    better: 'lower',
    kind: 'ratio',
    read: ({ latencyMs }) => known(quantile(latencyMs, 0.99), latencyMs.count),
  },
  time_to_first_token_p95: {
    label: 'Time to first token, p95',
    unit: 'ms',
    better: 'lower',
    kind: 'ratio',
    read: ({ timeToFirstTokenMs }) => known(quantile(timeToFirstTokenMs, 0.95), timeToFirstTokenMs.count),
  },
  output_tokens_per_second: {
    label: 'Output tokens a second, median',
    unit: 'per-second',
    better: 'higher',
    kind: 'ratio',
    read: ({ outputTokensPerSecond }) => known(quantile(outputTokensPerSecond, 0.5), outputTokensPerSecond.count),
  },
  cost_usd: {
    label: 'Cost',
    unit: 'usd',
    better: 'lower',
    kind: 'total',
    read: ({ costNanoUsd, calls, unpriced }) => ({ value: dollars(costNanoUsd), samples: calls - unpriced }),
  },
  cost_per_call_usd: {
    label: 'Cost per call',
    unit: 'usd',
    better: 'lower',
    kind: 'ratio',
    read: ({ costNanoUsd, calls, unpriced }) =>
      calls === unpriced ? undefined : { value: dollars(costNanoUsd) / (calls - unpriced), samples: calls - unpriced },
  },
  unpriced_share: {
    label: 'Calls without a known cost',
    unit: 'share',
    better: 'lower',
    kind: 'ratio',
    read: ({ unpriced, calls }) => share(unpriced, calls),
  },
  input_tokens: {
    label: 'Input tokens',
    unit: 'tokens',
    better: 'neither',
    kind: 'total',
    read: ({ tokens, inputTokens }) => ({ value: tokens.input, samples: inputTokens.count }),
  },
  output_tokens: {
    label: 'Output tokens',
    unit: 'tokens',
    better: 'neither',
    kind: 'total',
    read: ({ tokens, outputTokens }) => ({ value: tokens.output, samples: outputTokens.count }),
  },
  cached_input_share: {
    label: 'Input tokens read from the prompt cache',
    unit: 'share',
    better: 'higher',
    kind: 'ratio',
    read: ({ tokens }) => share(tokens.cacheRead, tokens.input),
  },
  cache_hit_share: {
    label: "Calls answered from the app's cache",
    unit: 'share',
    better: 'higher',
    kind: 'ratio',
    read: ({ cacheHits, calls }) => share(cacheHits, calls),
  },
  prompt_length_mean: {
    label: 'Prompt length, mean',
    unit: 'characters',
    better: 'neither',
    kind: 'ratio',
    read: ({ inputLength }) => known(mean(inputLength), inputLength.count),
  },
  response_length_mean: {
    label: 'Response length, mean',
    unit: 'characters',
    better: 'neither',
    kind: 'ratio',
    read: ({ outputLength }) => known(mean(outputLength), outputLength.count),
  },
  validation_failure_share: {
    label: 'Answers that failed validation',
    unit: 'share',
    better: 'lower',
    kind: 'ratio',
    read: ({ validationFailures, calls }) => share(validationFailures, calls),
  },
  flagged_share: {
    label: 'Calls flagged as unsafe',
    unit: 'share',
    better: 'lower',
    kind: 'ratio',
    read: ({ flagged, calls }) => share(flagged, calls),
  },
  low_quality_share: {
    label: 'Calls below a quality threshold',
    unit: 'share',
    better: 'lower',
    kind: 'ratio',
    read: ({ lowQuality, calls }) => share(lowQuality, calls),
  },
  refusal_share: { label: 'Refusals', unit: 'share', better: 'lower', kind: 'ratio', read: refusals },
  confidence_mean: {
    label: 'Confidence, mean',
    unit: 'score',
    better: 'higher',
    kind: 'ratio',
    read: ({ confidence }) => known(meanScore(confidence), confidence.count),
  },
  thumbs_up_share: {
    label: 'Thumbs up, of all thumbs',
    unit: 'share',
    better: 'higher',
    kind: 'ratio',
    read: ({ opinions }) => known(thumbsUpRatio(opinions), opinions.types.thumbs_up + opinions.types.thumbs_down),
  },
  rating_mean: {
    label: 'Rating, mean',
    unit: 'rating',
    better: 'higher',
    kind: 'ratio',
    read: ({ opinions }) =>
      known(
        averageRating(opinions),
        Object.values(opinions.ratings).reduce((sum, count) => sum + count, 0),
      ),
  },
  task_completion_share: {
    label: 'Tasks completed, of those ended',
    unit: 'share',
    better: 'higher',
    kind: 'ratio',
    read: ({ opinions }) =>
      known(completionRatio(opinions), opinions.types.task_completed + opinions.types.task_failed),
  },
  negative_feedback: {
    label: 'Negative feedback',
    unit: 'count',
    better: 'lower',
    kind: 'total',
    read: ({ opinions }) => ({ value: opinions.negative, samples: opinions.count }),
  },
  redactions_per_call: {
    label: 'Redactions per call',
    unit: 'number',
    better: 'neither',
    kind: 'ratio',
    read: ({ redactions, calls }) => share(redactions, calls),
  },
} as const satisfies Readonly<Record<string, MeasureDefinition>>;

export type MeasureName = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly MeasureName[];

/** What a measure means. */
export const definitionOf = (name: MeasureName): MeasureDefinition => MEASURES[name];

/** One measure of a roll-up; undefined when nothing was observed. */
export const measure = (rollup: Rollup, name: MeasureName): Measured | undefined =>
  definitionOf(name).read(rollup.figures);
