/** Summaries count every call once, are the same however often they run, and are corrected by what comes late. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { decodeRollup } from '../../src/domain/summarise/rollup.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

const HOUR = 3_600_000;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

let projects = 0;

/** A project with a clock, and what can be done with it. */
const aProject = () => {
  const project = `s${++projects}` as ProjectId;
  const clock = { now: NOON };
  const reports: string[] = [];
  const parts = {
    ...stores,
    clock: () => clock.now,
    retentionMs: 1e12,
    report: async ({ kind, start }: { kind: string; start: number }) => {
      reports.push(`${kind} ${new Date(start).toISOString()}`);
    },
    publish: async () => undefined,
  };
  let requests = 0;
  return {
    clock,
    reports,
    keep: (...spans: readonly StoredSpan[]) => {
      const digest = `request-${++requests}`;
      const fragments = cutFragments(spans, { digest, receivedAt: clock.now });
      return stores.calls.keep(
        { project, digest, receivedAt: clock.now, expiresAt: 1e13, fragments, feedback: [] },
        {},
      );
    },
    run: (kind: 'hour' | 'day' | 'week', at?: number) =>
      summarise(parts, { kind, project, ...(at === undefined ? {} : { at }) }, {}),
    rollup: async (kind: string, start: number) => {
      const stored = await stores.summaries.getRollup(project, kind, new Date(start).toISOString(), {});
      return stored === undefined ? undefined : decodeRollup(stored).figures;
    },
    feedback: (at: number) =>
      stores.judgements.keepFeedback(
        project,
        { feedbackId: inOurWords(`f${at}`), target: { by: 'trace', traceId: traceId(0) }, type: 'thumbs_up', at },
        { receivedAt: clock.now, expiresAt: 1e13 },
        {},
      ),
  };
};

const call = (number: number, at: number, changes: Partial<StoredSpan> = {}): StoredSpan =>
  aSpan({ traceId: traceId(number), spanId: spanId(number), start: at, end: at + 100, ...changes });

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

const stringOfBigints = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value instanceof Map || value instanceof Set ? [...value] : value;
