/** A goal becomes shares: planned from the last day's hours, kept in the table, followed by ingest within minutes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { DEFAULT_PROJECT_SETTINGS, type ProjectSettings } from '../../src/domain/settings/settings.ts';
import { addCall } from '../../src/domain/summarise/add-call.ts';
import { createRollup, encodeRollup } from '../../src/domain/summarise/rollup.ts';
import { PLAN_HOLDS_MS, planSampling } from '../../src/pipelines/plan-sampling.ts';
import { PLAN_FRESH_MS, withPlannedSampling } from '../../src/pipelines/planned-sampling.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { NOON } from '../builders/spans.ts';
import { factsOf } from '../domain/summarise/facts.ts';

const HOUR = 3_600_000;
const GOAL = { perDay: 24, perFeature: 10, perModel: 0 };
const WITH_GOAL: ProjectSettings = { ...DEFAULT_PROJECT_SETTINGS, sampling: { goal: GOAL, slowMs: 5 } };

const clock = { now: NOON };
let stores: Stores;
before(async () => {
  stores = await openStores(() => clock.now);
});
after(() => stores.close());

/** An hour of `calls` calls of a busy feature, and one of a rare one. */
const keepHour = async (project: ProjectId, start: number, calls: number): Promise<void> => {
  const rollup = createRollup({ project, from: start, to: start + HOUR });
  for (let n = 0; n < calls; n++) addCall(rollup, factsOf(n, { start: start + n, feature: inOurWords('chat') }));
  addCall(rollup, factsOf(0, { start, feature: inOurWords('rare') }));
  await stores.summaries.putRollup(project, 'hour', new Date(start).toISOString(), encodeRollup(rollup), 1e13, {});
};

const followed = (project: ProjectId, world: { settings: ProjectSettings; isDown?: boolean; stale?: number }) => {
  const plans = {
    readPlan: (...asked: Parameters<typeof stores.plans.readPlan>) => {
      if (world.isDown) throw new Error('table out of reach');
      return stores.plans.readPlan(...asked);
    },
  };
  const of = withPlannedSampling(async () => world.settings, plans, {
    clock: () => clock.now,
    onStale: () => {
      world.stale = (world.stale ?? 0) + 1;
    },
  });
  return () => of(project, {});
};

test('a goal is planned from the hours of the last day, and followed as soon as the plan is read', async () => {
  const project = 'planned' as ProjectId;
  const settings = followed(project, { settings: WITH_GOAL });
  const unplanned = (await settings()).sampling;
  assert.deepEqual(
    unplanned,
    { goal: GOAL, slowMs: 5, baseRate: 1 },
    'without a plan everything is kept, whatever the stage keeps',
  );

  for (let hour = 1; hour <= 30; hour++) await keepHour(project, NOON - hour * HOUR, hour > 24 ? 5000 : 99);
  await planSampling(stores, { project, goal: GOAL, now: NOON }, {});
  clock.now += PLAN_FRESH_MS;

  const { sampling } = await settings();
  assert.equal(sampling.baseRate, 0.01);
  assert.equal(sampling.featureRates?.['rare'], 10 / 24);
  assert.equal(sampling.slowMs, 5);
  assert.equal(await settings(), await settings(), 'what is made of settings is kept while nothing changes');
});

test('a plan that says the same again gives the very same settings, and one that can not be read holds on', async () => {
  const project = 'steady' as ProjectId;
  const world = { settings: WITH_GOAL, isDown: false, stale: 0 };
  const settings = followed(project, world);
  await keepHour(project, clock.now - HOUR, 99);
  await planSampling(stores, { project, goal: GOAL, now: clock.now }, {});

  const first = await settings();
  clock.now += PLAN_FRESH_MS;
  assert.equal(await settings(), first);
  world.isDown = true;
  clock.now += PLAN_FRESH_MS;
  assert.equal(await settings(), first);
  assert.equal(world.stale, 1);
});

test('a plan that nobody renews ends, a day without calls plans nothing, and whoever drops the goal drops the plan', async () => {
  const project = 'quiet' as ProjectId;
  const world = { settings: WITH_GOAL };
  const settings = followed(project, world);
  await keepHour(project, clock.now - HOUR, 99);
  await planSampling(stores, { project, goal: GOAL, now: clock.now }, {});
  const { sampling } = await settings();
  assert.ok(sampling.baseRate! < 1);

  world.settings = DEFAULT_PROJECT_SETTINGS;
  assert.equal(await settings(), DEFAULT_PROJECT_SETTINGS);

  world.settings = WITH_GOAL;
  clock.now += PLAN_HOLDS_MS + 1000;
  await planSampling(stores, { project, goal: GOAL, now: clock.now }, {});
  assert.equal((await settings()).sampling.baseRate, 1);
});
