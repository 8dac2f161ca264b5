import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METRICS, type MetricName } from '../../../src/domain/measure/catalogue.ts';
import { MAX_METRICS_PER_DIRECTIVE, MAX_VALUES_PER_METRIC } from '../../../src/domain/measure/emf.ts';
import { measure, measureFeedback, measureRequest } from '../../../src/domain/measure/measure.ts';
import { AT, call, parse, readMetrics, red, settings } from './spans.ts';

test('measure() publishes what a call tells, under the names of the catalogue', () => {
  const full = call({
    status: 'error',
    latencyMs: 2_000,
    timeToFirstTokenMs: 100,
    usage: { inputTokens: 900, outputTokens: 300, cacheReadTokens: 512 },
    cost: { source: 'client', nanoUsd: 1_234_567 },
    cacheHit: true,
    validationFailed: true,
    safety: [{ category: red('violence'), action: red('flagged') }],
    assessments: [
      {
        dimension: red('hallucination'),
        score: 0.25,
        confidence: 1,
        explanation: red('made up'),
        assessor: red('judge'),
        assessorType: 'model',
        threshold: 0.5,
      },
    ],
    outputLength: 1_200,
    redactions: { EMAIL: 2, PERSON: 1 },
    redactionFailed: true,
    resources: { cpuPercent: 50, memoryMb: 512, gpuPercent: 75, gpuMemoryMb: 8_000 },
  });

  const metrics = readMetrics(measure([full], { rejected: 3 }, settings()));

  assert.deepEqual(metrics, {
    Interactions: [1],
    InteractionErrors: [1],
    Latency: [2000],
    TimeToFirstToken: [100],
    OutputTokensPerSecond: [150],
    InputTokens: [900],
    OutputTokens: [300],
    CacheReadTokens: [512],
    CostUsd: [0.001234567],
    CacheHits: [1],
    ValidationFailures: [1],
    SafetyFlags: [1],
    LowQuality: [1],
    Hallucinations: [1],
    QualityScore: [0.25],
    ResponseLength: [1200],
    CpuUtilization: [50],
    MemoryUsed: [512],
    GpuUtilization: [75],
    GpuMemoryUsed: [8000],
    RedactionFindings: [3],
    RedactionFailures: [1],
    RejectedItems: [3],
  });
});

test('measure() counts an unpriced call apart and never as a cost of zero', () => {
  const unpriced = call({ cost: { source: 'unpriced', reason: 'unknown-model' } });

  const metrics = readMetrics(measure([unpriced, call()], {}, settings()));

  assert.deepEqual(metrics['UnpricedInteractions'], [2]);
  assert.equal(metrics['CostUsd'], undefined);
});

test('measure() tells what judges the content of a log record, and counts no call for it nor any step', () => {
  const { end: _, ...record } = call({ kind: 'other', isStartUnknown: true, assessments: [unsafe] });

  const metrics = readMetrics(measure([record, call({ kind: 'chain', assessments: [unsafe] })], {}, settings()));

  assert.deepEqual(metrics, { SafetyFlags: [1], LowQuality: [1], QualityScore: [0.1] });
});

const unsafe = {
  dimension: red('safety'),
  score: 0.1,
  confidence: 1,
  explanation: red('harm'),
  assessor: red('safety'),
  assessorType: 'automated' as const,
  threshold: 0.9,
};

test('measure() counts calls whose end was seen, and no other spans', () => {
  const { end: _, ...unfinished } = call();

  const metrics = readMetrics(
    measure([unfinished, call({ kind: 'tool' }), call({ kind: 'agent' }), call({ kind: 'embedding' })], {}, settings()),
  );

  assert.deepEqual(metrics['Interactions'], [1]);
});

test('measure() counts an assessment that comes in a part without the end', () => {
  const { end: _, ...part } = call({
    assessments: [
      {
        dimension: red('safety'),
        score: 0.2,
        confidence: 1,
        explanation: red('a threat'),
        assessor: red('safety'),
        assessorType: 'automated',
        threshold: 0.7,
      },
    ],
  });

  const metrics = readMetrics(measure([part], {}, settings()));

  assert.deepEqual(metrics, {
    SafetyFlags: [1],
    LowQuality: [1],
    QualityScore: [0.2],
  });
});

test('measure() adds amounts up and keeps every latency of one request in one line', () => {
  const spans = [100, 200, 200, 400].map((latencyMs) =>
    call({ latencyMs, usage: { inputTokens: 10, outputTokens: 0 } }),
  );

  const lines = measure(spans, {}, settings());

  assert.equal(lines.length, 1);
  assert.deepEqual(readMetrics(lines)['Latency'], [100, 200, 200, 400]);
  assert.deepEqual(readMetrics(lines)['InputTokens'], [40]);
});

test('measure() of a request seen before says only that', () => {
  const lines = measure([call()], { duplicate: true, rejected: 2 }, settings());

  assert.deepEqual(readMetrics(lines), { DuplicateRequests: [1] });
});

test('measure() writes nothing when there is nothing to say', () => {
  assert.deepEqual(measure([], {}, settings()), []);
});

