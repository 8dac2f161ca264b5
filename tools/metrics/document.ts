/** Writes docs/metrics.md from the catalogue, so that the two can't disagree. */
import { MAX_NAMES } from '../../src/domain/measure/bounded-names.ts';
import {
  METRICS,
  type MetricDefinition,
  type MetricName,
  type MetricPresence,
} from '../../src/domain/measure/catalogue.ts';
import { MEANINGS } from '../../src/domain/measure/meanings.ts';

/**
 * Dollars a custom metric costs a month, charged by the hour in which it has data; the first ten are free.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const METRIC_MONTH_USD = 0.3;
const FREE_METRICS = 10;
/** Dollars a gigabyte of logs costs to take in, which is how metric lines are paid. */
const LOG_GB_USD = 0.5;
/** Bytes of metric lines a call, measured: test/domain/measure/bytes.test.ts holds the last one. */
const BYTES_PER_CALL = { alone: 640, inBatchesOf100: 15 } as const;

const SECTIONS: Readonly<Record<MetricPresence, string>> = {
  calls: 'With every kind of traffic',
  reported: 'Where the app reports such a thing',
  incident: 'When something happens',
  feedback: 'With feedback',
  summary: 'Every hour that is summed up',
};

const SHAPES: Readonly<Record<MetricDefinition['shape'], string>> = {
  total: 'sum',
  distribution: 'every percentile, mean, least, greatest',
  outline: 'mean, least, greatest',
};

const definitions = Object.entries(METRICS) as readonly (readonly [MetricName, MetricDefinition])[];

const count = (...presences: readonly MetricPresence[]): number =>
  definitions.filter(([, { presence }]) => presences.includes(presence)).length;

const usd = (amount: number): string => `$${amount.toFixed(2)}`;

const monthly = (metrics: number): string => usd(Math.max(0, metrics - FREE_METRICS) * METRIC_MONTH_USD);

const perMillion = (bytes: number): string => usd((bytes * 1e6 * LOG_GB_USD) / 1e9);

