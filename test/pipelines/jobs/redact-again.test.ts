/** Redacting history again, over the real stores: nothing of what the new policy forbids is left anywhere, and calls stay whole. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import type { RedactedSpan } from '../../../src/domain/call/span.ts';
import { cutFragments } from '../../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import { createRedactor, DEFAULT_POLICY, type RedactionPolicy } from '../../../src/domain/redact/redactor.ts';
import { createRedactAgain } from '../../../src/pipelines/jobs/kinds/redact-again.ts';
import { startJob } from '../../../src/pipelines/jobs/start-job.ts';
import { workJob } from '../../../src/pipelines/jobs/work-job.ts';
import type { HistoryStore, JobMessage } from '../../../src/pipelines/ports.ts';
import { readTrace, withPayloads } from '../../../src/pipelines/read-trace.ts';
import { openStores, type Stores } from '../../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

let projects = 0;
const freshProject = (): ProjectId => `j${++projects}` as ProjectId;
const keyed = createKeyed('a secret of tests');
const HERON: Partial<RedactionPolicy> = { literals: [{ name: 'code-name', value: 'Blue Heron' }] };
const text = inOurWords;
const doc = (value: string) => ({ value: text(value) });

const keep = (project: ProjectId, digest: string, spans: readonly StoredSpan[], receivedAt = NOON) =>
  stores.calls.keep(
    {
      project,
      digest,
      receivedAt,
      expiresAt: NOON + 1e9,
      fragments: cutFragments(spans, { digest, receivedAt }),
      feedback: [],
    },
    {},
  );

const run = async (
  project: ProjectId,
  policy: Partial<RedactionPolicy>,
  {
    body = {},
    history = stores.history,
    stepMs = 1e6,
  }: { body?: object; history?: HistoryStore; stepMs?: number } = {},
): Promise<Job> => {
  const messages: JobMessage[] = [];
  const redactor = createRedactor({ ...DEFAULT_POLICY, ...policy }, { hashKey: keyed.redactionKey(project) });
  const common = {
    jobs: stores.jobs,
    queue: { send: async (message: JobMessage) => void messages.push(message) },
    kinds: [createRedactAgain({ settings: stores.settings, stepsOf: async () => ({ redactor }), keyed })],
  };
  const asked = {
    project,
    keyId: 'k',
    body: { kind: 'redact-again', from: NOON / 1000 - 1e4, ...body },
    at: NOON + 1e7,
  };
  const { jobId } = await startJob(
    { ...common, audit: stores.audit, keptDaysOf: async () => 30 },
    { ...asked, unique: randomUUID().slice(0, 8) },
    {},
  );
  for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
    const parts = { ...common, history, calls: stores.calls, clock: () => NOON + 1e7, stepMs };
    await workJob(parts, message, {});
    // As a queue does now and then: the same message once more.
    await workJob({ ...parts, queue: { send: async () => undefined } }, message, {});
  }
  return (await stores.jobs.findJob(project, jobId, {})) as Job;
};

const LONG = Array.from({ length: 6000 }, () => `w${randomUUID().slice(0, 5)}`).join(' ');

/** Calls with the code name everywhere: inline, packed, in labels, ids, a tool's trace of its own, and feedback. */
const plant = async (project: ProjectId): Promise<void> => {
  const session = text('session of Blue Heron');
  await keep(project, 'small', [
    aSpan({
      sessionId: session,
      feature: text('blue heron'),
      payload: { input: doc('about Blue Heron'), output: doc('fine') },
    }),
  ]);
  await keep(project, 'large', [
    aSpan({ traceId: traceId(1), spanId: spanId(1), payload: { input: doc(`${LONG} Blue Heron`), output: doc('ok') } }),
    aSpan({ traceId: traceId(2), spanId: spanId(2), payload: { input: doc(`${LONG} plain`) } }),
  ]);
  await keep(project, 'tool', [
    aSpan({ traceId: traceId(3), spanId: spanId(3), kind: 'tool', payload: { input: doc('look up Blue Heron') } }),
  ]);
  await stores.judgements.keepFeedback(
    project,
    {
      feedbackId: text('f1'),
      target: { by: 'trace', traceId: traceId(0) },
      type: 'comment',
      comment: text('wrong about Blue Heron'),
      at: NOON,
    },
    { receivedAt: NOON, expiresAt: NOON + 1e9 },
    {},
  );
};

const heronsOf = async (project: ProjectId): Promise<readonly string[]> =>
  (await stores.dump())
    .filter(([place, content]) => new RegExp(`\\b${project}[#/]`).test(place) && /heron/i.test(place + content))
    .map(([place]) => place);

const readSpan = async (project: ProjectId, trace: number): Promise<RedactedSpan> => {
  const whole = await readTrace(stores.calls, project, traceId(trace), {});
  return (await withPayloads(stores.calls, whole?.spans ?? [], {}))[0] as RedactedSpan;
};

