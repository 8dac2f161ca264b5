/** Erasing over the real stores: what was a person's is nowhere, what was others' is whole, and the receipt says what went. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { interactionId, type ProjectId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../../src/domain/call/units.ts';
import { cutFragments } from '../../../src/domain/fragment/cut.ts';
import { openStores, type Stores } from '../../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';
import { createErasingWorld } from './erasing-world.ts';
import { type createWorld, LATER } from './world.ts';

let stores: Stores;
let world: ReturnType<typeof createWorld>;
const keyed = createKeyed('a secret of tests');
before(async () => {
  stores = await openStores();
  world = createErasingWorld(stores, keyed);
});
after(() => stores.close());

let projects = 0;
const freshProject = (): ProjectId => `erase${++projects}` as ProjectId;
const doc = (value: string) => ({ value: inOurWords(value) });
const LONG = Array.from({ length: 6000 }, () => `w${randomUUID().slice(0, 5)}`).join(' ');
const text = inOurWords;

/** Two people: Ann with a small call, a tool without a call and a large one that shares its pack with one of Bob's. */
const plant = async (project: ProjectId): Promise<void> => {
  const [ann, bob] = ['ann', 'bob'].map((name) => keyed.user(project, name));
  const anns = { user: ann!, sessionId: text('s-ann') };
  await world.keep(project, 'small', [
    aSpan({ ...anns, correlationId: text('report'), payload: { input: doc('words of ann') } }),
    aSpan({ spanId: spanId(9), payload: { input: doc('more words of ann') } }),
  ]);
  await world.keep(project, 'tool', [
    aSpan({ traceId: traceId(3), spanId: spanId(3), kind: 'tool', ...anns, payload: { input: doc('tool of ann') } }),
  ]);
  await world.keep(project, 'large', [
    aSpan({ traceId: traceId(1), spanId: spanId(1), ...anns, payload: { input: doc(`${LONG} of ann`) } }),
    aSpan({ traceId: traceId(2), spanId: spanId(2), user: bob!, payload: { input: doc(`${LONG} of bob`) } }),
  ]);
  const times = { receivedAt: NOON, expiresAt: NOON + 1e9 };
  const said = (feedbackId: string, target: object, user?: string) =>
    stores.judgements.keepFeedback(
      project,
      {
        feedbackId,
        target,
        type: 'comment',
        comment: `${feedbackId} said`,
        at: NOON,
        ...(user ? { user } : {}),
      } as never,
      times,
      {},
    );
  await said('ann on her trace', { by: 'trace', traceId: traceId(0) }, ann);
  await said('ann on bob', { by: 'trace', traceId: traceId(2) }, ann);
  await said('somebody on anns session', { by: 'session', value: 's-ann' });
  await said('bob on his', { by: 'trace', traceId: traceId(2) }, bob);
};

const ANN = /\bann\b|s-ann|anns/;

test('erasing a person leaves nothing of them in table or packs, and everything of others', async () => {
  const project = freshProject();
  await plant(project);
  const pseudonym = new RegExp(keyed.user(project, 'ann'));
  const rows = async () => (await stores.dump()).filter(([place]) => new RegExp(`${project}[#/]`).test(place));

  const job = await world.run(project, { kind: 'erase', user_id: 'ann' });

  assert.equal(job.state, 'done');
  const left = (await rows()).filter(
    ([place, content]) => ANN.test(place + content) || pseudonym.test(place + content),
  );
  assert.deepEqual(
    left.map(([place]) => place),
    [],
  );
  const bobs = await world.read(project, 2);
  assert.ok(bobs?.payload?.input === `${LONG} of bob`, 'the document that shared the pack is whole');
  assert.equal(
    (await stores.judgements.judgementsOf(project, { by: 'session', value: 's-ann' }, {})).feedback.length,
    0,
  );
  assert.deepEqual(
    [job.counts['traces'], job.counts['fragments'], job.counts['judgements'], job.counts['frames']],
    [3, 3, 3, 1],
    JSON.stringify(job.counts),
  );
  assert.ok(!JSON.stringify(job).includes('"ann"'));
});

test('erasing again finds nothing', async () => {
  const project = freshProject();
  await plant(project);
  await world.run(project, { kind: 'erase', user_id: 'ann' });

  const again = await world.run(project, { kind: 'erase', user_id: 'ann' });

  assert.deepEqual([again.state, again.counts], ['done', {}]);
});

