/** What sampling leaves out is held for a while, and negative feedback in time brings it back. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createAssessor } from '../../src/domain/assess/assess.ts';
import { interactionId, type ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import type { RawSpan } from '../../src/domain/call/span.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import { decodeCursor, encodeCursor } from '../../src/domain/query/cursor.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { decide, traceFraction } from '../../src/domain/sampling/decide.ts';
import { DEFAULT_POLICY as KEEP_ALL } from '../../src/domain/sampling/policy.ts';
import { takeFeedback } from '../../src/pipelines/feedback.ts';
import { createIngest } from '../../src/pipelines/ingest.ts';
import { readTrace, withPayloads } from '../../src/pipelines/read-trace.ts';
import { rescuePayload } from '../../src/pipelines/rescue-payload.ts';
import { rollUpHour } from '../../src/pipelines/roll-up.ts';
import type { Rescue } from '../../src/pipelines/roll-up-judgements.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

const HOUR = 3_600_000;
const SHARE = 0.5;
const keyed = createKeyed('a secret of tests, long enough');
const redactor = createRedactor(DEFAULT_POLICY);
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const numbers = Array.from({ length: 100 }, (_, number) => number);
/** Calls that chance leaves out, and such that it keeps. */
const LEFT_OUT = numbers.filter((number) => traceFraction(traceId(number)) >= SHARE);
const KEPT = numbers.filter((number) => traceFraction(traceId(number)) < SHARE);

