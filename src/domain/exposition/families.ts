/**
 * What we tell Prometheus: one project's figures under the names that AI teams' own exporters use, so that their
 * dashboards and alerts keep working when the numbers come from here.
 */
import { type EpochMs, toUsd } from '../call/units.ts';
import type { ExposedFigures, ModelFigures } from './figures.ts';
import type { Counter, Distribution, Gauge, Histogram, Labels, MetricFamily } from './openmetrics.ts';

/** Prometheus' own default bounds, then the long answers that only models give. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120] as const;
/** The bounds that AI teams' exporters commonly use for the length of answers, then longer ones. */
const CHARACTERS = [0, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

const MS_PER_SECOND = 1_000;

/** Every family, in the order in which it is written. */
export const familiesOf = (figures: ExposedFigures): readonly MetricFamily[] => [
  ...callFamilies(figures),
  ...spendingFamilies(figures),
  ...qualityFamilies(figures),
];

type LabelsOf = (figures: ModelFigures) => Labels;

const byName: LabelsOf = ({ model }) => ({ model_name: model });
const byModel: LabelsOf = ({ model }) => ({ model });
const byProvider: LabelsOf = ({ model, provider = '' }) => ({ model, provider });

const callFamilies = ({ since, models, totals }: ExposedFigures): readonly MetricFamily[] => {
  const latency = (labelsOf: LabelsOf): Histogram['samples'] =>
    models.map((figures) => ({ labels: labelsOf(figures), distribution: inSeconds(figures.latencyMs) }));
  return [
    counter(since, 'llm_requests', 'AI calls whose end was seen, by model and outcome.', byStatus(models, byName)),
    histogram(since, 'llm_request_latency_seconds', 'Duration of AI calls.', SECONDS, latency(byName)),
    histogram(
      since,
      'llm_time_to_first_token_seconds',
      'Time until the first token of streamed calls.',
      SECONDS,
      distributions(models, ({ timeToFirstTokenMs: known }) => known, totals.timeToFirstTokenMs).map(
        ({ labels, distribution }) => ({ labels, distribution: inSeconds(distribution) }),
      ),
    ),
    histogram(
      since,
      'llm_response_length_characters',
      'Characters of answers.',
      CHARACTERS,
      distributions(models, ({ outputLength }) => outputLength, totals.outputLength),
    ),
    counter(
      since,
      'ai_api_calls',
      'AI calls whose end was seen, by model, provider and outcome.',
      byStatus(models, byProvider),
    ),
    histogram(since, 'ai_api_call_duration_seconds', 'Duration of AI calls.', SECONDS, latency(byProvider)),
    gauge(
      'ai_active_conversations',
      'Distinct sessions of the last hour that was summed up.',
      total(totals.activeSessions),
    ),
  ];
};

const spendingFamilies = ({ since, models }: ExposedFigures): readonly MetricFamily[] => [
  counter(
    since,
    'llm_input_tokens',
    'Input tokens, cached ones included.',
    each(models, byName, ({ inputTokens }) => inputTokens),
  ),
  counter(
    since,
    'llm_output_tokens',
    'Output tokens, reasoning included.',
    each(models, byName, ({ outputTokens }) => outputTokens),
  ),
  gauge(
    'llm_cost_per_query_usd',
    'Mean cost of an AI call whose cost is known.',
    each(
      models.filter(({ calls, unpriced }) => calls > unpriced),
      byName,
      ({ costNanoUsd, calls, unpriced }) => toUsd(costNanoUsd) / (calls - unpriced),
    ),
  ),
  counter(since, 'ai_tokens_processed', 'Tokens by model, provider and direction.', [
    ...each(
      models,
      (figures) => ({ ...byProvider(figures), direction: 'input' }),
      ({ inputTokens }) => inputTokens,
    ),
    ...each(
      models,
      (figures) => ({ ...byProvider(figures), direction: 'output' }),
      ({ outputTokens }) => outputTokens,
    ),
  ]),
  counter(
    since,
    'ai_estimated_cost_usd',
    'Cost of AI calls in US dollars, known costs only.',
    each(models, byProvider, ({ costNanoUsd }) => toUsd(costNanoUsd)),
  ),
  counter(
    since,
    'ai_unpriced_calls',
    'AI calls whose cost is not known.',
    each(models, byProvider, ({ unpriced }) => unpriced),
  ),
];

const qualityFamilies = ({ since, models, totals }: ExposedFigures): readonly MetricFamily[] => {
  const validated = models.filter(({ validationFailures }) => validationFailures !== undefined);
  const flagged = models.filter(({ safetyFlags }) => safetyFlags !== undefined);
  return [
    counter(
      since,
      'ai_validation_failures',
      'Answers that failed validation in the app.',
      validated.length > 0
        ? each(validated, byModel, ({ validationFailures = 0 }) => validationFailures)
        : total(totals.validationFailures),
    ),
    counter(
      since,
      'ai_content_safety_flags',
      'AI calls flagged by a content-safety filter, by category.',
      flagged.length > 0
        ? flagged.flatMap((figures) => byKey('category', figures.safetyFlags ?? {}, byModel(figures)))
        : byKey('category', totals.safetyFlags),
    ),
    counter(
      since,
      'ai_low_quality_calls',
      'AI calls with an assessment below its threshold.',
      each(models, byModel, ({ lowQuality }) => lowQuality),
    ),
    counter(since, 'ai_cache_hits', "AI calls answered from the app's cache.", total(totals.cacheHits)),
    counter(
      since,
      'ai_redaction_findings',
      'Personal data and secrets replaced by placeholders.',
      total(totals.redactionFindings),
    ),
    counter(
      since,
      'ai_redaction_failures',
      'Texts dropped because they could not be redacted.',
      total(totals.redactionFailures),
    ),
    counter(since, 'ai_feedback', 'Feedback received, by type.', byKey('type', totals.feedback)),
  ];
};

const counter = (created: EpochMs, name: string, help: string, samples: Counter['samples']): Counter => ({
  type: 'counter',
  name,
  help,
  created,
  samples,
});

const gauge = (name: string, help: string, samples: Gauge['samples']): Gauge => ({
  type: 'gauge',
  name,
  help,
  samples,
});

const histogram = (
  created: EpochMs,
  name: string,
  help: string,
  bounds: readonly number[],
  samples: Histogram['samples'],
): Histogram => ({ type: 'histogram', name, help, created, bounds, samples });

const each = (
  models: readonly ModelFigures[],
  labelsOf: LabelsOf,
  read: (figures: ModelFigures) => number,
): Counter['samples'] => models.map((figures) => ({ labels: labelsOf(figures), value: read(figures) }));

const total = (value: number): Counter['samples'] => [{ labels: {}, value }];

const byStatus = (models: readonly ModelFigures[], labelsOf: LabelsOf): Counter['samples'] =>
  models.flatMap((figures) => [
    { labels: { ...labelsOf(figures), status: 'success' }, value: figures.calls - figures.errors },
    { labels: { ...labelsOf(figures), status: 'failure' }, value: figures.errors },
  ]);

const byKey = (label: string, counts: Readonly<Record<string, number>>, labels: Labels = {}): Counter['samples'] =>
  Object.entries(counts).map(([key, value]) => ({ labels: { ...labels, [label]: key }, value }));

/** By model where it is kept so, else in total and under no model. */
const distributions = (
  models: readonly ModelFigures[],
  read: (figures: ModelFigures) => Distribution | undefined,
  overall: Distribution,
): Histogram['samples'] => {
  const known = models.flatMap((figures) => {
    const distribution = read(figures);
    return distribution === undefined ? [] : [{ labels: byName(figures), distribution }];
  });
  return known.length > 0 ? known : [{ labels: {}, distribution: overall }];
};

const inSeconds = ({ count, sum, countUpTo }: Distribution): Distribution => ({
  count,
  sum: sum / MS_PER_SECOND,
  countUpTo: (bound) => countUpTo(bound * MS_PER_SECOND),
});