test('a dry run of an erasure counts and erases nothing', async () => {
  const project = freshProject();
  await plant(project);

  const job = await world.run(project, { kind: 'erase', user_id: 'ann', dry_run: true });

  assert.deepEqual([job.counts['traces'], job.counts['fragments']], [3, 3]);
  assert.equal((await world.read(project, 0))?.payload?.input, 'words of ann');
});

test('erasing one call leaves the others of its trace', async () => {
  const project = freshProject();
  await plant(project);

  const job = await world.run(project, { kind: 'erase', interaction_id: interactionId(traceId(0), spanId(0)) });

  assert.equal(job.state, 'done');
  assert.equal((await world.read(project, 0))?.payload?.input, 'more words of ann');
  assert.deepEqual(await world.placesOf(project, /"words of ann/), []);
});

test('erasing a session or a trace takes what is its own', async () => {
  const project = freshProject();
  await plant(project);

  await world.run(project, { kind: 'erase', session_id: 's-ann' });
  assert.deepEqual(await world.placesOf(project, /words of ann|tool of ann|somebody/), []);
  await world.run(project, { kind: 'erase', trace_id: traceId(2) });
  assert.equal(await world.read(project, 2), undefined);
  assert.deepEqual(
    (await stores.dump()).filter(([place]) => place.startsWith(`object payloads/${project}/`)),
    [],
  );
});

test('what nobody known said of an erased call goes too, given under the id of the client or of the response', async () => {
  const ids = { clientId: text('mine-1'), responseId: text('resp-1') };
  for (const body of [
    { user_id: 'ann' },
    { session_id: 's-ann' },
    { trace_id: traceId(0) },
    { interaction_id: interactionId(traceId(0), spanId(0)) },
  ]) {
    const project = freshProject();
    const anns = { user: keyed.user(project, 'ann'), sessionId: text('s-ann') };
    await world.keep(project, 'hers', [aSpan({ ...anns, ...ids })]);
    const given = (value: string, by: 'client' | 'response') =>
      stores.judgements.keepFeedback(
        project,
        { feedbackId: text(`on-${value}`), target: { by, value: text(value) }, type: 'thumbs_down', at: NOON },
        { receivedAt: NOON, expiresAt: NOON + 1e9 },
        {},
      );
    await given('mine-1', 'client');
    await given('resp-1', 'response');
    await given('mine-2', 'client');

    const job = await world.run(project, { kind: 'erase', ...body });

    assert.equal(job.counts['judgements'], 2, JSON.stringify([body, job.counts]));
    assert.deepEqual(await world.placesOf(project, /on-(mine-1|resp-1)/), []);
    assert.ok((await world.placesOf(project, /on-mine-2/)).length > 0, 'what was said of another call stays');
  }
});

test('what sampling left out and is still held is erased as well', async () => {
  const project = freshProject();
  const sampling = { kept: false, probability: 0.1, reason: text('rate') };
  const bare = aSpan({ user: keyed.user(project, 'ann'), sampling });
  const held = { ...bare, payload: { input: doc(`${LONG} held of ann`) } };
  const request = { project, digest: 'held', receivedAt: NOON, expiresAt: NOON + 1e9, feedback: [] };
  const cut = (span: typeof bare) => cutFragments([span], { digest: 'held', receivedAt: NOON });
  await stores.calls.keep({ ...request, fragments: cut(bare), held: { fragments: cut(held), until: NOON + 1e9 } }, {});
  assert.equal((await stores.dump()).filter(([, content]) => content.includes('held of ann')).length, 1);

  const job = await world.run(project, { kind: 'erase', user_id: 'ann' });

  assert.deepEqual([job.counts['held'], job.counts['frames']], [1, 1]);
  assert.equal((await stores.dump()).filter(([, content]) => content.includes('held of ann')).length, 0);
});

test("erasing a call by the client's id of it takes what is held of it, which does not say that id", async () => {
  const project = freshProject();
  const sampling = { kept: false, probability: 0.1, reason: text('rate') };
  const call = aSpan({ clientId: text('mine-1'), isAlias: true, sampling });
  const held = aSpan({ payload: { input: doc('held words') } });
  const request = { project, digest: 'held', receivedAt: NOON, expiresAt: NOON + 1e9, feedback: [] };
  const cut = (span: typeof call) => cutFragments([span], { digest: 'held', receivedAt: NOON });
  await stores.calls.keep({ ...request, fragments: cut(call), held: { fragments: cut(held), until: NOON + 1e9 } }, {});
  assert.equal((await world.placesOf(project, /held words/)).length, 1);

  const job = await world.run(project, { kind: 'erase', interaction_id: 'mine-1' });

  assert.deepEqual([job.counts['fragments'], job.counts['held']], [1, 1]);
  assert.deepEqual(await world.placesOf(project, /held words/), []);
});

test('an erasure that dies on its way finds its way again', async () => {
  const project = freshProject();
  await plant(project);
  const { eraseTrace } = stores.erasing;
  let deaths = 0;
  stores.erasing.eraseTrace = async (...given) => {
    const counts = await eraseTrace(...given);
    deaths += 1;
    if (deaths === 2) throw new Error('killed');
    return counts;
  };

  await assert.rejects(world.run(project, { kind: 'erase', user_id: 'ann' }), /killed/);
  const [job] = await stores.jobs.listJobs(project, 1, {});
  world.messages.push({ project, jobId: job?.jobId ?? '', step: 0 });
  await world.work(project);
  stores.erasing.eraseTrace = eraseTrace;

  const pseudonym = keyed.user(project, 'ann');
  const left = (await stores.dump()).filter(([place, content]) => (place + content).includes(pseudonym));
  assert.deepEqual(left, []);
});

test('an erasure that dies when the fragment that led to a trace is gone erases the rest of the trace', async () => {
  const project = freshProject();
  await world.keep(project, 'first', [aSpan({ user: keyed.user(project, 'ann') })]);
  // Of the same trace, and by itself nobody's.
  await world.keep(project, 'second', [aSpan({ spanId: spanId(1), payload: { input: doc('words of ann') } })]);
  await stores.calls.register(project, { until: NOON + HOUR_MS, expiresAt: () => 1e13 }, {});
  const name = 'dies halfway';
  const isGone = Promise.withResolvers<void>();
  stores.dynamodb.middlewareStack.add(
    (next) => async (call) => {
      const sk = (call.input as { readonly Key?: { readonly sk?: { readonly S?: string } } }).Key?.sk?.S;
      if (sk?.startsWith('F#second')) {
        await isGone.promise;
        throw new Error('killed');
      }
      const answer = await next(call);
      if (sk?.startsWith('F#first')) isGone.resolve();
      return answer;
    },
    { step: 'initialize', name },
  );

  await assert.rejects(world.run(project, { kind: 'erase', user_id: 'ann' }), /killed/);
  stores.dynamodb.middlewareStack.remove(name);
  const [job] = await stores.jobs.listJobs(project, 1, {});
  world.messages.push({ project, jobId: job?.jobId ?? '', step: 0 });
  await world.work(project);

  assert.deepEqual(await world.placesOf(project, /#T#|words of ann/), []);
  assert.deepEqual(await world.placesOf(project, new RegExp(keyed.user(project, 'ann'))), []);
});

test('erasing a call leaves the way to another one of its trace that began with it', async () => {
  const project = freshProject();
  const ann = { user: keyed.user(project, 'ann') };
  await stores.calls.register(project, { until: NOON + HOUR_MS, expiresAt: () => 1e13 }, {});
  const closed = NOON + 2 * HOUR_MS;
  await world.keep(project, 'one', [aSpan(ann)], closed);
  await world.keep(project, 'other', [aSpan({ ...ann, spanId: spanId(1) })], closed);
  // Of one request with a third that begins with them.
  const both = [aSpan({ ...ann, spanId: spanId(2) }), aSpan({ spanId: spanId(3), start: NOON + 5 })];
  await world.keep(project, 'both', both, closed);

  for (const one of [0, 2])
    await world.run(project, { kind: 'erase', interaction_id: interactionId(traceId(0), spanId(one)) });
  await world.run(project, { kind: 'erase', user_id: 'ann' });

  assert.deepEqual(await world.placesOf(project, /#T#/), []);
});

test('an erasure names exactly one thing, and no problem quotes it', async () => {
  const project = freshProject();

  for (const body of [{}, { user_id: 'ann', session_id: 's' }, { name: 'ann' }, { user_id: '' }, { trace_id: 'ann' }]) {
    await assert.rejects(world.run(project, { kind: 'erase', ...body }), (error: Error & { code: string }) => {
      assert.equal(error.code, 'invalid-request');
      assert.ok(!error.message.includes('ann'));
      return true;
    });
  }
});

test('an erasure of one call that died before it wiped the document does so when it is tried again', async () => {
  const project = freshProject();
  await world.keep(project, 'two', [
    aSpan({ payload: { input: doc(`${LONG} of ann`) } }),
    aSpan({ spanId: spanId(9), payload: { input: doc(`${LONG} of bob`) } }),
  ]);
  const { wipeFrames } = stores.history;
  stores.history.wipeFrames = () => Promise.reject(new Error('killed'));
  const erasing = { kind: 'erase', interaction_id: interactionId(traceId(0), spanId(0)) };
  await assert.rejects(world.run(project, erasing), /killed/);
  stores.history.wipeFrames = wipeFrames;
  const [job] = await stores.jobs.listJobs(project, 1, {});

  world.messages.push({ project, jobId: job?.jobId ?? '', step: 0 });
  await world.work(project);

  assert.deepEqual(await world.placesOf(project, ANN), []);
  assert.equal((await world.read(project, 0))?.payload?.input, `${LONG} of bob`);
});

test("an erasure by a client's id that died finds the call's trace again, and all that is known by the call", async () => {
  const project = freshProject();
  const cutting = { digest: 'two', receivedAt: NOON };
  const call = aSpan({ clientId: text('mine-1'), isAlias: true, payload: { input: doc(`${LONG} of ann`) } });
  const other = aSpan({ spanId: spanId(9), payload: { input: doc(`${LONG} of bob`) } });
  const held = aSpan({ payload: { output: doc('held of ann') } });
  await stores.calls.keep(
    {
      ...{ project, expiresAt: NOON + 1e9, feedback: [], ...cutting },
      fragments: cutFragments([call, other], cutting),
      held: { fragments: cutFragments([held], cutting), until: NOON + 1e9 },
    },
    {},
  );
  await stores.judgements.keepFeedback(
    project,
    {
      feedbackId: text('said of ann'),
      target: { by: 'interaction', interactionId: interactionId(traceId(0), spanId(0)) },
      type: 'thumbs_down',
      at: NOON,
    },
    { receivedAt: NOON, expiresAt: NOON + 1e9 },
    {},
  );
  const { wipeFrames } = stores.history;
  stores.history.wipeFrames = async (frames) => {
    if (frames.length > 0) throw new Error('killed');
  };
  await assert.rejects(world.run(project, { kind: 'erase', interaction_id: 'mine-1' }), /killed/);
  stores.history.wipeFrames = wipeFrames;
  const [job] = await stores.jobs.listJobs(project, 1, {});

  world.messages.push({ project, jobId: job?.jobId ?? '', step: 0 });
  await world.work(project);

  assert.deepEqual(await world.placesOf(project, /of ann|mine-1/), []);
  assert.equal((await world.read(project, 0))?.payload?.input, `${LONG} of bob`);
  assert.equal((await stores.summaries.lateHours(project, LATER + 1, {})).length, 1);
});

test('erasing a person reaches calls and feedback that are older than calls are kept, as imported ones are', async () => {
  const project = freshProject();
  const user = keyed.user(project, 'ann');
  const longAgo = NOON - 400 * 24 * 3_600_000;
  await world.keep(project, 'import', [aSpan({ user, start: longAgo, payload: { input: doc('long ago said ann') } })]);
  const said = {
    feedbackId: text('f'),
    target: { by: 'trace', traceId: traceId(9) },
    type: 'comment',
    at: longAgo + 1,
  };
  await stores.judgements.keepFeedback(
    project,
    { ...said, comment: text('ann was here'), user } as never,
    { receivedAt: NOON, expiresAt: NOON + 1e9 },
    {},
  );

  const job = await world.run(project, { kind: 'erase', user_id: 'ann', from: null });

  assert.equal(job.state, 'done');
  assert.deepEqual(await world.placesOf(project, ANN), []);
});
