/** What is known of the captures, held against what is read from them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isJsonObject } from '../../../src/domain/call/json.ts';
import { assembleParts, type MessagePart } from '../../../src/domain/call/parts.ts';
import type { RawSpan } from '../../../src/domain/call/span.ts';
import { countingSpans } from '../../../src/domain/totals/counting-spans.ts';
import { capturesOf } from './captures.ts';
import { readNormalised } from './requests.ts';

const CAPTURED_AT = Date.parse('2026-11-21T03:00:00Z');

const spansIn = (folder: string, signal: 'traces' | 'logs' = 'traces'): readonly RawSpan[] =>
  capturesOf(folder)
    .filter((capture) => capture.signal === signal)
    .flatMap(({ body, encoding }) => readNormalised(body, signal, encoding, CAPTURED_AT).spans);

const callsIn = (spans: readonly RawSpan[]): readonly RawSpan[] => {
  const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
  return [...byTrace.values()].flatMap((trace) => {
    const counting = countingSpans(trace);
    return trace.filter(({ spanId }) => counting.has(spanId));
  });
};

const inputTokens = (spans: readonly RawSpan[]): number =>
  spans.reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0), 0);

/** Folder, chat calls, embedding calls, failed calls, input tokens over the calls that count. */
const CALLS: readonly (readonly [folder: string, llm: number, embedding: number, errors: number, input: number])[] = [
  ['otel-contrib-openai-proto', 9, 1, 2, 293],
  // Runs of their own; the fake provider answered with a longer id, which is a token more in what goes back in.
  ['otel-contrib-openai-proto-gzip', 9, 1, 2, 294],
  ['otel-contrib-openai-json', 9, 1, 2, 294],
  ['otel-contrib-openai-json-gzip', 9, 1, 2, 294],
  ['vercel-ai-v7', 9, 1, 2, 342],
  ['strands-stable', 3, 0, 1, 155],
  ['scenario-split-trace', 9, 1, 2, 294],
  ['langfuse-v5', 10, 1, 2, 287],
  ['openinference', 7, 1, 0, 227],
  ['traceloop', 7, 0, 0, 242],
  ['traceloop-legacy', 6, 0, 0, 234],
];

for (const [folder, llm, embedding, errors, input] of CALLS) {
  test(`${folder} holds ${llm} chat calls and ${embedding} embeddings, ${errors} failed, with ${input} input tokens`, () => {
    const calls = callsIn(spansIn(folder));

    assert.deepEqual(
      {
        llm: calls.filter(({ kind }) => kind === 'llm').length,
        embedding: calls.filter(({ kind }) => kind === 'embedding').length,
        errors: calls.filter(({ status }) => status === 'error').length,
        input: inputTokens(calls),
      },
      { llm, embedding, errors, input },
    );
  });
}

test('vercel-ai-v7 and strands-stable state about twice the tokens that were used', () => {
  for (const [folder, times] of [
    ['vercel-ai-v7', 1.96],
    ['strands-stable', 2],
  ] as const) {
    const spans = spansIn(folder);

    assert.equal(Math.round((inputTokens(spans) / inputTokens(callsIn(spans))) * 100) / 100, times);
  }
});

for (const folder of ['otel-contrib-openai-proto', 'otel-contrib-openai-json']) {
  test(`${folder} brings the prompts and answers of its calls in logs, joined by trace and span`, () => {
    const calls = callsIn(spansIn(folder)).filter(({ kind }) => kind === 'llm');
    const fromLogs = new Map(spansIn(folder, 'logs').map((part) => [part.spanId, part]));

    for (const call of calls) {
      const payload = fromLogs.get(call.spanId)?.payload;
      const parts = (payload?.parts ?? []) as unknown as readonly MessagePart<string>[];
      const { input, output } = { ...assembleParts(parts), ...payload };
      assert.equal(fromLogs.get(call.spanId)?.traceId, call.traceId);
      assert.ok(input, `${call.name} has no input`);
      assert.ok(output !== undefined || call.status === 'error', `${call.name} has no output`);
    }
  });
}

test('otel-contrib-openai-proto has two choices in order where two were asked for', () => {
  const twoChoices = spansIn('otel-contrib-openai-proto', 'logs')
    .map(({ payload }) => assembleParts((payload?.parts ?? []) as unknown as readonly MessagePart<string>[]).output)
    .find((output) => output?.length === 2);

  assert.ok(twoChoices?.every((message) => isJsonObject(message) && message['role'] === 'assistant'));
});

