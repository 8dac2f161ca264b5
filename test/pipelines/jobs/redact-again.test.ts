/** Redacting history again, over the real stores: nothing of what the new policy forbids is left anywhere, and calls stay whole. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { interactionId, type ProjectId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import type { RedactedSpan } from '../../../src/domain/call/span.ts';
import type { StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import { createRedactor, DEFAULT_POLICY, type RedactionPolicy } from '../../../src/domain/redact/redactor.ts';
import { createRedactAgain } from '../../../src/pipelines/jobs/kinds/redact-again.ts';
import { failJob } from '../../../src/pipelines/jobs/work-job.ts';
import { judgementsOn } from '../../../src/pipelines/judgements.ts';
import type { HistoryStore } from '../../../src/pipelines/ports/history.ts';
import type { KeptFeedback } from '../../../src/pipelines/ports/judgements.ts';
import { readTrace, withPayloads } from '../../../src/pipelines/read-trace.ts';
import { openStores, type Stores } from '../../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';
import { createWorld, LATER, type Running } from './world.ts';

let stores: Stores;
let world: ReturnType<typeof createWorld>;
before(async () => {
  stores = await openStores();
  world = createWorld(stores, (project) => {
    const redactor = createRedactor({ ...DEFAULT_POLICY, ...policy }, { hashKey: keyed.redactionKey(project) });
    return [createRedactAgain({ settings: stores.settings, stepsOf: async () => ({ redactor }), keyed })];
  });
});
after(() => stores.close());

let projects = 0;
const freshProject = (): ProjectId => `j${++projects}` as ProjectId;
const keyed = createKeyed('a secret of tests');
const HERON: Partial<RedactionPolicy> = { literals: [{ name: 'code-name', value: 'Blue Heron' }] };
const text = inOurWords;
const doc = (value: string) => ({ value: text(value) });

let policy: Partial<RedactionPolicy> = {};

const run = (
  project: ProjectId,
  wanted: Partial<RedactionPolicy>,
  { body = {}, ...running }: Running & { body?: object } = {},
) => {
  policy = wanted;
  return world.run(project, { kind: 'redact-again', ...body }, running);
};

const LONG = Array.from({ length: 6000 }, () => `w${randomUUID().slice(0, 5)}`).join(' ');

/** Calls with the code name everywhere: inline, packed, in labels, ids, a tool's trace of its own, and feedback. */
const plant = async (project: ProjectId): Promise<void> => {
  const session = text('session of Blue Heron');
  await world.keep(project, 'small', [
    aSpan({
      sessionId: session,
      feature: text('blue heron'),
      payload: { input: doc('about Blue Heron'), output: doc('fine') },
    }),
  ]);
  await world.keep(project, 'large', [
    aSpan({ traceId: traceId(1), spanId: spanId(1), payload: { input: doc(`${LONG} Blue Heron`), output: doc('ok') } }),
    aSpan({ traceId: traceId(2), spanId: spanId(2), payload: { input: doc(`${LONG} plain`) } }),
  ]);
  await world.keep(project, 'tool', [
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
  await keepAssessment(project);
};

const keepAssessment = (project: ProjectId) =>
  stores.judgements.keepAssessment(
    project,
    {
      assessmentId: text('a1'),
      target: { by: 'interaction', interactionId: interactionId(traceId(0), spanId(0)) },
      dimension: text('accuracy'),
      score: 0.5,
      confidence: 1,
      explanation: text('it says Blue Heron'),
      assessor: text('somebody'),
      assessorType: 'human',
      at: NOON,
    } as never,
    { receivedAt: NOON, expiresAt: NOON + 1e9 },
    {},
  );

const heronsOf = (project: ProjectId) => world.placesOf(project, /heron/i);
const readSpan = async (project: ProjectId, trace: number) => (await world.read(project, trace)) as RedactedSpan;

test('redact-again leaves nothing of a new literal in any row, key, object or judgement, and calls whole', async () => {
  const project = freshProject();
  await plant(project);
  assert.ok((await heronsOf(project)).length >= 4);

  const job = await run(project, HERON);

  assert.equal(job.state, 'done');
  assert.deepEqual(await heronsOf(project), []);
  assert.deepEqual([job.counts['changed'], job.counts['judgements_changed'], job.counts['failed']], [3, 2, undefined]);
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

test('what was said of ids that change moves with them, and is found beside its call under the new ones', async () => {
  const project = freshProject();
  const named = (what: string) => text(`${what} of Blue Heron`);
  const ids = { sessionId: named('session'), correlationId: named('report'), responseId: named('answer') };
  const subject = { feature: text('blue heron') };
  await world.keep(project, 'call', [aSpan({ ...ids, clientId: named('call'), feature: subject.feature })]);
  const times = { receivedAt: NOON, expiresAt: NOON + 1e9 };
  for (const by of ['session', 'correlation', 'response', 'client'] as const) {
    const value = named({ session: 'session', correlation: 'report', response: 'answer', client: 'call' }[by]);
    const said = { target: { by, value }, at: NOON };
    const feedbackId = named(`thumb ${by}`);
    await stores.judgements.keepFeedback(
      project,
      { ...said, feedbackId, sessionId: ids.sessionId, type: 'thumbs_down', subject },
      times,
      {},
    );
    await stores.judgements.keepAssessment(
      project,
      {
        ...said,
        assessmentId: named(`score ${by}`),
        dimension: named('accuracy'),
        score: 0.5,
        confidence: 1,
        explanation: text(''),
        assessor: named('assessor'),
        assessorType: 'human',
      },
      times,
      {},
    );
    await stores.judgements.keepOutcome(
      project,
      { ...said, outcomeId: named(`truth ${by}`), expected: text('yes') },
      times,
      {},
    );
  }

  const { counts } = await run(project, HERON);

  assert.equal(counts['judgements_changed'], 12);
  assert.deepEqual(await heronsOf(project), []);
  const trace = await readTrace(stores.calls, project, traceId(0), {});
  assert.ok(trace);
  const { feedback, assessments, outcomes } = await judgementsOn(
    stores.judgements,
    project,
    { trace, spans: trace.spans },
    {},
  );
  assert.deepEqual([feedback.length, assessments.length, outcomes.length], [4, 4, 4]);
  const again = await stores.judgements.keepFeedback(project, feedback[0] as KeptFeedback, times, {});
  assert.equal(again.isNew, false);
  assert.equal((await run(project, HERON)).counts['judgements_changed'], 0);
});

test('a dry run counts what it would change and changes nothing', async () => {
  const project = freshProject();
  await plant(project);
  const before = await heronsOf(project);

  const job = await run(project, HERON, { body: { dry_run: true } });

  assert.deepEqual([job.state, job.counts['changed'], job.counts['judgements_changed']], ['done', 3, 2]);
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
  world.messages.push({ project, jobId: job?.jobId ?? '', step: 0 });
  await world.work(project);

  assert.deepEqual(await heronsOf(project), []);
  assert.deepEqual((await stores.jobs.findJob(project, job?.jobId ?? '', {}))?.state, 'done');
});

test('a second job over the same history changes nothing', async () => {
  const project = freshProject();
  await plant(project);
  await run(project, HERON);

  const again = await run(project, HERON);

  assert.deepEqual([again.counts['fragments'], again.counts['changed'], again.counts['judgements_changed']], [4, 0, 0]);
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
          { jobId: 'other-job' },
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

/** A trace of so many spans that its fragment is split in two rows, which share a frame; the code name is in the first. */
const plantSplit = async (project: ProjectId): Promise<void> => {
  const spans = Array.from({ length: 20 }, (_, number) =>
    aSpan({
      spanId: spanId(number),
      tags: [text(wordsOf(9000))],
      payload: { input: doc(`${wordsOf(50)} of ${number}${number === 0 ? ' Blue Heron' : ''}`) },
    }),
  );
  await world.keep(project, 'split', spans);
};
const wordsOf = (count: number) => Array.from({ length: count }, () => `w${randomUUID().slice(0, 5)}`).join(' ');

test('redact-again keeps the documents of a fragment that was split from the one it rewrites', async () => {
  const project = freshProject();
  await plantSplit(project);

  const job = await run(project, HERON);

  assert.deepEqual(await heronsOf(project), []);
  assert.ok((job.counts['fragments'] ?? 0) > 1, 'it was split');
  assert.equal(job.counts['changed'], 1);
  const whole = await readTrace(stores.calls, project, traceId(0), {});
  const spans = await withPayloads(stores.calls, whole?.spans ?? [], {});
  assert.deepEqual(
    spans.filter(({ payload }) => payload?.input === undefined).map(({ spanId: id }) => id),
    [],
  );
});

const dyingAtWipes: () => HistoryStore = () => ({
  ...stores.history,
  wipeFrames: () => Promise.reject(new Error('killed')),
});

test('a second job wipes what a job that failed had not wiped', async () => {
  const project = freshProject();
  await plant(project);
  await assert.rejects(run(project, HERON, { history: dyingAtWipes() }), /killed/);
  const [first] = await stores.jobs.listJobs(project, 1, {});
  const message = { project, jobId: first?.jobId ?? '', step: 0 };
  await failJob({ jobs: stores.jobs, clock: () => NOON }, message, new Error('killed'), {});

  await run(project, HERON);

  assert.deepEqual(await heronsOf(project), []);
});

test('a step that died has the hours of what it rewrote summed up anew when it is done again', async () => {
  const project = freshProject();
  await plant(project);
  await assert.rejects(run(project, HERON, { history: dyingAtWipes() }), /killed/);
  const [job] = await stores.jobs.listJobs(project, 1, {});

  world.messages.push({ project, jobId: job?.jobId ?? '', step: 0 });
  await world.work(project, { clock: () => NOON + 3 * 3_600_000 });

  assert.equal((await world.placesOf(project, /#LATE /)).length, 1);
});

test('a step stops within a page when its time is up, and the next goes on behind the last row', async () => {
  const project = freshProject();
  for (let call = 0; call < 20; call++) {
    const ids = { traceId: traceId(4 * call), spanId: spanId(call) };
    await world.keep(project, `call${call}`, [aSpan({ ...ids, payload: { input: doc(`${call} of Blue Heron`) } })]);
  }
  let now = LATER;

  const job = await run(project, HERON, { stepMs: 5, clock: () => now++ });

  assert.ok(job.step > 2, `${job.step} steps for one page of 20 rows`);
  assert.deepEqual([job.counts['fragments'], job.counts['changed']], [20, 20]);
  assert.deepEqual(await heronsOf(project), []);
});
