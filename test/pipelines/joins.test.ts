/** What came apart is one call everywhere: when it is read, in a list by time or by an id, and in the roll-up of its hour. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId, UserPseudonym } from '../../src/domain/call/ids.ts';
import { inOurWords, type RedactedJson } from '../../src/domain/call/redacted.ts';
import type { RawSpan } from '../../src/domain/call/span.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import type { Filter } from '../../src/domain/query/filter.ts';
import { countDistinct } from '../../src/domain/summarise/distinct.ts';
import type { Figures } from '../../src/domain/summarise/figures.ts';
import { decodeRollup } from '../../src/domain/summarise/rollup.ts';
import { createHeard } from '../../src/pipelines/first-heard.ts';
import { listInteractions } from '../../src/pipelines/list-interactions.ts';
import { readTrace, withPayloads } from '../../src/pipelines/read-trace.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { wholeOf } from '../../src/pipelines/whole-traces.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

const HOUR = 3_600_000;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

let projects = 0;

/** A project with a clock, which keeps requests, lists them and sums them up. */
const aProject = () => {
  const project = `j${++projects}` as ProjectId;
  const clock = { now: NOON };
  let requests = 0;
  const parts = {
    ...stores,
    clock: () => clock.now,
    retentionMs: 1e12,
    report: async () => undefined,
    publish: async () => undefined,
    publishUsualCost: async () => undefined,
    zoneOf: async () => 'UTC',
    interactionsMsOf: async () => 1e12,
  };
  return {
    clock,
    keep: async (...spans: readonly StoredSpan[]) => {
      const digest = `request-${++requests}`;
      const heard = await createHeard(stores.calls)(project, spans as unknown as readonly RawSpan[], {});
      const moved = heard.movedIn(spans);
      for (const traceId of moved.keys()) await stores.calls.unsettle(project, traceId, {});
      const fragments = cutFragments(spans, {
        digest,
        receivedAt: clock.now,
        wholeOf: (trace) => wholeOf(trace, moved),
      });
      const touches = [...moved.values()].flat();
      await stores.calls.keep(
        { project, digest, receivedAt: clock.now, expiresAt: 1e13, fragments, feedback: [], touches },
        {},
      );
    },
    list: async (filter: Filter = {}) =>
      (
        await listInteractions(
          stores.calls,
          project,
          { within: { from: NOON - HOUR, to: NOON + 3 * HOUR }, filter, limit: 50 },
          {},
        )
      ).interactions,
    pages: async () => {
      const seen: string[] = [];
      let cursor = {};
      for (let pages = 0; pages < 20; pages++) {
        const within = { from: NOON - HOUR, to: NOON + 3 * HOUR };
        const page = await listInteractions(stores.calls, project, { within, filter: {}, limit: 1, ...cursor }, {});
        seen.push(...page.interactions.map(({ interactionId }) => interactionId));
        if (page.next === undefined) return seen;
        cursor = { cursor: page.next };
      }
      throw new Error('the list does not end');
    },
    read: async () => {
      const trace = await readTrace(stores.calls, project, traceId(0), {});
      return withPayloads(stores.calls, trace?.spans ?? [], {});
    },
    sumUp: async (at = NOON) => {
      clock.now = Math.max(clock.now, at + HOUR + 300_000);
      await summarise(parts, { kind: 'hour', project }, {});
      const stored = await stores.summaries.getRollup(project, 'hour', new Date(at).toISOString(), {});
      return stored === undefined ? undefined : decodeRollup(stored).figures;
    },
  };
};

const sessionsOf = (figures: Figures | undefined): number =>
  figures === undefined ? 0 : countDistinct(figures.sessions).count;

const otlp = (number: number, changes: Partial<StoredSpan> = {}): StoredSpan =>
  aSpan({ spanId: spanId(number), source: 'otlp', ...changes });

test('two reports of one call with different times are one row of a list and one call of the earlier hour', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const project = aProject();
    const reports = [aSpan({ start: NOON + 1000 }), aSpan({ start: NOON + HOUR + 1000, end: NOON + HOUR + 2000 })];
    for (const index of order) await project.keep(reports[index] as StoredSpan);

    assert.equal((await project.list()).length, 1);
    assert.equal((await project.pages()).length, 1);
    assert.equal((await project.sumUp())?.calls, 1);
    assert.equal((await project.sumUp(NOON + HOUR))?.calls ?? 0, 0);
  }
});

test('an earlier report that comes after both hours were summed up takes the call out of the later one', async () => {
  const project = aProject();
  await project.keep(aSpan({ start: NOON + HOUR + 1000, end: NOON + HOUR + 2000 }));
  assert.equal(await project.sumUp(), undefined);
  assert.equal((await project.sumUp(NOON + HOUR))?.calls, 1);

  await project.keep(aSpan({ start: NOON + 1000 }));
  project.clock.now += HOUR;

  assert.equal((await project.sumUp())?.calls, 1);
  assert.equal((await project.sumUp(NOON + HOUR))?.calls, 0);
});