test('measure() puts a dimension with one name on the line of the totals', () => {
  const lines = measure(
    [call({ environment: red('production') }), call({ environment: red('Production') })],
    { rejected: 1 },
    settings({ environments: ['production'] }),
  );

  const metrics = readMetrics(lines);

  assert.equal(lines.length, 1);
  assert.deepEqual(metrics['Interactions'], [2]);
  assert.deepEqual(metrics['Interactions{Environment=production}'], [2]);
  assert.deepEqual(metrics['RejectedItems'], [1]);
  assert.equal(metrics['RejectedItems{Environment=production}'], undefined);
});

test('measure() gives each listed model a line and folds the others into one, saying so', () => {
  const spans = [
    call({ model: red('gpt-4o') }),
    call({ model: red('gpt-4o-2024-08-06'), requestModel: red('gpt-4o') }),
    call({ model: red('unheard-of') }),
    call({ model: red('other-too') }),
  ];

  const metrics = readMetrics(measure(spans, {}, settings({ models: ['gpt-4o', 'gpt-4o-mini'] })));

  assert.deepEqual(metrics['Interactions'], [4]);
  assert.deepEqual(metrics['Interactions{Model=gpt-4o}'], [2]);
  assert.deepEqual(metrics['Interactions{Model=other}'], [2]);
  assert.deepEqual(metrics['FoldedNames'], [2]);
});

test('measure() splits safety flags and findings by listed categories, and folds the rest', () => {
  const flagged = call({
    safety: [
      { category: red('violence'), action: red('flagged') },
      { category: red('violence'), action: red('blocked') },
      { category: red('sarcasm'), action: red('flagged') },
    ],
    redactions: { EMAIL: 2, IBAN: 1 },
  });

  const metrics = readMetrics(measure([flagged], {}, settings({ categories: ['violence', 'EMAIL'] })));

  assert.deepEqual(metrics['SafetyFlags'], [1]);
  assert.deepEqual(metrics['SafetyFlags{Category=violence}'], [1]);
  assert.deepEqual(metrics['SafetyFlags{Category=other}'], [1]);
  assert.deepEqual(metrics['RedactionFindings{Category=EMAIL}'], [2]);
  assert.deepEqual(metrics['RedactionFindings{Category=other}'], [1]);
  assert.deepEqual(metrics['FoldedNames'], [2]);
});

test('measureFeedback() counts what people said and what they did', () => {
  const lines = measureFeedback(
    [
      { type: 'thumbs_up' },
      { type: 'thumbs_down' },
      { type: 'rating', rating: 4 },
      { type: 'task_completed' },
      { type: 'abandoned' },
    ],
    {},
    settings(),
  );

  assert.deepEqual(readMetrics(lines), {
    Feedback: [5],
    ThumbsUp: [1],
    ThumbsDown: [1],
    Rating: [4],
    TasksCompleted: [1],
    TasksFailed: [1],
  });
});

test('measureRequest() tells of findings, refusals and failures without any span', () => {
  const lines = measureRequest({ rejected: 2, redactionFailures: 1, redactions: { EMAIL: 3 } }, settings());

  assert.deepEqual(readMetrics(lines), { RedactionFindings: [3], RedactionFailures: [1], RejectedItems: [2] });
});

test('measure() keeps within the limits of the embedded metric format', () => {
  // Latencies over nine decades, so that even folded they are more values than one line may hold.
  const spans = Array.from({ length: 2_000 }, (_, index) => call({ latencyMs: 1.011 ** index, timeToFirstTokenMs: 5 }));

  const lines = parse(measure(spans, {}, settings()));

  assert.ok(lines.length > 1);
  for (const line of lines) {
    assert.equal(line._aws.Timestamp, AT);
    for (const { Metrics } of line._aws.CloudWatchMetrics) {
      assert.ok(Metrics.length <= MAX_METRICS_PER_DIRECTIVE);
      for (const { Name } of Metrics) {
        const target = line[Name];
        if (typeof target === 'number') continue;
        const { Values, Counts } = target as { Values: number[]; Counts: number[] };
        assert.ok(Values.length <= MAX_VALUES_PER_METRIC, `${Name} has ${Values.length} values`);
        assert.equal(Values.length, Counts.length);
      }
    }
  }
  assert.equal(readMetrics(lines.map((line) => JSON.stringify(line)))['Latency']?.length, 2_000);
  assert.deepEqual(readMetrics(lines.map((line) => JSON.stringify(line)))['Interactions'], [2_000]);
});

test('every metric that a line names is in the catalogue, with its unit or none', () => {
  const line = parse(measure([call({ latencyMs: 5, usage: { inputTokens: 1, outputTokens: 2 } })], {}, settings()))[0]!;

  for (const { Name, Unit } of line._aws.CloudWatchMetrics[0]!.Metrics) {
    const { unit } = METRICS[Name as MetricName];
    assert.ok(
      Unit === unit || (Unit === undefined && ['Count', 'Count/Second', 'None'].includes(unit)),
      `${Name} has unit ${Unit}`,
    );
  }
});
