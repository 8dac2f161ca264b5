import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { familiesOf } from '../../../src/domain/exposition/families.ts';
import type { ExposedFigures, ModelFigures } from '../../../src/domain/exposition/figures.ts';
import { type Distribution, renderOpenMetrics, samplesOf } from '../../../src/domain/exposition/openmetrics.ts';
import { parseOpenMetrics, type Sample } from './openmetrics-grammar.ts';

const distribution = (...values: readonly number[]): Distribution => ({
  count: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  countUpTo: (bound) => values.filter((value) => value <= bound).length,
});

const model = (fields: Partial<ModelFigures> = {}): ModelFigures => ({
  model: 'gpt-4o',
  provider: '',
  calls: 3,
  errors: 1,
  unpriced: 1,
  inputTokens: 900,
  outputTokens: 300,
  costNanoUsd: 5_000_000,
  lowQuality: 0,
  validationFailures: 2,
  safetyFlags: { violence: 1 },
  latencyMs: distribution(80, 700, 2_000),
  timeToFirstTokenMs: distribution(90, 350),
  outputLength: distribution(0, 60, 4_000),
  ...fields,
});

const SINCE = Date.parse('2026-11-21T00:00:00Z');

const figures = (models: readonly ModelFigures[]): ExposedFigures => ({
  models,
  routes: models.map((one) => ({ ...one, provider: 'openai' })),
  totals: {
    cacheHits: 4,
    redactionFindings: 5,
    redactionFailures: 0,
    feedback: { thumbs_up: 7 },
    activeSessions: 6,
  },
});

const scrape = (exposed: ExposedFigures): readonly Sample[] =>
  parseOpenMetrics(renderOpenMetrics(familiesOf(exposed).map(samplesOf), SINCE)).flatMap(({ samples }) => samples);

const valueIn = (
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined =>
  samples.find(
    (sample) =>
      sample.name === name &&
      JSON.stringify(Object.entries(sample.labels).sort()) === JSON.stringify(Object.entries(labels).sort()),
  )?.value;

test('renderOpenMetrics() exposes every metric that AI teams export themselves, under its usual name and labels', () => {
  const samples = scrape(figures([model()]));

  const by = { model: 'gpt-4o', provider: 'openai' };
  assert.equal(valueIn(samples, 'llm_requests_total', { model_name: 'gpt-4o', status: 'success' }), 2);
  assert.equal(valueIn(samples, 'llm_requests_total', { model_name: 'gpt-4o', status: 'failure' }), 1);
  assert.equal(valueIn(samples, 'llm_request_latency_seconds_bucket', { model_name: 'gpt-4o', le: '1.0' }), 2);
  assert.equal(valueIn(samples, 'llm_request_latency_seconds_sum', { model_name: 'gpt-4o' }), 2.78);
  assert.equal(valueIn(samples, 'llm_input_tokens_total', { model_name: 'gpt-4o' }), 900);
  assert.equal(valueIn(samples, 'llm_output_tokens_total', { model_name: 'gpt-4o' }), 300);
  assert.equal(valueIn(samples, 'llm_cost_per_query_usd', { model_name: 'gpt-4o' }), 0.0025);
  assert.equal(valueIn(samples, 'llm_response_length_characters_bucket', { model_name: 'gpt-4o', le: '100.0' }), 2);
  assert.equal(valueIn(samples, 'llm_time_to_first_token_seconds_bucket', { model_name: 'gpt-4o', le: '0.1' }), 1);
  assert.equal(valueIn(samples, 'ai_api_calls_total', { ...by, status: 'success' }), 2);
  assert.equal(valueIn(samples, 'ai_api_call_duration_seconds_count', by), 3);
  assert.equal(valueIn(samples, 'ai_tokens_processed_total', { ...by, direction: 'input' }), 900);
  assert.equal(valueIn(samples, 'ai_tokens_processed_total', { ...by, direction: 'output' }), 300);
  assert.equal(valueIn(samples, 'ai_estimated_cost_usd_total', by), 0.005);
  assert.equal(valueIn(samples, 'ai_validation_failures_total', { model: 'gpt-4o' }), 2);
  assert.equal(valueIn(samples, 'ai_content_safety_flags_total', { model: 'gpt-4o', category: 'violence' }), 1);
  assert.equal(valueIn(samples, 'ai_active_conversations'), 6);
});

test('renderOpenMetrics() has no mean cost where no cost is known', () => {
  const samples = scrape(figures([model({ unpriced: 3, costNanoUsd: 0 })]));

  assert.equal(
    samples.some(({ name }) => name.startsWith('llm_cost_per_query_usd')),
    false,
  );
  assert.equal(valueIn(samples, 'ai_unpriced_calls_total', { model: 'gpt-4o', provider: 'openai' }), 3);
});

test('renderOpenMetrics() says since when its counters count', () => {
  const samples = scrape(figures([model()]));

  assert.equal(valueIn(samples, 'llm_input_tokens_created', { model_name: 'gpt-4o' }), SINCE / 1_000);
});

test('renderOpenMetrics() of nothing is an empty, valid text', () => {
  assert.equal(renderOpenMetrics([], SINCE), '# EOF\n');
});

test('renderOpenMetrics() keeps to the grammar whatever a model or category is called', () => {
  const odd = fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '{', '}', ',', '=', ' ', 'a', 'é', '#'),
    minLength: 1,
    maxLength: 12,
  });

  fc.assert(
    fc.property(fc.uniqueArray(odd, { maxLength: 5 }), fc.uniqueArray(odd, { maxLength: 3 }), (names, categories) => {
      const flags = Object.fromEntries(categories.map((category) => [category, 1]));

      const samples = scrape(figures(names.map((name) => model({ model: name, safetyFlags: flags }))));

      const read = samples
        .filter(({ name }) => name === 'llm_input_tokens_total')
        .map(({ labels }) => labels['model_name']);
      assert.deepEqual(read, names);
    }),
  );
});

test('parseOpenMetrics() of the tests refuses what is not OpenMetrics', () => {
  const wrong: readonly (readonly [text: string, message: RegExp])[] = [
    ['', /must end with/],
    ['# TYPE a counter\na 1\n# EOF\n', /does not belong/],
    ['# TYPE a counter\na_total -1\n# EOF\n', /no count/],
    ['# TYPE a gauge\na{b="c} 1\n# EOF\n', /not OpenMetrics/],
    ['# TYPE a gauge\na 1\n# TYPE a gauge\n# EOF\n', /twice/],
    ['# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n# EOF\n', /twice/],
    ['# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n', /must end in its unit/],
    ['# TYPE a histogram\na_bucket{le="1.0"} 1\na_count 1\na_sum 1\n# EOF\n', /must be \+Inf/],
    ['# TYPE a histogram\na_bucket{le="1.0"} 2\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n# EOF\n', /must not fall/],
    ['# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 2\na_sum 1\n# EOF\n', /what the last bucket holds/],
    ['# TYPE a gauge\n\na 1\n# EOF\n', /not OpenMetrics/],
  ];

  for (const [text, message] of wrong) assert.throws(() => parseOpenMetrics(text), message, text);
});