test('what a later report says of a call changes the summary of the hour that the call began in', async () => {
  const project = aProject();
  await project.keep(aSpan({ start: NOON + 1000 }));
  assert.equal((await project.sumUp())?.errors, 0);

  project.clock.now = NOON + 2 * HOUR;
  await project.keep(aSpan({ start: NOON + HOUR + 1000, end: NOON + HOUR + 2000, status: 'error' }));
  project.clock.now += HOUR;

  assert.equal((await project.sumUp())?.errors, 1);
  assert.equal((await project.sumUp(NOON + HOUR))?.calls ?? 0, 0);
});

test('a call within a call counts once in lists and roll-ups, whichever of them came first and in which request', async () => {
  const outer = otlp(0, { end: NOON + 1500, latencyMs: 1500 });
  const step = otlp(1, { kind: 'chain', parentSpanId: spanId(0) });
  const inner = otlp(2, { parentSpanId: spanId(1), start: NOON + 10 });
  for (const requests of [[[outer, step, inner]], [[outer], [step, inner]], [[inner], [step], [outer]]]) {
    const project = aProject();
    for (const spans of requests) await project.keep(...spans);

    assert.deepEqual(
      (await project.list()).map((facts) => facts.spanId),
      [spanId(2)],
    );
    const figures = await project.sumUp();
    assert.deepEqual([figures?.calls, figures?.tokens.input], [1, 15]);
  }
});

test('ids that only a late root carries hold for every call of the trace, in lists and in roll-ups', async () => {
  const user = inOurWords('u_someone') as unknown as UserPseudonym;
  const root = otlp(0, { kind: 'agent', user, sessionId: inOurWords('s-1'), environment: inOurWords('prod') });
  const child = otlp(1, { parentSpanId: spanId(0) });
  const project = aProject();
  await project.keep(child);
  assert.deepEqual(await project.list({ environment: 'prod' }), []);
  assert.equal(sessionsOf(await project.sumUp()), 0);

  await project.keep(root);
  project.clock.now += HOUR;

  for (const filter of [{}, { user }, { sessionId: 's-1' }, { environment: 'prod' }]) {
    assert.deepEqual(
      (await project.list(filter)).map((facts) => [facts.spanId, facts.user, facts.sessionId]),
      [[spanId(1), user, 's-1']],
    );
  }
  assert.equal(sessionsOf(await project.sumUp()), 1);
});

test('a call whose model and tokens came in different requests is priced everywhere', async () => {
  const { model, provider, usage, cost: _, ...bare } = aSpan();
  const unpriced = { source: 'unpriced', reason: 'no-model' } as const;
  const project = aProject();
  await project.keep({ ...bare, usage: usage as NonNullable<typeof usage>, cost: unpriced });
  await project.keep({
    ...bare,
    model: model as NonNullable<typeof model>,
    provider: provider as NonNullable<typeof provider>,
    cost: { ...unpriced, reason: 'no-usage' },
  });

  const [span] = await project.read();
  assert.equal(span?.cost?.source === 'computed' && span.cost.nanoUsd, 74_250);
  assert.equal((await project.list())[0]?.costNanoUsd, 74_250);
  const figures = await project.sumUp();
  assert.deepEqual([figures?.costNanoUsd, figures?.unpriced], [74_250n, 0]);
});

test('messages of one span from several requests are one conversation, with its lengths', async () => {
  const part = (id: string, role: string, content: string, side: 'input' | 'output', at: number) => ({
    id,
    side,
    at,
    order: 0,
    occurrence: 0,
    chars: content.length,
    message: { role, content },
  });
  const piece = (...parts: readonly object[]): StoredSpan => ({
    traceId: traceId(0),
    spanId: spanId(0),
    kind: 'other',
    start: NOON - 5,
    isStartUnknown: true,
    reportedAt: NOON + 5,
    payload: { parts: { value: parts as unknown as RedactedJson } },
    source: 'otlp',
  });
  const system = part('1', 'system', 'be brief', 'input', NOON + 1);
  const asked = part('2', 'user', 'where is it?', 'input', NOON + 1);
  const answered = part('3', 'assistant', 'on its way', 'output', NOON + 9);
  const requests = [[piece(asked)], [otlp(0)], [piece(answered, system)], [piece(system, asked)]];
  for (const order of [requests, requests.toReversed()]) {
    const project = aProject();
    for (const spans of order) await project.keep(...spans);

    const [span] = await project.read();

    assert.deepEqual(span?.payload, {
      input: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'where is it?' },
      ],
      output: [{ role: 'assistant', content: 'on its way' }],
    });
    assert.deepEqual([span?.start, span?.inputLength, span?.outputLength], [NOON, 20, 10]);
    const [facts] = await project.list();
    assert.deepEqual([facts?.start, facts?.inputLength], [NOON, 20]);
  }
});