const table = (header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${header.join(' | ')} |`,
  `| ${header.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

const section = (presence: MetricPresence): readonly string[] => [
  `## ${SECTIONS[presence]}`,
  '',
  ...table(
    ['metric', 'unit', 'meaning', 'statistics', 'a month'],
    definitions
      .filter(([, definition]) => definition.presence === presence)
      .map(([name, { unit, shape }]) => [`\`${name}\``, unit, MEANINGS[name], SHAPES[shape], usd(METRIC_MONTH_USD)]),
  ),
  '',
];

/**
 * What guides to the monitoring of AI systems name, and where each stands: in our metrics, for Prometheus (docs/prometheus.md), in
 * summaries, or why nowhere. A test holds the metrics' names to the catalogue.
 */
export const HOMES: readonly (readonly [asked: string, metrics: string, elsewhere: string])[] = [
  [
    'calls by status, throughput, error rate',
    '`Interactions`, `InteractionErrors`',
    '`llm_requests_total`, `ai_api_calls_total`',
  ],
  ['availability', 'alarms `ingest-stalled`, `api-server-errors`', '`GET /health`'],
  ['latency, p50 to p99', '`Latency`', '`llm_request_latency_seconds`, `ai_api_call_duration_seconds`'],
  [
    'time to first token, tokens a second',
    '`TimeToFirstToken`, `OutputTokensPerSecond`',
    '`llm_time_to_first_token_seconds`',
  ],
  [
    'tokens by direction',
    '`InputTokens`, `OutputTokens`',
    '`ai_tokens_processed_total`, `llm_input_tokens_total`, `llm_output_tokens_total`',
  ],
  [
    'cost; per call, user, feature',
    '`CostUsd`, `CostBaselineUsd`',
    '`ai_estimated_cost_usd_total`, `llm_cost_per_query_usd`; summaries by model, feature, user',
  ],
  ['cache hit rate', '`CacheHits`, `CacheReadTokens`', '`ai_cache_hits_total`; summaries'],
  ['validation failures', '`ValidationFailures`', '`ai_validation_failures_total`'],
  ['safety flags by category', '`SafetyFlags`, by `Category`', '`ai_content_safety_flags_total`'],
  ['hallucination rate', '`Hallucinations`', 'alarm `ai-hallucination`; summaries'],
  ['helpfulness, coherence, conciseness, relevance', '`QualityScore`, `LowQuality`', 'summaries by dimension'],
  ['length of answers', '`ResponseLength`', '`llm_response_length_characters`'],
  ['accuracy, precision, recall, F1, AUC, RMSE, BLEU, ROUGE', '–', '`POST /v1/outcomes`; summaries'],
  ['drift of inputs and outputs', '`DriftedDistributions`, `Anomalies`', 'summaries'],
  ['thumbs-up ratio, ratings', '`ThumbsUp`, `ThumbsDown`, `Rating`', '`GET /v1/feedback/summary`'],
  ['task completion, conversion', '`TasksCompleted`, `TasksFailed`', 'feedback `task_completed`; summaries'],
  [
    'active conversations, length of sessions',
    '`ActiveSessions`',
    '`ai_active_conversations`; `GET /v1/sessions/{id}`',
  ],
  [
    'CPU, memory, GPU',
    '`CpuUtilization`, `MemoryUsed`, `GpuUtilization`, `GpuMemoryUsed`',
    'with calls, or OTLP metrics',
  ],
  ['personal data', '`RedactionFindings`, by `Category`, `RedactionFailures`', '`ai_redaction_findings_total`'],
  [
    'disk and network of machines, GPU hours, storage',
    '–',
    "the machines' own monitoring and the bill: they belong to no call",
  ],
  ['perplexity', '–', 'a measure of training, which no provider reports'],
];

/** The page, as Markdown. */
export const metricsDocument = (): string => {
  const healthy = count('calls', 'summary');
  const everything = definitions.length;
  const perName = count('calls');
  return [
    '# Metrics',
    '',
    '<!-- Generated by `npm run docs:metrics` from src/domain/measure/catalogue.ts and meanings.ts; do not edit. -->',
    '',
    "All metrics are in the stage's namespace, `Sightglass/<stage>`, and without dimensions: totals, which the alarms sit on.",
    'Each request writes one line of embedded metric format; a metric that would be zero is not written. Counts, rates and',
    'dollars are published without a unit, to keep the line short; times, shares and sizes carry theirs.',
    '',
    '## What they cost',
    '',
    `CloudWatch charges ${usd(METRIC_MONTH_USD)} a month for a metric, by the hour in which it has data; the first ${FREE_METRICS} of an account are free.`,
    'An idle deployment publishes nothing and pays nothing.',
    '',
    ...table(
      ['what has data all month', 'metrics', 'a month'],
      [
        ['healthy traffic, nothing reported beside it', String(healthy), monthly(healthy)],
        ['and feedback', String(healthy + count('feedback')), monthly(healthy + count('feedback'))],
        ['every metric of this page', String(everything), monthly(everything)],
        [
          'each environment or model listed for metrics of its own',
          `${perName} to ${count('calls', 'reported', 'incident')}`,
          `${usd(perName * METRIC_MONTH_USD)} and up`,
        ],
      ],
    ),
    '',
    `The lines themselves cost ${usd(LOG_GB_USD)} a gigabyte: ${perMillion(BYTES_PER_CALL.inBatchesOf100)} a million calls in batches of 100 (at most ${BYTES_PER_CALL.inBatchesOf100} bytes a call),`,
    `${perMillion(BYTES_PER_CALL.alone)} a million sent one by one (some ${BYTES_PER_CALL.alone} bytes each).`,
    '',
    '## Dimensions',
    '',
    'Only names listed in `metricDimensions` of `lib/stages.ts` become dimensions: `Environment`, `Model`, and `Category` for',
    `safety categories and types of redaction findings; at most ${MAX_NAMES} names each, none by default. What is not listed counts as \`other\``,
    'and in `FoldedNames`. No id, text or person can become one: the code takes dimension names from the settings only.',
    '',
    '## How exact they are',
    '',
    'Sums are exact. Percentiles of latencies are exact for a few calls; a line of many calls folds its values into bins of at',
    'most 10 %, each told by its mean, so that the mean stays exact to three digits. Outlines keep least, greatest and mean. The',
    'roll-ups behind the summaries are exact for every call, at any volume.',
    '',
    ...(Object.keys(SECTIONS) as MetricPresence[]).flatMap(section),
    '## What guides ask for, and where it is',
    '',
    ...table(['asked for', 'CloudWatch', 'elsewhere'], HOMES),
    '',
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