let projects = 0;
const aProject = ({ holdMs = HOUR, rate = SHARE } = {}) => {
  const project = `r${++projects}` as ProjectId;
  const policy = { ...KEEP_ALL, baseRate: rate };
  const steps = { redactor, retentionMs: 1e12, holdMs };
  const ingest = createIngest({
    calls: stores.calls,
    keyed,
    stepsOf: async () => ({
      ...steps,
      price: () => ({ source: 'unpriced', reason: 'no-usage' }),
      assess: createAssessor(),
      sample: (facts) => decide(policy, facts),
    }),
    measure: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  return {
    project,
    ingest: (number: number, output = 'The parcel has left our warehouse in Leeds this morning.') => {
      const span: RawSpan = {
        traceId: traceId(number),
        spanId: spanId(number),
        kind: 'llm',
        start: NOON,
        end: NOON + 900,
        source: 'api',
        payload: { input: 'Where is my parcel, the one from last week?', output },
      };
      const arrival = { project, digest: `d${number}`, receivedAt: NOON + 1000, items: [{ ok: true as const, span }] };
      return ingest(arrival, {});
    },
    complain: (number: number, at: number, type: 'thumbs_down' | 'thumbs_up' = 'thumbs_down') =>
      takeFeedback(
        { ...stores, keyed, stepsOf: async () => ({ ...steps, thresholdOf: () => undefined }) },
        { feedback_type: type, interaction_id: interactionId(traceId(number), spanId(number)) },
        { project, digest: `f${number}-${at}`, receivedAt: at },
        {},
      ),
    read: async (number: number) => {
      const trace = await readTrace(stores.calls, project, traceId(number), {});
      const [span] = await withPayloads(stores.calls, trace!.spans, {});
      return span!;
    },
    held: async (number: number) => (await stores.calls.readHeld(project, traceId(number), {})).length,
  };
};

test('a payload that sampling left out is not shown, and comes back with a late thumbs down, at probability 1', async () => {
  const { ingest, complain, read } = aProject();
  const [number = 0] = LEFT_OUT;
  await ingest(number);
  assert.equal((await read(number)).payload, undefined);

  await complain(number, NOON + HOUR / 2);

  const { payload, sampling, end, assessments } = await read(number);
  assert.match(String(payload?.output), /Leeds/);
  assert.deepEqual(sampling, { kept: true, probability: 1, reason: 'negative-feedback' });
  assert.equal(end, NOON + 900);
  assert.ok((assessments ?? []).length > 0);
});

test('a large payload is held and saved as well', async () => {
  const { ingest, complain, read } = aProject();
  const [number = 0] = LEFT_OUT;
  const output = `Leeds ${randomBytes(60_000).toString('base64').replaceAll(/[+/=]/g, ' ')}`;
  await ingest(number, output);

  await complain(number, NOON + HOUR / 2);

  assert.ok(String((await read(number)).payload?.output).startsWith('Leeds '));
});

test('feedback that is not negative, or comes when the time is over, saves nothing and changes no probability', async () => {
  const { ingest, complain, read } = aProject();
  const [first = 0, second = 0] = LEFT_OUT;
  await ingest(first);
  await ingest(second);

  await complain(first, NOON + 2000, 'thumbs_up');
  await complain(second, NOON + 2 * HOUR);

  for (const number of [first, second]) {
    assert.deepEqual((await read(number)).sampling, { kept: false, probability: SHARE, reason: 'not-sampled' });
  }
});

test('a call that chance kept counts as always kept once somebody complains in time, as its neighbours do', async () => {
  const { ingest, complain, read } = aProject();
  const [number = 0] = KEPT;
  await ingest(number);
  assert.equal((await read(number)).sampling?.probability, SHARE);

  await complain(number, NOON + 2000);

  assert.equal((await read(number)).sampling?.probability, 1);
  assert.match(String((await read(number)).payload?.output), /Leeds/);
});

test('a complaint about a session, given before its call came, saves the payload once the hour is summed up', async () => {
  const { project, ingest, read } = aProject();
  const [number = 0] = LEFT_OUT;
  const feedback = {
    feedbackId: inOurWords('early'),
    target: { by: 'trace' as const, traceId: traceId(number) },
    type: 'thumbs_down' as const,
    at: NOON + 5000,
  };
  await stores.judgements.keepFeedback(project, feedback, { receivedAt: NOON, expiresAt: 1e13 }, {});
  await ingest(number);
  const steps = { holdMs: HOUR, retentionMs: 1e12, settingsChangedAt: NOON - 1 };
  const rescue: Rescue = async (_project, given, call, waiting) => {
    await rescuePayload(stores.calls, project, { feedback: given, call, receivedAt: given.at, steps }, waiting);
  };

  await rollUpHour({ ...stores, rescue }, project, { kind: 'hour', zone: 'UTC', start: NOON, end: NOON + HOUR }, {});

  assert.match(String((await read(number)).payload?.output), /Leeds/);
});

test('where every payload is kept, or none is to be held, nothing is held', async () => {
  const [number = 0] = LEFT_OUT;
  const all = aProject({ rate: 1 });
  await all.ingest(number);
  const none = aProject({ holdMs: 0 });
  await none.ingest(number);

  assert.deepEqual([await all.held(number), await none.held(number)], [0, 0]);
});

test('calls of one millisecond that come back have places of their own in lists, whatever ids the complaints have', async () => {
  const { project } = aProject();
  const steps = { redactor, retentionMs: 1e12, holdMs: HOUR };
  const [one = 0] = KEPT;
  const spans = [0, 1, 2].map((number) =>
    aSpan({
      traceId: traceId(one),
      spanId: spanId(number),
      sampling: { kept: true, probability: SHARE, reason: inOurWords('sampled') },
    }),
  );
  const fragments = cutFragments(spans, { digest: 'd', receivedAt: NOON });
  await stores.calls.keep({ project, digest: 'd', receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] }, {});
  const ids = ['first-thumbs-down', 'second-thumbs-down', `v1.${'a long id '.repeat(25)}`];
  for (const [number, id] of ids.entries()) {
    const trace = (await readTrace(stores.calls, project, traceId(one), {}))!;
    const span = trace.spans.find((candidate) => candidate.spanId === spanId(number))!;
    const target = { by: 'interaction' as const, interactionId: interactionId(traceId(one), spanId(number)) };
    const feedback = { feedbackId: inOurWords(id), target, type: 'thumbs_down' as const, at: NOON };
    assert.equal(
      await rescuePayload(stores.calls, project, { feedback, call: { trace, span }, receivedAt: NOON, steps }, {}),
      1,
    );
  }

  const places: string[] = [];
  const within = { from: NOON - 1, to: NOON + HOUR };
  for await (const { position } of stores.calls.rowsByTime(project, within, undefined, {})) places.push(position);

  assert.equal(new Set(places).size, 4);
  for (const position of places) assert.doesNotThrow(() => decodeCursor(encodeCursor({ position }), within));
});
