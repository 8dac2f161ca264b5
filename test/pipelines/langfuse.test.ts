/** Langfuse's batches and scores through their pipelines, over the real stores of judgements: nothing bad sinks its neighbours. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { interactionId, type ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { MAX_BODY_BYTES } from '../../src/domain/decode/limits.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import type { ArrivedItem } from '../../src/pipelines/ingest.ts';
import { createIngestLangfuse } from '../../src/pipelines/ingest-langfuse.ts';
import { createKeepScores } from '../../src/pipelines/keep-langfuse-scores.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { NOON } from '../builders/spans.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const keyed = createKeyed('a secret of tests, long enough');
const redactor = createRedactor(DEFAULT_POLICY);
const TRACE = 'a'.repeat(32);
const SPAN = 'b'.repeat(16);
const at = new Date(NOON).toISOString();
const event = (id: string, type: string, body: object, timestamp = at) => ({ id, type, timestamp, body });
const score = (value: unknown, more: object = {}) => ({
  name: 'accuracy',
  traceId: TRACE,
  observationId: SPAN,
  value,
  ...more,
});

const partsOf = () => {
  const arrived: ArrivedItem[] = [];
  const parts = {
    keyed,
    judgements: stores.judgements,
    stepsOf: async () => ({ redactor, thresholdOf: () => 0.5, retentionMs: 1e12 }),
    measure: () => undefined,
    ingest: async ({ items }: { readonly items: readonly ArrivedItem[] }) => {
      arrived.push(...items);
      return items.map(() => ({ status: 'stored' }) as never);
    },
  };
  return { parts, arrived };
};

const arrivalOf = (project: string, body: string) => ({
  project: project as ProjectId,
  body: Buffer.from(body),
  receivedAt: NOON,
  mayIngest: true,
});

const ingest = async (project: string, body: string) => {
  const { parts, arrived } = partsOf();
  return { answer: await createIngestLangfuse(parts)(arrivalOf(project, body), {}), arrived };
};

test('an event that cannot be kept is refused, and its neighbours are taken', async () => {
  const good = event('good', 'span-create', { id: SPAN, traceId: TRACE, name: 'fine' });
  const deep = JSON.stringify(event('deep', 'span-create', { id: 'd', traceId: TRACE })).replace(
    '"d"',
    `"d","input":${'['.repeat(80)}${']'.repeat(80)}`,
  );
  const endless = JSON.stringify(event('endless', 'span-create', { id: 'e', traceId: TRACE, input: 0 })).replace(
    '"input":0',
    '"input":1e999',
  );

  const { answer, arrived } = await ingest('sound', `{"batch":[${deep},${JSON.stringify(good)},${endless}]}`);

  assert.deepEqual(answer.successes, [{ id: 'good', status: 201 }]);
  assert.deepEqual(
    answer.errors.map(({ id, status }) => [id, status]),
    [
      ['deep', 400],
      ['endless', 400],
    ],
  );
  assert.equal(arrived.filter(({ ok }) => ok).length, 1);
});

test('of scores under one id in a batch the last one said is kept', async () => {
  const later = new Date(NOON + 1000).toISOString();
  const batches = [
    [event('s1', 'score-create', score(0.1, { id: 'one' })), event('s2', 'score-create', score(0.9, { id: 'one' }))],
    [
      event('s1', 'score-create', score(0.9, { id: 'one' }), later),
      event('s2', 'score-create', score(0.1, { id: 'one' }), at),
    ],
  ];
  for (const [number, batch] of batches.entries()) {
    const project = `upsert${number}`;

    await ingest(project, JSON.stringify({ batch }));

    const { assessments } = await said(project);
    assert.deepEqual(
      assessments.map(({ score: value }) => value),
      [0.9],
    );
  }
});

test('a number of no usual scale is kept as what it says', async () => {
  await ingest(
    'odd',
    JSON.stringify({ batch: [event('s', 'score-create', score(1234, { name: 'latency_ms', id: 'odd' }))] }),
  );

  const { feedback } = await said('odd');
  assert.deepEqual(
    feedback.map(({ type, comment }) => [type, comment]),
    [['comment', 'latency_ms: 1234']],
  );
});

test('a list of scores with one that cannot be kept keeps the others', async () => {
  const { parts } = partsOf();
  const bad = JSON.stringify(score(0)).replace('"value":0', '"value":1e999');
  const body = `[${bad},${JSON.stringify(score(0.7))},5]`;

  const { status, body: answer } = await createKeepScores(parts)(arrivalOf('list', body), {});

  assert.equal(status, 207);
  assert.deepEqual([(answer as never)['accepted'], (answer as never)['rejected']], [1, 2]);
});

/** What was said of the one observation. */
const said = async (project: string) => {
  const target = { by: 'interaction', interactionId: interactionId(TRACE as never, SPAN as never) } as const;
  const feedback = [];
  const assessments = [];
  const within = { from: NOON - 1e6, to: NOON + 1e6 };
  for await (const one of stores.judgements.feedbackByTime(project as ProjectId, within, {})) feedback.push(one);
  for await (const one of stores.judgements.assessmentsByTime(project as ProjectId, within, {})) assessments.push(one);
  assert.ok([...feedback, ...assessments].every((one) => JSON.stringify(one.target) === JSON.stringify(target)));
  return { feedback, assessments };
};

test('a list of scores may not decompress to more than a plain one may have', async () => {
  const { parts } = partsOf();
  const arrival = { ...arrivalOf('large', ''), body: gzipSync(`[${' '.repeat(MAX_BODY_BYTES)}]`) };

  await assert.rejects(createKeepScores(parts)(arrival, {}), { code: 'too-large' });
});

test('a score whose name is an address is kept without it, although names of dimensions are written without hyphens', async () => {
  const { parts } = partsOf();
  const names = ['jane.roe@south-side.example', 'Call 415-555-2671', 'DE89 3704 0044 0532 0130 00'];
  const body = JSON.stringify(names.map((name) => score(0.5, { name })));

  await createKeepScores(parts)(arrivalOf('named', body), {});

  const { assessments } = await said('named');
  assert.deepEqual(assessments.map(({ dimension }) => dimension).sort(), ['Call [PHONE]', '[EMAIL]', '[IBAN]']);
});

test('names and ids of scores that are longer than a row has room for are cut or stand-ins, and keep nothing out', async () => {
  const { parts } = partsOf();
  const long = 'far too long '.repeat(40_000).trim();
  const scores = [
    score(0.5, { name: long }),
    score(0.6, { observationId: long, traceId: undefined }),
    score(0.7, { observationId: undefined, traceId: undefined, sessionId: long }),
  ];

  const { status } = await createKeepScores(parts)(arrivalOf('long', JSON.stringify(scores)), {});

  assert.equal(status, 202);
  for (const by of ['client', 'session'] as const) {
    const value = keyed.identifier('long' as ProjectId, long) as never;
    const { assessments } = await stores.judgements.judgementsOf('long' as ProjectId, { by, value }, {});
    assert.equal(assessments.length, 1);
  }
});
