/** The deep pass over the real stores and a stand-in of Comprehend behind the real SDK: what it rewrites, costs, and leaves for tomorrow. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ComprehendClient } from '@aws-sdk/client-comprehend';
import { createComprehend } from '../../../local/aws/comprehend/comprehend.ts';
import { createPiiDetector } from '../../../src/adapters/comprehend/pii-detector.ts';
import type { ProjectId } from '../../../src/domain/call/ids.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { DAY_MS } from '../../../src/domain/call/units.ts';
import { DEFAULT_DEEP, type DeepSettings } from '../../../src/domain/redact/deep/settings.ts';
import { DEFAULT_PROJECT_SETTINGS } from '../../../src/domain/settings/settings.ts';
import { runDaily } from '../../../src/pipelines/jobs/daily-jobs.ts';
import { createDeep } from '../../../src/pipelines/jobs/kinds/deep.ts';
import { startJob } from '../../../src/pipelines/jobs/start-job.ts';
import { openStores, type Stores } from '../../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';
import { type ServedService, serve } from '../../local/serve.ts';
import { createWorld, LATER } from './world.ts';

let stores: Stores;
let comprehend: ServedService;
let world: ReturnType<typeof createWorld>;
let now = LATER;
const deepOf = new Map<ProjectId, Partial<DeepSettings>>();
const settingsOf = async (project: ProjectId) => ({
  ...DEFAULT_PROJECT_SETTINGS,
  deep: { ...DEFAULT_DEEP, ...deepOf.get(project) },
});
before(async () => {
  [stores, comprehend] = await Promise.all([openStores(), serve(createComprehend())]);
  const detector = createPiiDetector(new ComprehendClient(comprehend.client));
  world = createWorld(stores, () => [createDeep({ settingsOf, detector, spend: stores.spend, clock: () => now })]);
});
after(() => Promise.all([stores.close(), comprehend.stop()]));

let projects = 0;
const freshProject = (deep: Partial<DeepSettings>): ProjectId => {
  const project = `deep${++projects}` as ProjectId;
  deepOf.set(project, deep);
  return project;
};
const doc = (text: string) => ({ value: inOurWords(text) });

const plant = async (project: ProjectId, calls = 1): Promise<void> => {
  for (let call = 0; call < calls; call++) {
    await world.keep(project, `chosen${call}`, [
      aSpan({
        traceId: traceId(call),
        spanId: spanId(call),
        feature: inOurWords('billing'),
        payload: {
          input: doc(`\u{1F600} Ada Lovelace asks [EMAIL_1], ${'x'.repeat(280)}`),
          output: doc('yes, Ada Lovelace'),
        },
      }),
    ]);
  }
  await world.keep(project, 'other', [
    aSpan({
      traceId: traceId(90),
      spanId: spanId(90),
      feature: inOurWords('search'),
      payload: { input: doc('Grace Hopper') },
    }),
  ]);
};

test('deep rewrites what the detector finds in chosen features, and leaves others alone', async () => {
  const project = freshProject({ features: ['billing'], dailyBudgetUsd: 1 });
  await plant(project);

  const job = await world.run(project, { kind: 'deep' });

  assert.equal(job.state, 'done', JSON.stringify(job));
  assert.deepEqual(await world.placesOf(project, /Ada|Lovelace/), []);
  const span = await world.read(project, 0);
  assert.match(String(span?.payload?.input), /^\u{1F600} \[PERSON\] asks \[EMAIL_1\], x+$/u);
  assert.equal(span?.payload?.output, 'yes, [PERSON]');
  assert.deepEqual(span?.redactions, { PERSON: 2 });
  assert.equal((await world.read(project, 90))?.payload?.input, 'Grace Hopper');
  assert.deepEqual([job.counts['findings'], job.counts['changed'], job.counts['passed_over']], [2, 1, 1]);
});

test('a dry run tells what it would cost and asks nobody', async () => {
  const project = freshProject({ features: ['*'], dailyBudgetUsd: 0 });
  await plant(project);

  const job = await world.run(project, { kind: 'deep', dry_run: true });

  assert.deepEqual([job.counts['spans'], job.counts['micro_usd']], [2, 400 + 300]);
  assert.equal((await world.placesOf(project, /Lovelace/)).length, 1);
});

test('what does not fit into the budget of the day waits, and the next day goes on with it', async () => {
  const project = freshProject({ features: ['billing'], dailyBudgetUsd: 0.0009 });
  await plant(project, 5);

  const job = await world.run(project, { kind: 'deep' }, { stepMs: 0 });

  assert.equal(job.state, 'waiting');
  assert.equal((await world.placesOf(project, /Ada Lovelace/)).length, 3);
  for (let day = 1; day <= 2; day++) {
    now = LATER + day * DAY_MS;
    const parts = { ...world.startParts(project), settingsOf, projects: async () => [project] };
    const { resumed } = await runDaily(parts, { at: now, uniqueOf: () => `abcdefgh${day}` }, {});
    assert.equal(resumed, 1);
    await world.work(project, { clock: () => now });
  }
  now = LATER;
  assert.deepEqual(await world.placesOf(project, /Ada Lovelace/), []);
  assert.equal((await stores.jobs.findJob(project, job.jobId, {}))?.state, 'done');
});

test('the daily run begins a pass for what came in since the last one, and only where features were chosen', async () => {
  const chosen = freshProject({ features: ['billing'], dailyBudgetUsd: 1 });
  const off = freshProject({});
  await plant(chosen);
  await plant(off);
  const at = NOON + 3_600_000;
  const daily = (when: number) =>
    runDaily(
      { ...world.startParts(chosen), settingsOf, projects: async () => [chosen, off] },
      { at: when, uniqueOf: () => `daily${when}`.slice(0, 20) },
      {},
    );

  const first = await daily(at);
  await world.work(chosen);
  const second = await daily(at + DAY_MS);
  await world.work(chosen);

  assert.deepEqual([first.begun, second.begun], [1, 1]);
  const [latest, earlier] = await stores.jobs.listJobs(chosen, 2, {});
  assert.deepEqual([earlier?.from, earlier?.to, latest?.from], [at - DAY_MS, at, at]);
  assert.deepEqual(await world.placesOf(chosen, /Ada Lovelace/), []);
  assert.equal((await stores.jobs.listJobs(off, 2, {})).length, 0);
});

test('calls in which nothing is found are paid for once, also where a page of them takes days', async () => {
  const project = freshProject({ features: ['*'], dailyBudgetUsd: 0.0006 });
  for (let call = 0; call < 5; call++) {
    const ids = { traceId: traceId(4 * call), spanId: spanId(call) };
    await world.keep(project, `plain${call}`, [
      aSpan({ ...ids, payload: { input: doc('nobody is named HERE at all') } }),
    ]);
  }

  const { jobId } = await world.run(project, { kind: 'deep' });
  for (let day = 1; day <= 2; day++) {
    now = LATER + day * DAY_MS;
    const parts = { ...world.startParts(project), settingsOf, projects: async () => [project] };
    await runDaily(parts, { at: now, uniqueOf: () => `abcdefgh${day}` }, {});
    await world.work(project, { clock: () => now });
  }
  now = LATER;

  const job = await stores.jobs.findJob(project, jobId, {});
  assert.deepEqual([job?.state, job?.counts['requests'], job?.counts['micro_usd']], ['done', 5, 5 * 300]);
});

test('a call that costs more than the budget of a day is passed over, told of, and costs nothing', async () => {
  const project = freshProject({ features: ['billing'], dailyBudgetUsd: 0.0009 });
  const feature = inOurWords('billing');
  await world.keep(
    project,
    'many',
    Array.from({ length: 4 }, (_, number) =>
      aSpan({ spanId: spanId(number), feature, payload: { input: doc('asked by Ada Lovelace') } }),
    ),
  );

  const job = await world.run(project, { kind: 'deep' });

  assert.deepEqual([job.state, job.counts['beyond_budget'], job.counts['requests']], ['done', 1, undefined]);
  assert.equal(await stores.spend.spentOn(project, { purpose: 'deep', day: '2026-11-21' }, {}), 0);
});

test('a call of more text than a step has time for is passed over, told of, and costs nothing', async () => {
  const project = freshProject({ features: ['*'], dailyBudgetUsd: 100 });
  await world.keep(project, 'huge', [aSpan({ payload: { input: doc('who is Ada Lovelace? '.repeat(160_000)) } })]);

  const job = await world.run(project, { kind: 'deep' });

  assert.deepEqual([job.state, job.counts['too_large'], job.counts['requests']], ['done', 1, undefined]);
  assert.equal(await stores.spend.spentOn(project, { purpose: 'deep', day: '2026-11-21' }, {}), 0);
});

test('a job whose message was lost gets another the next day, and is given up when that does not help', async () => {
  const project = freshProject({});
  await plant(project);
  const parts = { ...world.startParts(project), settingsOf, projects: async () => [project] };
  const lost = { ...parts, queue: { send: async () => undefined } };
  const asked = { project, keyId: 'k', body: { kind: 'deep' }, at: LATER };
  const { jobId } = await startJob(lost, { ...asked, unique: 'lostlost' }, {});
  const daily = (at: number) => runDaily(parts, { at, uniqueOf: () => 'unused' }, {});
  const stateOf = async () => (await stores.jobs.findJob(project, jobId, {}))?.state;

  const soon = await daily(LATER + 60_000);
  const next = await daily(LATER + DAY_MS);
  const messages = world.messages.splice(0);
  assert.deepEqual([soon.resumed, next.resumed, messages], [0, 1, [{ project, jobId, step: 0 }]]);
  await daily(LATER + 4 * DAY_MS);
  assert.equal(await stateOf(), 'failed');
});

test('what goes wrong with the jobs of one project does not keep the others from theirs', async () => {
  const [broken, fine] = [freshProject({}), freshProject({ features: ['*'], dailyBudgetUsd: 1 })];
  const parts = {
    ...world.startParts(fine),
    projects: async () => [broken, fine],
    settingsOf: async (project: ProjectId) => {
      if (project === broken) throw new Error('out of reach');
      return settingsOf(project);
    },
  };

  await assert.rejects(runDaily(parts, { at: LATER, uniqueOf: () => 'onefine1' }, {}), /out of reach/);

  assert.equal((await stores.jobs.listJobs(fine, 2, {})).length, 1);
  world.messages.splice(0);
});

test('a budget is never passed, however many reserve at once', async () => {
  const project = freshProject({});
  const account = { purpose: 'deep' as const, day: '2026-11-21', expiresAt: NOON };
  const sum = { amount: 300_000, limit: 1_000_000 };

  const granted = await Promise.all(Array.from({ length: 6 }, () => stores.spend.reserve(project, account, sum, {})));

  assert.ok(granted.filter(Boolean).length <= 3, String(granted));
});
