/** Repricing history over the real stores: exact, only what was computed, summaries come along, and a dry run touches nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../../src/domain/call/ids.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import type { Cost } from '../../../src/domain/call/usage.ts';
import { cutFragments } from '../../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import { createPricer, type PricedCall } from '../../../src/domain/price/pricer.ts';
import { decodeRollup } from '../../../src/domain/summarise/rollup.ts';
import { createReprice } from '../../../src/pipelines/jobs/kinds/reprice.ts';
import { startJob } from '../../../src/pipelines/jobs/start-job.ts';
import { workJob } from '../../../src/pipelines/jobs/work-job.ts';
import type { JobMessage } from '../../../src/pipelines/ports/jobs.ts';
import { readTrace } from '../../../src/pipelines/read-trace.ts';
import { summarise } from '../../../src/pipelines/summarise.ts';
import { openStores, type Stores } from '../../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';

const HOUR = 3_600_000;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

let projects = 0;
const text = inOurWords;

/** As a table with a wrong price left it. */
const wrongCost: Cost = {
  source: 'computed',
  nanoUsd: 999,
  priceVersion: 'old',
  pricedModel: 'gpt-4o-mini',
  buckets: { input: { tokens: 15, nanoUsd: 999 }, output: { tokens: 120, nanoUsd: 0 } },
};
/** 15 × $0.15 + 120 × $0.60 a million. */
const RIGHT = 74_250;

const aProject = () => {
  const project = `r${++projects}` as ProjectId;
  const clock = { now: NOON + HOUR + 5 * 60_000 };
  return {
    project,
    clock,
    keep: (...spans: readonly StoredSpan[]) =>
      stores.calls.keep(
        {
          project,
          digest: 'request',
          receivedAt: NOON,
          expiresAt: NOON + 1e10,
          fragments: cutFragments(spans, { digest: 'request', receivedAt: NOON }),
          feedback: [],
        },
        {},
      ),
    sumUp: () =>
      summarise(
        {
          ...stores,
          clock: () => clock.now,
          retentionMs: 1e12,
          interactionsMsOf: async () => 1e12,
          zoneOf: async () => 'UTC',
          report: async () => undefined,
          publish: async () => undefined,
          publishUsualCost: async () => undefined,
        },
        { kind: 'hour', project },
        {},
      ),
    hourCost: async () => {
      const stored = await stores.summaries.getRollup(project, 'hour', new Date(NOON).toISOString(), {});
      return stored === undefined ? undefined : Number(decodeRollup(stored).figures.costNanoUsd);
    },
    costs: async () => {
      const found: (Cost | undefined)[] = [];
      for (const number of [0, 1, 2, 3]) {
        found.push((await readTrace(stores.calls, project, traceId(number), {}))?.spans[0]?.cost);
      }
      return found;
    },
    reprice: async (body: object = {}, price: (call: PricedCall) => Cost = createPricer()): Promise<Job> => {
      const messages: JobMessage[] = [];
      const common = {
        jobs: stores.jobs,
        queue: { send: async (message: JobMessage) => void messages.push(message) },
        kinds: [createReprice({ stepsOf: async () => ({ price }) })],
      };
      const { jobId } = await startJob(
        { ...common, audit: stores.audit, keptDaysOf: async () => 30 },
        { project, keyId: 'k', body: { kind: 'reprice', ...body }, at: clock.now, unique: `abcdefgh${++projects}` },
        {},
      );
      for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
        const { history, calls } = stores;
        await workJob({ ...common, history, calls, clock: () => clock.now, stepMs: 1e6 }, message, {});
      }
      return (await stores.jobs.findJob(project, jobId, {})) as Job;
    },
  };
};

const call = (number: number, changes: Partial<StoredSpan>): StoredSpan =>
  aSpan({ traceId: traceId(number), spanId: spanId(number), ...changes });

const history = () => [
  call(0, { cost: wrongCost }),
  call(1, { cost: { source: 'unpriced', reason: 'unknown-model' } }),
  call(2, { cost: { source: 'client', nanoUsd: 5 } }),
  call(3, { model: text('nobody-knows'), cost: { source: 'unpriced', reason: 'unknown-model' } }),
];

test('a dry run says what would change by day and model, and changes nothing', async () => {
  const one = aProject();
  await one.keep(...history());
  const before = await one.costs();

  const job = await one.reprice({ dry_run: true });

  assert.deepEqual(job.counts, {
    fragments: 4,
    changed: 2,
    repriced: 2,
    newly_priced: 1,
    client_stated: 1,
    nano_usd_before: 999,
    nano_usd_after: 2 * RIGHT,
    '2026-11-21|gpt-4o-mini|calls': 2,
    '2026-11-21|gpt-4o-mini|nano_usd_before': 999,
    '2026-11-21|gpt-4o-mini|nano_usd_after': 2 * RIGHT,
  });
  assert.deepEqual(await one.costs(), before);
});

test('a job that reaches far back counts by month, so that its row stays small', async () => {
  const one = aProject();
  await one.keep(...history());

  const { counts } = await one.reprice({ dry_run: true, from: '2026-09-01' });

  assert.equal(counts['2026-11|gpt-4o-mini|calls'], 2);
});

test('applied, costs are right to the nano-dollar, what clients stated stands, and the hour is summed up again', async () => {
  const one = aProject();
  await one.keep(...history());
  await one.sumUp();
  assert.equal(await one.hourCost(), 999 + 5);

  await one.reprice();
  one.clock.now += HOUR;
  await one.sumUp();

  const [wrong, missing, client, unknown] = await one.costs();
  assert.equal(wrong?.source === 'computed' && wrong.nanoUsd, RIGHT);
  assert.deepEqual(missing, wrong);
  assert.deepEqual(client, { source: 'client', nanoUsd: 5 });
  assert.deepEqual(unknown, { source: 'unpriced', reason: 'unknown-model' });
  assert.equal(await one.hourCost(), 2 * RIGHT + 5);
});

test('a second run finds nothing to change', async () => {
  const one = aProject();
  await one.keep(...history());
  await one.reprice();

  const { counts } = await one.reprice();

  assert.deepEqual(counts, { fragments: 4, changed: 0, client_stated: 1 });
});

test("a project's own prices and the service tier of a call are taken into account", async () => {
  const one = aProject();
  await one.keep(
    call(0, { cost: wrongCost, serviceTier: text('batch') }),
    call(1, { model: text('our-llama'), cost: { source: 'unpriced', reason: 'unknown-model' } }),
  );
  const overrides = [{ model: 'our-*', rates: { input: 1_000_000, output: 2_000_000 } }];

  await one.reprice({}, createPricer({ overrides }));

  const [batch, own] = await one.costs();
  assert.equal(batch?.source === 'computed' && batch.nanoUsd, RIGHT / 2);
  assert.equal(own?.source === 'computed' && own.nanoUsd, 15_000 + 240_000);
  assert.equal(own?.source === 'computed' && own.priceVersion, 'project');
});

test('a model whose name lost a part to redaction keeps being priced as what it was', async () => {
  const one = aProject();
  await one.keep(call(0, { model: text('arn:aws:bedrock:eu-west-1:[NUMBER]:thing/x'), cost: wrongCost }));

  await one.reprice();

  const [cost] = await one.costs();
  assert.equal(cost?.source === 'computed' && cost.nanoUsd, RIGHT);
});