test('scenario-split-trace is one trace over five requests, the root in the last', () => {
  const requests = capturesOf('scenario-split-trace').map(
    ({ body, encoding }) => readNormalised(body, 'traces', encoding, CAPTURED_AT).spans,
  );

  assert.equal(requests.length, 5);
  assert.equal(new Set(requests.flat().map(({ traceId }) => traceId)).size, 1);
  assert.equal(
    requests.at(-1)?.some(({ parentSpanId }) => parentSpanId === undefined),
    true,
  );
  assert.equal(
    requests
      .slice(0, -1)
      .flat()
      .some(({ parentSpanId }) => parentSpanId === undefined),
    false,
  );
});

test('scenario-retry-503 gives the same spans both times', () => {
  const [first, second] = capturesOf('scenario-retry-503').map(({ body, encoding }) =>
    readNormalised(body, 'traces', encoding, CAPTURED_AT),
  );

  assert.deepEqual(first, second);
});

test('langfuse-v5 counts cached tokens apart, which are brought in', () => {
  const spans = callsIn(spansIn('langfuse-v5'));

  assert.deepEqual(spans[0]?.usage, {
    inputTokens: 70,
    outputTokens: 41,
    cacheReadTokens: 16,
    reasoningTokens: 0,
    inputAudioTokens: 0,
    outputAudioTokens: 0,
  });
  assert.equal(spans[0]?.usageRule, 'exclusive');
});

test('every client that states a person and session has them found on its spans', () => {
  for (const folder of [
    'langfuse-v5',
    'openinference',
    'otel-contrib-openai-proto',
    'strands-stable',
    'traceloop',
    'traceloop-legacy',
  ]) {
    const spans = spansIn(folder);

    assert.ok(
      spans.some(({ userId }) => userId === 'user_456'),
      folder,
    );
    assert.ok(
      spans.some(({ sessionId }) => sessionId === 'session_123'),
      folder,
    );
  }
});

test('no client has the raw id of a person outside userId', () => {
  for (const folder of [
    'langfuse-v5',
    'openinference',
    'otel-contrib-openai-proto',
    'strands-stable',
    'traceloop',
    'vercel-ai-v7',
  ]) {
    for (const { userId: _, ...span } of spansIn(folder)) {
      assert.equal(JSON.stringify(span).includes('user_456'), false, `${folder} ${span.name}`);
    }
  }
});

test('every call of every client has its model, provider and duration', () => {
  for (const [folder] of CALLS) {
    for (const { model, provider, latencyMs, name } of callsIn(spansIn(folder))) {
      assert.ok(model !== undefined && provider === 'openai' && latencyMs !== undefined, `${folder} ${name}`);
    }
  }
});

for (const folder of ['seed-manual-otel-proto', 'seed-manual-otel-json']) {
  test(`${folder} has the calls, the failure, the feedback and the evaluations of an app that names things itself`, () => {
    const [traces, logs, metrics] = capturesOf(folder).map(({ body, signal, encoding }) =>
      readNormalised(body, signal, encoding, CAPTURED_AT),
    );

    const [byLength, byVersion, failed] = traces?.spans ?? [];
    assert.deepEqual(
      [byLength?.model, byLength?.inputLength, byLength?.outputLength, byLength?.userId],
      ['gpt-4o-mini', 55, 480, 'user-123'],
    );
    assert.deepEqual([byVersion?.model, byVersion?.modelVersion, byVersion?.latencyMs], ['gpt-4', 'turbo', 101.4]);
    assert.deepEqual(failed?.error, { type: 'TimeoutError', message: 'upstream timeout' });
    assert.deepEqual(
      traces?.judgements.map(({ meaning }) => meaning),
      [{ is: 'feedback', type: 'thumbs_up', comment: 'Very helpful response!' }],
    );
    assert.equal(traces?.judgements[0]?.target.by === 'span' && traces.judgements[0].target.spanId, byLength?.spanId);
    assert.deepEqual(
      logs?.judgements.map(({ target, value, label }) => [target.by, value, label]),
      [
        ['span', 4, 'relevant'],
        ['response', 0.4, 'fail'],
      ],
    );
    const [line, exception] = logs?.spans ?? [];
    assert.deepEqual(
      [line?.spanId, line?.confidence, line?.payload?.output],
      [byLength?.spanId, 0.95, 'I do not know'],
    );
    assert.deepEqual(exception?.error, { type: 'RateLimitError', message: '429 Too Many Requests', httpStatus: 429 });
    assert.equal(metrics?.points.length, 7);
  });
}
