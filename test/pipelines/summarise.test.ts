/** Summaries count every call once, are the same however often they run, and are corrected by what comes late. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { periodOf } from '../../src/domain/summarise/period.ts';
import type { Rollup } from '../../src/domain/summarise/rollup.ts';
import { setSummedUpUntil } from '../../src/pipelines/roll-up.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { NOON, traceId } from '../builders/spans.ts';
import { hourOfTraffic, randomFrom } from '../domain/summarise/traffic.ts';
import { call, projectOn } from './summarised-project.ts';

const HOUR = 3_600_000;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const aProject = (zone?: string) => projectOn(stores, zone);

test('an hour counts every call of it once, whichever requests brought its parts', async () => {
  const project = aProject();
  await project.keep(call(1, NOON), call(2, NOON + HOUR - 1), call(3, NOON + HOUR), call(4, NOON - 1));
  const { end: _, ...begun } = call(5, NOON + 10);
  await project.keep(begun);
  await project.keep(call(5, NOON + 10, { status: 'error' }), call(1, NOON, { model: inOurWords('another') }));
  project.clock.now = NOON + HOUR + 300_000;

  await project.run('hour');

  const figures = await project.rollup('hour', NOON);
  assert.equal(figures?.calls, 3);
  assert.equal(figures?.errors, 1);
  assert.equal(figures?.costNanoUsd, 3n * 74_250n);
});

test('running an hour again gives the same bytes', async () => {
  const project = aProject();
  await project.keep(...Array.from({ length: 30 }, (_, index) => call(index, NOON + index * 1000)));
  project.clock.now = NOON + HOUR + 300_000;

  await project.run('hour');
  const once = JSON.stringify(await project.rollup('hour', NOON), stringOfBigints);
  await project.run('hour', NOON);

  assert.equal(JSON.stringify(await project.rollup('hour', NOON), stringOfBigints), once);
});

test('a call that comes after its hour was summed up corrects the hour and the day at the next run', async () => {
  const project = aProject();
  await project.keep(call(1, NOON));
  project.clock.now = NOON + HOUR + 300_000;
  await project.run('hour');
  project.clock.now = NOON + 13 * HOUR;
  await project.run('hour');
  await project.run('day');
  assert.equal((await project.rollup('day', NOON - 12 * HOUR))?.calls, 1);

  await project.keep(call(2, NOON + 5));
  await project.feedback(NOON + 7);
  project.clock.now += HOUR;
  const outcome = await project.run('hour');

  assert.equal(outcome.corrected, 1);
  assert.deepEqual(project.summed.at(-1)?.correction, { revision: 1, lateCalls: 1 });
  assert.equal(project.summed.at(-1)?.news, 'corrected');
  assert.equal((await project.rollup('hour', NOON))?.calls, 2);
  assert.equal((await project.rollup('hour', NOON))?.opinions.count, 1);
  assert.equal((await project.rollup('day', NOON - 12 * HOUR))?.calls, 2);
  assert.equal((await project.run('hour')).corrected, 0);
});

test('hours that the schedule missed are caught up, and an hour without calls leaves nothing', async () => {
  const project = aProject();
  await project.keep(call(1, NOON));
  project.clock.now = NOON + HOUR + 300_000;
  await project.run('hour');
  await project.keep(call(2, NOON + 2 * HOUR));
  project.clock.now = NOON + 4 * HOUR + 300_000;

  await project.run('hour');

  assert.equal((await project.rollup('hour', NOON + 2 * HOUR))?.calls, 1);
  assert.equal(await project.rollup('hour', NOON + HOUR), undefined);
  assert.equal(await project.rollup('hour', NOON + 3 * HOUR), undefined);
});

test('an outage over a weekend loses no hour', async () => {
  const project = aProject();
  await project.keep(call(1, NOON));
  project.clock.now = NOON + HOUR + 300_000;
  await project.run('hour');
  await project.keep(call(2, NOON + HOUR + 400_000));
  project.clock.now = NOON + 70 * HOUR;

  await project.run('hour');

  assert.equal((await project.rollup('hour', NOON + HOUR))?.calls, 1);
  assert.equal((await project.rollup('day', NOON - 12 * HOUR))?.calls, 2);
});

test('a late call does not take the place of calls that have expired', async () => {
  const project = aProject();
  await project.keep(call(1, NOON), call(2, NOON + 1), call(3, NOON + 2));
  project.clock.now = NOON + HOUR + 300_000;
  await project.run('hour');
  for (const number of [1, 2, 3]) {
    const about = { jobId: 'expiry', now: NOON, dryRun: false };
    await stores.erasing.eraseTrace(project.project, traceId(number), about, {});
  }
  const days = 24 * HOUR;
  const parts = { ...project.parts, interactionsMsOf: async () => 30 * days };
  const run = () => summarise(parts, { kind: 'hour', project: project.project }, {});

  project.clock.now = NOON + 40 * days;
  await project.keep(call(4, NOON + 3));
  project.clock.now += HOUR;
  await setSummedUpUntil(stores.summaries, project.project, NOON + 40 * days, {});
  await run();

  assert.equal((await project.rollup('hour', NOON))?.calls, 3);
});

test('a late call changes neither an hour nor a day whose roll-ups of hours have expired', async () => {
  const project = aProject();
  await project.keep(call(1, NOON), call(2, NOON + 1), call(3, NOON + 2));
  project.clock.now = NOON + 12 * HOUR + 300_000;
  await project.run('hour');
  await project.run('hour', NOON);
  await project.run('day', NOON);
  const reported = project.reports.length;
  for (const number of [1, 2, 3]) {
    const about = { jobId: 'expiry', now: NOON, dryRun: false };
    await stores.erasing.eraseTrace(project.project, traceId(number), about, {});
  }
  const days = 24 * HOUR;
  const summaries: Stores['summaries'] = {
    ...stores.summaries,
    getRollup: async (...[who, kind, ...rest]) =>
      kind === 'hour' ? undefined : stores.summaries.getRollup(who, kind, ...rest),
    rollups: async (...[who, kind, ...rest]) => (kind === 'hour' ? [] : stores.summaries.rollups(who, kind, ...rest)),
  };
  const parts = { ...project.parts, summaries, interactionsMsOf: async () => 30 * days };

  project.clock.now = NOON + 120 * days;
  await project.keep(call(4, NOON + 3));
  project.clock.now += HOUR;
  await setSummedUpUntil(stores.summaries, project.project, NOON + 120 * days, {});
  await summarise(parts, { kind: 'hour', project: project.project }, {});
  await summarise(parts, { kind: 'day', project: project.project, at: NOON }, {});

  assert.equal((await project.rollup('hour', NOON))?.calls, 3);
  assert.equal((await project.rollup('day', NOON - 12 * HOUR))?.calls, 3);
  assert.equal(project.reports.length, reported);
});

test('the roll-up of an hour is kept for six weeks, and longer where calls are', async () => {
  const expiries = new Map<string, number>();
  const summaries: Stores['summaries'] = {
    ...stores.summaries,
    putRollup: (...all) => {
      expiries.set(all[1], all[4]);
      return stores.summaries.putRollup(...all);
    },
  };
  const day = 24 * HOUR;
  for (const [interactionDays, hourDays] of [
    [30, 45],
    [180, 194],
    [900, 400],
  ] as const) {
    const project = aProject();
    await project.keep(call(1, NOON));
    project.clock.now = NOON + HOUR + 300_000;
    const parts = {
      ...project.parts,
      summaries,
      retentionMs: 400 * day,
      interactionsMsOf: async () => interactionDays * day,
    };

    await summarise(parts, { kind: 'hour', project: project.project }, {});

    assert.equal(expiries.get('hour'), NOON + HOUR + hourDays * day);
    assert.equal(expiries.get('points-hour'), NOON + HOUR + 400 * day);
  }
});

test('what goes wrong with one project keeps no other from its summaries, and each hour another one begins', async () => {
  const [broken, ...fine] = [aProject(), aProject(), aProject()] as const;
  const failed: string[] = [];
  const asked: string[] = [];
  const [{ parts, clock }] = fine;
  await Promise.all(fine.map((one, number) => one.keep(call(number, NOON))));
  clock.now = NOON + HOUR + 300_000;
  const projects = [broken, ...fine].map(({ project }) => project);
  const run = () =>
    summarise(
      {
        ...parts,
        summaries: { ...stores.summaries, projects: async () => projects },
        zoneOf: async (project: ProjectId) => {
          asked.push(project);
          if (project === broken.project) throw new Error('out of reach');
          return 'UTC';
        },
        onFailed: (project: ProjectId) => failed.push(project),
      },
      { kind: 'hour' },
      {},
    );

  await assert.rejects(run(), /out of reach/);
  assert.deepEqual(failed, [broken.project]);
  for (const one of fine) assert.equal((await one.rollup('hour', NOON))?.calls, 1);

  clock.now += HOUR;
  await assert.rejects(run(), /out of reach/);
  assert.notEqual(asked[3], asked[0]);
});

test('a day is the sum of its hours, and a week of its days', async () => {
  const project = aProject();
  for (let hour = -12; hour < 12; hour += 5) await project.keep(call(hour + 50, NOON + hour * HOUR));
  project.clock.now = NOON + 13 * HOUR;

  await project.run('day');
  project.clock.now = NOON + 8 * 24 * HOUR;
  await project.run('week', NOON);

  assert.equal((await project.rollup('day', NOON - 12 * HOUR))?.calls, 5);
  const monday = Date.UTC(2026, 10, 16);
  assert.equal((await project.rollup('week', monday))?.calls, 5);
});

test('an hour is held against past weeks: drift and anomalies are found, and the usual cost of the next hour is told', async () => {
  const project = aProject();
  const hourAt = (from: number): Rollup => ({
    ...hourOfTraffic(36, randomFrom(from), { calls: 300 }),
    project: project.project,
    from,
    to: from + HOUR,
  });
  const day = Array.from({ length: 24 }, (_, back) => hourAt(NOON - (back + 1) * HOUR));
  await project.past(
    [0, 1, 2, 3].flatMap((week) => day.map((hour) => ({ ...hour, from: hour.from - week * 24 * HOUR - 12 * HOUR }))),
  );
  for (const shift of [-1, 0, 1]) await project.store(hourAt(NOON - 7 * 24 * HOUR + shift * HOUR));
  const long = { inputLength: 40_000, status: 'error' as const, cost: { source: 'client' as const, nanoUsd: 9e9 } };
  for (let batch = 0; batch < 5; batch += 1) {
    await project.keep(...Array.from({ length: 80 }, (_, n) => call(batch * 80 + n, NOON + n * 1000, long)));
  }
  project.clock.now = NOON + HOUR + 300_000;

  await project.run('hour', undefined);

  const { drift, anomalies } = project.summed[0]!;
  assert.ok(drift.some(({ subject, flagged }) => subject === 'prompt_length' && flagged));
  assert.ok(anomalies.some(({ measure, meaning }) => measure === 'cost_per_call_usd' && meaning === 'worse'));
  assert.equal(project.usualCosts.length, 1);
  assert.ok(project.usualCosts[0]! > 0);
});

test('a day of a half-hour zone holds its own hours, and a late call corrects the right one of them', async () => {
  const project = aProject('Asia/Kolkata');
  // In Kolkata, 21 November 2026 begins at 18:30 UTC of the 20th.
  const midnight = Date.UTC(2026, 10, 20, 18, 30);
  await project.keep(call(1, midnight - 1), call(2, midnight), call(3, midnight + 24 * HOUR - 1));
  project.clock.now = midnight - HOUR + 2_000_000;
  await project.run('hour');
  project.clock.now = midnight + 24 * HOUR + 2_100_000;
  await project.run('hour');
  await project.keep(call(4, midnight + 1_700_000), call(5, midnight + 1_900_000));
  project.clock.now += HOUR;

  const { corrected } = await project.run('hour');

  assert.ok(corrected >= 1);
  assert.equal((await project.rollup('hour', midnight))?.calls, 3);
  assert.equal((await project.rollup('day', midnight))?.calls, 4);
});

for (const [name, date, hours] of [
  ['23 hours', Date.UTC(2026, 2, 29, 11), 23],
  ['25 hours', Date.UTC(2026, 9, 25, 11), 25],
] as const) {
  test(`a day of ${name} counts each of its calls once`, async () => {
    const project = aProject('Europe/Berlin');
    const { start, end } = periodOf(date, 'day', 'Europe/Berlin');
    await project.keep(...Array.from({ length: hours + 2 }, (_, n) => call(n, start + (n - 1) * HOUR + 5)));
    project.clock.now = start + 300_000;
    await project.run('hour');
    project.clock.now = end + 300_000;

    await project.run('hour');

    assert.equal((end - start) / HOUR, hours);
    assert.equal((await project.rollup('day', start))?.calls, hours);
    assert.equal((await project.rollup('day', start))?.hours.size, hours);
  });
}

const stringOfBigints = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value instanceof Map || value instanceof Set ? [...value] : value;
