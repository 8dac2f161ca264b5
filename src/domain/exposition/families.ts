/**
 * What we tell Prometheus: one project's figures under the names that AI teams' own exporters use, so that their
 * dashboards and alerts keep working when the numbers come from here.
 */
import { toUsd } from '../call/units.ts';
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
const byRoute: LabelsOf = ({ model, provider }) => ({ model, provider });

const callFamilies = ({ models, routes, totals }: ExposedFigures): readonly MetricFamily[] => [
  counter('llm_requests', 'AI calls whose end was seen, by model and outcome.', byStatus(models, byName)),
  histogram(
    'llm_request_latency_seconds',
    'Duration of AI calls.',
    SECONDS,
    distributions(models, byName, ({ latencyMs }) => inSeconds(latencyMs)),
  ),
  histogram(
    'llm_time_to_first_token_seconds',
    'Time until the first token of streamed calls.',
    SECONDS,
    distributions(models, byName, ({ timeToFirstTokenMs }) => inSeconds(timeToFirstTokenMs)),
  ),
  histogram(
    'llm_response_length_characters',
    'Characters of answers.',
    CHARACTERS,
    distributions(models, byName, ({ outputLength }) => outputLength),
  ),
  counter('ai_api_calls', 'AI calls whose end was seen, by model, provider and outcome.', byStatus(routes, byRoute)),
  histogram(
    'ai_api_call_duration_seconds',
    'Duration of AI calls.',
    SECONDS,
    distributions(routes, byRoute, ({ latencyMs }) => inSeconds(latencyMs)),
  ),
  gauge(
    'ai_active_conversations',
    'Distinct sessions of the last full hour and the one that is open.',
    total(totals.activeSessions),
  ),
];

const spendingFamilies = ({ models, routes }: ExposedFigures): readonly MetricFamily[] => [
  counter(
    'llm_input_tokens',
    'Input tokens, cached ones included.',
    each(models, byName, ({ inputTokens }) => inputTokens),
  ),
  counter(
    'llm_output_tokens',
    'Output tokens, reasoning included.',
    each(models, byName, ({ outputTokens }) => outputTokens),
  ),
  gauge(
    'llm_cost_per_query_usd',
    'Mean cost of an AI call whose cost is known, of yesterday and today.',
    each(
      models.filter(({ calls, unpriced }) => calls > unpriced),
      byName,
      ({ costNanoUsd, calls, unpriced }) => toUsd(costNanoUsd) / (calls - unpriced),
    ),
  ),
  counter('ai_tokens_processed', 'Tokens by model, provider and direction.', [
    ...each(
      routes,
      (figures) => ({ ...byRoute(figures), direction: 'input' }),
      ({ inputTokens }) => inputTokens,
    ),
    ...each(
      routes,
      (figures) => ({ ...byRoute(figures), direction: 'output' }),
      ({ outputTokens }) => outputTokens,
    ),
  ]),
  counter(
    'ai_estimated_cost_usd',
    'Cost of AI calls in US dollars, known costs only.',
    each(routes, byRoute, ({ costNanoUsd }) => toUsd(costNanoUsd)),
  ),
  counter(
    'ai_unpriced_calls',
    'AI calls whose cost is not known.',
    each(routes, byRoute, ({ unpriced }) => unpriced),
  ),
];

const qualityFamilies = ({ models, totals }: ExposedFigures): readonly MetricFamily[] => [
  counter(
    'ai_validation_failures',
    'Answers that failed validation in the app.',
    each(models, byModel, ({ validationFailures }) => validationFailures),
  ),
  counter(
    'ai_content_safety_flags',
    'AI calls flagged by a content-safety filter, by category.',
    models.flatMap((figures) => byKey('category', figures.safetyFlags, byModel(figures))),
  ),
  counter(
    'ai_low_quality_calls',
    'AI calls with an assessment below its threshold.',
    each(models, byModel, ({ lowQuality }) => lowQuality),
  ),
  counter('ai_cache_hits', "AI calls answered from the app's cache.", total(totals.cacheHits)),
  counter(
    'ai_redaction_findings',
    'Personal data and secrets replaced by placeholders.',
    total(totals.redactionFindings),
  ),
  counter(
    'ai_redaction_failures',
    'Texts dropped because they could not be redacted.',
    total(totals.redactionFailures),
  ),
  counter('ai_feedback', 'Feedback received, by type.', byKey('type', totals.feedback)),
];

const counter = (name: string, help: string, samples: Counter['samples']): Counter => ({
  type: 'counter',
  name,
  help,
  samples,
});

const gauge = (name: string, help: string, samples: Gauge['samples']): Gauge => ({
  type: 'gauge',
  name,
  help,
  samples,
});

const histogram = (
  name: string,
  help: string,
  bounds: readonly number[],
  samples: Histogram['samples'],
): Histogram => ({ type: 'histogram', name, help, bounds, samples });

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

const distributions = (
  models: readonly ModelFigures[],
  labelsOf: LabelsOf,
  read: (figures: ModelFigures) => Distribution,
): Histogram['samples'] => models.map((figures) => ({ labels: labelsOf(figures), distribution: read(figures) }));

const inSeconds = ({ count, sum, countUpTo }: Distribution): Distribution => ({
  count,
  sum: sum / MS_PER_SECOND,
  countUpTo: (bound) => countUpTo(bound * MS_PER_SECOND),
});
