/** Langfuse's events, read: creates, updates and scores, whole or in pieces, good and bad. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../src/domain/call/json.ts';
import { mergeFragments } from '../../../src/domain/fragment/merge.ts';
import { derivedIds } from '../otlp/requests.ts';
import { event, read, STARTED, STARTED_AT } from './batches.ts';

const TRACE = { id: 'trace-1', name: 'help desk', userId: 'user-1', sessionId: 's-1', tags: ['beta'], release: '1.2' };
const GENERATION = {
  id: 'gen-1',
  traceId: 'trace-1',
  name: 'answer',
  startTime: STARTED,
  model: 'gpt-4o-mini',
  modelParameters: { temperature: 0.2, maxTokens: 500 },
  input: [{ role: 'user', content: 'Where is my order?' }],
  metadata: { feature: 'orders', correlation_id: 'report-402', plan: 'gold', user_id: 'user-1' },
};
const END = {
  id: 'gen-1',
  traceId: 'trace-1',
  endTime: '2026-11-21T10:00:01.500Z',
  completionStartTime: '2026-11-21T10:00:00.250Z',
  output: { role: 'assistant', content: 'On its way.' },
  usageDetails: { input: 8, input_cached_tokens: 4, output: 3 },
};

test('decodeBatch() makes one span of a create and its update, and hangs it from its trace', () => {
  const { spans, taken, refused } = read([
    event('trace-create', TRACE),
    event('generation-create', GENERATION),
    event('generation-update', END, 1500),
  ]);

  const [root, call] = spans.map(({ span }) => span);
  assert.equal(spans.length, 2);
  assert.deepEqual([taken.length, refused.length], [3, 0]);
  assert.deepEqual(
    [root?.kind, root?.name, root?.userId, root?.sessionId, root?.tags, root?.release],
    ['chain', 'help desk', 'user-1', 's-1', ['beta'], '1.2'],
  );
  const { fieldTimes, ...span } = call ?? assert.fail();
  assert.deepEqual(span, {
    traceId: derivedIds.traceId('trace-1'),
    spanId: derivedIds.spanId('gen-1'),
    parentSpanId: root?.spanId,
    clientId: 'gen-1',
    isAlias: true,
    kind: 'llm',
    operation: 'chat',
    name: 'answer',
    model: 'gpt-4o-mini',
    parameters: { temperature: 0.2, max_tokens: 500 },
    start: STARTED_AT,
    end: STARTED_AT + 1500,
    firstTokenAt: STARTED_AT + 250,
    usage: { inputTokens: 12, outputTokens: 3, cacheReadTokens: 4 },
    usageRule: 'exclusive',
    correlationId: 'report-402',
    feature: 'orders',
    payload: {
      input: [{ role: 'user', content: 'Where is my order?' }],
      output: [{ role: 'assistant', content: 'On its way.' }],
      metadata: { feature: 'orders', correlation_id: 'report-402', plan: 'gold' },
    },
    reportedAt: STARTED_AT + 1500.5,
    userId: 'user-1',
    source: 'langfuse',
    dialect: 'langfuse',
  });
  assert.equal(fieldTimes?.['model'], STARTED_AT);
  assert.equal(fieldTimes?.['payload/output'], undefined);
});

test('decodeBatch() reads tokens in each form that clients send', () => {
  const usageOf = (body: object): Json =>
    (read([event('generation-create', { id: 'g', traceId: 't', ...body })]).spans[0]?.span.usage ?? null) as Json;

  assert.deepEqual(usageOf({ usage: { input: 5, output: 7, unit: 'TOKENS' } }), { inputTokens: 5, outputTokens: 7 });
  assert.deepEqual(usageOf({ usage: { promptTokens: 5, completionTokens: 7, totalTokens: 12 } }), {
    inputTokens: 5,
    outputTokens: 7,
  });
  assert.deepEqual(
    usageOf({
      usageDetails: {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    }),
    { inputTokens: 10, outputTokens: 5, cacheReadTokens: 4, reasoningTokens: 2 },
  );
  assert.equal(usageOf({ usage: { input: 900, output: 90, unit: 'CHARACTERS' } }), null);
});

test('decodeBatch() takes a cost that a client states, and no zero', () => {
  const costOf = (body: object) =>
    read([event('generation-create', { id: 'g', traceId: 't', ...body })]).spans[0]?.span.cost;

  assert.deepEqual(costOf({ costDetails: { input: 0.001, output: 0.002 } }), { source: 'client', nanoUsd: 3_000_000 });
  assert.deepEqual(costOf({ usage: { totalCost: 0.5 } }), { source: 'client', nanoUsd: 500_000_000 });
  assert.equal(costOf({ costDetails: { total: 0 } }), undefined);
});

test('decodeBatch() reads the kind of each type, and an error by its level', () => {
  const spanOf = (type: string, body: object) => read([event(type, { id: 'o', traceId: 't', ...body })]).spans[0]?.span;

  assert.equal(spanOf('span-create', {})?.kind, 'chain');
  assert.equal(spanOf('tool-create', { name: 'search' })?.tool, 'search');
  assert.equal(spanOf('agent-create', {})?.kind, 'agent');
  assert.equal(spanOf('retriever-create', {})?.kind, 'retriever');
  assert.equal(spanOf('generation-create', { model: 'text-embedding-3-small' })?.kind, 'embedding');
  assert.equal(spanOf('observation-update', { type: 'GENERATION' })?.kind, 'llm');
  const moment = spanOf('event-create', { startTime: STARTED });
  assert.deepEqual([moment?.kind, moment?.end], ['other', STARTED_AT]);
  const failed = spanOf('generation-update', { level: 'ERROR', statusMessage: '429 Rate limit reached' });
  assert.deepEqual([failed?.status, failed?.error], ['error', { message: '429 Rate limit reached', httpStatus: 429 }]);
});

test('decodeBatch() keeps hexadecimal ids, and derives the others from what they are', () => {
  const hex = { traceId: 'D622C608E46939119E82235988F677E4', id: '68e0c56bbab2de39' };

  const [span] = read([event('span-create', hex)]).spans;

  assert.deepEqual([span?.span.traceId, span?.span.spanId], ['d622c608e46939119e82235988f677e4', '68e0c56bbab2de39']);
});

test('decodeBatch() finds the trace of an update that names none in another event of the batch', () => {
  const { traceId: _, ...end } = END;

  const { spans } = read([event('generation-update', end, 9), event('generation-create', GENERATION)]);

  assert.equal(spans.length, 1);
});

test('decodeBatch() refuses bad events one by one, saying what is wrong and never quoting it', () => {
  const { refused, taken } = read([
    'nonsense',
    { id: 'no-time', type: 'trace-create', body: {} },
    { id: 'no-body', type: 'trace-create', timestamp: STARTED },
    { ...(event('secret-type', {}) as object), id: 'no-type' },
    { ...(event('span-update', { traceId: 't' }) as object), id: 'no-id' },
    { ...(event('score-create', { name: 'x', value: 1 }) as object), id: 'no-target' },
    {
      ...(event('score-create', { traceId: 't', name: 'x', value: 'secret', dataType: 'NUMERIC' }) as object),
      id: 'no-number',
    },
    event('sdk-log', { log: 'anything' }),
    event('trace-create', TRACE),
  ]);

  assert.deepEqual(
    refused.map(({ id, status }) => [id, status]),
    ['unknown', 'no-time', 'no-body', 'no-type', 'no-id', 'no-target', 'no-number'].map((id) => [id, 400]),
  );
  assert.equal(taken.length, 2);
  assert.doesNotMatch(JSON.stringify(refused), /secret|nonsense/);
});

test('decodeBatch() takes the same event id once', () => {
  const twice = event('trace-create', TRACE);

  assert.deepEqual([read([twice, twice]).taken.length, read([twice, twice]).spans.length], [1, 1]);
});

test('decodeBatch() takes nothing but scores from the public half of a key', () => {
  const { refused, judgements, taken } = read(
    [event('trace-create', TRACE), event('score-create', { traceId: 'trace-1', name: 'csat', value: 4 })],
    false,
  );

  assert.deepEqual(
    refused.map(({ status }) => status),
    [401],
  );
  assert.deepEqual([taken.length, judgements[0]?.assessorType], [1, 'human']);
});

test('scores are opinions, corrections or assessments of a call, a trace or a session', () => {
  const scored = (body: object) => {
    const [judgement] = read([event('score-create', { id: 'score-1', ...body } as Json)]).judgements;
    return judgement === undefined ? undefined : [judgement.target.by, judgement.meaning];
  };

  assert.deepEqual(scored({ traceId: 't', observationId: 'gen-1', name: 'user-feedback', value: 1, comment: 'good' }), [
    'span',
    { is: 'feedback', type: 'thumbs_up', comment: 'good' },
  ]);
  assert.deepEqual(scored({ traceId: 't', name: 'thumbs', value: 'down', dataType: 'CATEGORICAL' }), [
    'trace',
    { is: 'feedback', type: 'thumbs_down' },
  ]);
  assert.deepEqual(scored({ sessionId: 's', name: 'csat', value: 4 }), [
    'session',
    { is: 'feedback', type: 'rating', rating: 4 },
  ]);
  assert.deepEqual(scored({ traceId: 't', name: 'is_correct', value: 1, dataType: 'BOOLEAN' }), [
    'trace',
    { is: 'assessment', dimension: 'is_correct', score: 1 },
  ]);
  assert.deepEqual(scored({ observationId: 'gen-1', name: 'output', value: 'Better so.', dataType: 'CORRECTION' }), [
    'client',
    { is: 'feedback', type: 'correction', correction: 'Better so.' },
  ]);
});

test('a score with an id is the same score again, whatever it says by now', () => {
  const seedOf = (value: number) =>
    read([event('score-create', { id: 'score-1', traceId: 't', name: 'x', value })]).judgements[0]?.seed;

  assert.equal(seedOf(1), seedOf(0));
});

test('decodeBatch() keeps the metadata that a client states beside an update that says something else', () => {
  const create = event('generation-create', { id: 'g', traceId: 't', metadata: { team: 'billing' } });
  const update = event('generation-update', { id: 'g', traceId: 't', level: 'ERROR', promptName: 'greet' }, 5);
  const stated = event('generation-update', { id: 'g', traceId: 't', metadata: { team: 'sales' }, level: 'ERROR' }, 7);
  const metadataOf = (batches: readonly (readonly Json[])[]) => {
    const fragments = batches.map((batch, number) => ({
      traceId: '' as never,
      key: `k${number}`,
      receivedAt: 0,
      spans: read(batch).spans.map(({ span }) => ({
        ...span,
        payload: Object.fromEntries(Object.entries(span.payload ?? {}).map(([name, value]) => [name, { value }])),
      })) as never,
    }));
    const [merged] = mergeFragments(fragments);
    const slot = merged?.payload?.metadata;
    return slot !== undefined && 'value' in slot ? slot.value : undefined;
  };

  for (const cut of [(all: readonly Json[]) => [all], (all: readonly Json[]) => all.map((one) => [one])]) {
    assert.deepEqual(metadataOf(cut([create, update])), { team: 'billing' });
    assert.deepEqual(metadataOf(cut([update, create])), { team: 'billing' });
    assert.deepEqual(metadataOf(cut([create, update, stated])), { team: 'sales', level: 'ERROR' });
    assert.deepEqual(metadataOf(cut([update])), { prompt_name: 'greet', level: 'ERROR' });
  }
});