test('redact-again leaves nothing of a new literal in any row, key, object or feedback, and calls whole', async () => {
  const project = freshProject();
  await plant(project);
  assert.ok((await heronsOf(project)).length >= 4);

  const job = await run(project, HERON);

  assert.equal(job.state, 'done');
  assert.deepEqual(await heronsOf(project), []);
  assert.deepEqual([job.counts['changed'], job.counts['feedback_changed'], job.counts['failed']], [3, 1, undefined]);
  const large = await readSpan(project, 1);
  assert.ok(large.payload?.input === `${LONG} [CUSTOM:code-name]`, 'the packed document is whole');
  assert.ok((await readSpan(project, 2)).payload?.input === `${LONG} plain`, 'the document beside it is whole');
  const small = await readSpan(project, 0);
  assert.deepEqual([small.feature, small.redactions], ['[CUSTOM:code-name]', { 'code-name': 1 }]);
});

test('a session whose id changed is found by the id that people still know', async () => {
  const project = freshProject();
  await plant(project);

  await run(project, HERON);

  const value = keyed.identifier(project, 'session of Blue Heron');
  const found: string[] = [];
  const range = { from: NOON - 1, to: NOON + 1e6 };
  for await (const row of stores.calls.rowsByPosting(project, { kind: 'session', value }, range, undefined, {})) {
    found.push(row.traceId);
  }
  assert.deepEqual(found, [traceId(0)]);
});

test('a dry run counts what it would change and changes nothing', async () => {
  const project = freshProject();
  await plant(project);
  const before = await heronsOf(project);

  const job = await run(project, HERON, { body: { dry_run: true } });

  assert.deepEqual([job.state, job.counts['changed'], job.counts['feedback_changed']], ['done', 3, 1]);
  assert.deepEqual(await heronsOf(project), before);
});

test('a job of many steps gives what one step gives', async () => {
  const project = freshProject();
  await plant(project);

  const job = await run(project, HERON, { stepMs: 0 });

  assert.ok(job.step > 3, `${job.step} steps`);
  assert.deepEqual(await heronsOf(project), []);
  assert.equal(job.counts['changed'], 3);
});

test('a step that dies before its progress is noted is done again, and wipes what it had not wiped', async () => {
  const project = freshProject();
  await plant(project);
  let deaths = 0;
  const dying: HistoryStore = {
    ...stores.history,
    wipeFrames: async () => {
      deaths += 1;
      throw new Error('killed');
    },
  };

  await assert.rejects(run(project, HERON, { history: dying }), /killed/);
  assert.equal(deaths, 1);
  const [job] = await stores.jobs.listJobs(project, 1, {});
  assert.equal(job?.state, 'queued');
  const redactor = createRedactor({ ...DEFAULT_POLICY, ...HERON });
  await workJob(
    {
      jobs: stores.jobs,
      queue: { send: async () => undefined },
      kinds: [createRedactAgain({ settings: stores.settings, stepsOf: async () => ({ redactor }), keyed })],
      history: stores.history,
      calls: stores.calls,
      clock: () => NOON + 1e7,
      stepMs: 1e6,
    },
    { project, jobId: job?.jobId ?? '', step: 0 },
    {},
  );

  assert.deepEqual(await heronsOf(project), []);
  assert.deepEqual((await stores.jobs.findJob(project, job?.jobId ?? '', {}))?.state, 'done');
});

test('a second job over the same history changes nothing', async () => {
  const project = freshProject();
  await plant(project);
  await run(project, HERON);

  const again = await run(project, HERON);

  assert.deepEqual([again.counts['fragments'], again.counts['changed'], again.counts['feedback_changed']], [4, 0, 0]);
});

test('hashes and withheld payloads stay as they are when history is redacted again', async () => {
  for (const payload of ['none', 'hash'] as const) {
    const project = freshProject();
    await plant(project);
    await run(project, { payload });
    const before = (await readSpan(project, 1)).payload;

    const again = await run(project, { payload });

    assert.equal(again.counts['changed'], 0, payload);
    assert.deepEqual((await readSpan(project, 1)).payload, before);
  }
});

test('a fragment that is stored again while the job runs is not lost', async () => {
  const project = freshProject();
  await plant(project);
  let races = 0;
  const racing: HistoryStore = {
    ...stores.history,
    readFragments: async (...given) => {
      const found = await stores.history.readFragments(...given);
      if (races++ === 0) {
        // The same request once more, after its receipt was forgotten: the row is another one now.
        const [first] = found;
        const span = first?.fragment.spans[0] as StoredSpan;
        await stores.history.replaceFragment(
          project,
          first!,
          [{ ...span, tags: [text('seen again')] }],
          'other-job',
          {},
        );
      }
      return found;
    },
  };

  const job = await run(project, HERON, { history: racing });

  assert.equal(job.state, 'done');
  assert.deepEqual(await heronsOf(project), []);
  const tags = (await Promise.all([0, 1, 2, 3].map((trace) => readSpan(project, trace)))).flatMap(
    (span) => span.tags ?? [],
  );
  assert.deepEqual(tags, ['seen again']);
});
