/** Lists by user and session are the same before their hours are registered, after, and halfway, late calls included. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { registerPk, registerSk, registerUntilKey } from '../../src/adapters/dynamodb/keys.ts';
import { createRegister } from '../../src/adapters/dynamodb/register.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../src/domain/call/units.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import type { PostingRow } from '../../src/pipelines/ports/calls.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';
import { openStores, type Stores } from './stores.ts';

const END = NOON + 4 * HOUR_MS;
let stores: Stores;
before(async () => {
  stores = await openStores(() => END);
});
after(() => stores.close());

let projects = 0;

const rows = async (project: ProjectId, value: string, position?: string): Promise<readonly PostingRow[]> => {
  const found: PostingRow[] = [];
  const within = { from: NOON - HOUR_MS, to: END };
  for await (const row of stores.calls.rowsByPosting(project, { kind: 'session', value }, within, position, {}))
    found.push(row);
  return found;
};

/** What one request brings of a trace: some calls within a minute, each with a session. */
const REQUEST = fc.record({
  trace: fc.nat(4),
  at: fc.oneof(fc.integer({ min: 0, max: 3 * HOUR_MS }), fc.constantFrom(0, 1, HOUR_MS - 1, HOUR_MS)),
  calls: fc.array(
    fc.record({ after: fc.oneof(fc.constant(0), fc.nat(60_000)), session: fc.constantFrom('a', 'b', 'c') }),
    { minLength: 1, maxLength: 3 },
  ),
  /** How long after its last call it is sent: at once, within the grace, or when its hour is closed. */
  delay: fc.constantFrom(100, 2 * 60_000, 65 * 60_000),
});
type Request = typeof REQUEST extends fc.Arbitrary<infer Value> ? Value : never;

/** The latest call of each request that has the session, as its trace is found by it. */
const expectedOf = (requests: readonly Request[]): readonly string[] => {
  const found = requests.flatMap(({ trace, at, calls }) => {
    const own = calls.filter(({ session }) => session === 'a').map((call) => NOON + at + call.after);
    return own.length === 0 ? [] : [`${Math.max(...own)} ${traceId(trace)}`];
  });
  return [...new Set(found)].sort().reverse();
};

const keep = async (project: ProjectId, requests: readonly Request[]): Promise<void> => {
  for (const [n, { trace, at, calls, delay }] of requests.entries()) {
    const spans = calls.map(
      ({ after: later, session }, call): StoredSpan =>
        aSpan({
          traceId: traceId(trace),
          spanId: spanId(1_000 * requests.length + 10 * n + call),
          start: NOON + at + later,
          sessionId: inOurWords(session),
        }),
    );
    const receivedAt = Math.max(...spans.map(({ start }) => start)) + delay;
    const digest = `d${project}.${delay}.${n}`;
    const fragments = cutFragments(spans, { digest, receivedAt });
    await stores.calls.keep({ project, digest, receivedAt, expiresAt: 1e13, fragments, feedback: [] }, {});
  }
};

const told = (found: readonly PostingRow[]): readonly string[] =>
  found.map(({ at, traceId: trace }) => `${at} ${trace}`);

/** Entries of an hour that are packed at once: so few, an hour of this test has several pieces. */
const PIECE = fc.constantFrom(1, 2, 1000);

test('rowsByPosting() gives the same traces whatever is registered by now, in however many pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(REQUEST, { maxLength: 12 }),
      fc.constantFrom(0, 1, 2, 3),
      PIECE,
      async (requests, hours, piece) => {
        const project = `p${++projects}` as ProjectId;
        const registerIn = createRegister(stores.table, piece);
        const late = requests.filter(({ delay }) => delay > HOUR_MS);
        await keep(
          project,
          requests.filter((one) => !late.includes(one)),
        );
        for (let hour = 1; hour <= hours; hour++) {
          await registerIn(project, { until: NOON + hour * HOUR_MS, expiresAt: () => 1e13 }, {});
        }
        await keep(project, late);

        const found = await rows(project, 'a');

        assert.deepEqual(told(found), expectedOf(requests));
        const middle = found[Math.floor(found.length / 2)];
        if (middle !== undefined) {
          const rest = await rows(project, 'a', middle.position);
          assert.deepEqual(rest, found.slice(found.indexOf(middle) + 1));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('rowsByPosting() gives hundreds of places of an hour in their order, and goes on behind any of them', async () => {
  const project = 'crowd' as ProjectId;
  const requests = fc
    .sample(REQUEST, { numRuns: 150, seed: 7 })
    .map((one, n): Request => ({ ...one, trace: n, at: one.at % HOUR_MS, delay: 100 }));
  await keep(project, requests);
  await stores.calls.register(project, { until: END, expiresAt: () => 1e13 }, {});

  const found = await rows(project, 'a');

  assert.deepEqual(told(found), expectedOf(requests));
  assert.ok(found.length > 60);
  for (const at of [0, 15, 16, 40]) {
    assert.deepEqual(await rows(project, 'a', found[at]?.position), found.slice(at + 1));
  }
});

test('rowsByPosting() reads registers that hold whole traces beside those that point into the index', async () => {
  const project = 'former' as ProjectId;
  // The session `a` at noon and 7 ms later, as the release before registered it.
  const entries =
    'FBIFwqS0AAAADgAAAAAAAAAAAAAAAAAAAAP6FHuapxwAAAAAAAAAAAAAAAAAAAAAAAAAAfoUe5qnHAAAAAcAAAAAAAAAAAAAAAAAAAAC';
  const [pk, sk] = [registerPk(project, 'a0'), registerSk(NOON, '0')];
  await stores.table.put({ pk: { S: pk }, sk: { S: sk }, b: { B: Buffer.from(entries, 'base64') } }, {});
  const until = registerUntilKey(project);
  await stores.table.put({ pk: { S: until.pk }, sk: { S: until.sk }, at: { N: String(NOON + HOUR_MS) } }, {});
  const newer: Request = { trace: 7, at: HOUR_MS, calls: [{ after: 5, session: 'a' }], delay: 100 };
  await keep(project, [newer]);
  await stores.calls.register(project, { until: NOON + 2 * HOUR_MS, expiresAt: () => 1e13 }, {});

  assert.deepEqual(told(await rows(project, 'a')), [
    `${NOON + HOUR_MS + 5} ${traceId(7)}`,
    `${NOON + 7} ${traceId(1)}`,
    `${NOON} ${traceId(0)}`,
  ]);
});

test('rowsByPosting() finds calls of a registered hour whose fragment lost its latest call', async () => {
  const project = 'rewritten' as ProjectId;
  const calls: Request['calls'] = [
    { after: 0, session: 'a' },
    { after: 50, session: 'b' },
  ];
  await keep(project, [{ trace: 1, at: 5, calls, delay: 100 }]);
  await stores.calls.register(project, { until: NOON + HOUR_MS, expiresAt: () => 1e13 }, {});
  const { fragments } = await stores.calls.readTrace(project, traceId(1), {});
  const [fragment] = fragments;
  const place = { traceId: traceId(1), fragmentKey: fragment?.key ?? '' };
  const [before] = await stores.history.readFragments(project, place, {});

  await stores.history.replaceFragment(project, before!, before!.fragment.spans.slice(0, 1), { jobId: 'job' }, {});

  assert.deepEqual(told(await rows(project, 'a')), [`${NOON + 5} ${traceId(1)}`]);
  assert.deepEqual(await rows(project, 'b'), []);
});

test('register() repeated, or after a crash, finds the same traces once', async () => {
  const project = 'again' as ProjectId;
  const span = aSpan({ sessionId: inOurWords('a') });
  const fragments = cutFragments([span], { digest: 'd', receivedAt: NOON });
  await stores.calls.keep({ project, digest: 'd', receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] }, {});

  for (let run = 0; run < 2; run++) {
    await stores.calls.register(project, { until: NOON + HOUR_MS, expiresAt: () => 1e13 }, {});
  }

  assert.equal((await rows(project, 'a')).length, 1);
});

test('register() keeps an hour as long as its calls, also where the project keeps calls for a shorter time since', async () => {
  const project = 'shorter' as ProjectId;
  const { pk, sk } = registerUntilKey(project);
  await stores.table.put({ pk: { S: pk }, sk: { S: sk }, at: { N: String(NOON) } }, {});
  await keep(
    project,
    [0, 1, 2, 3].map((hour) => ({ trace: hour, at: hour * HOUR_MS, calls: [{ after: 5, session: 'a' }], delay: 100 })),
  );
  const days = 24 * HOUR_MS;
  const kept = { [NOON]: 30 * days } as Readonly<Record<number, number>>;
  const expiresAt = (hour: number): number => hour + HOUR_MS + (kept[hour] ?? 7 * days);

  for (let hour = 1; hour <= 4; hour++)
    await stores.calls.register(project, { until: NOON + hour * HOUR_MS, expiresAt }, {});

  const page = { pk: registerPk(project, 'e0'), from: '0', to: '9' };
  const found = await Array.fromAsync(stores.table.query(page, {}));
  assert.deepEqual(
    found.map(({ ttl }, hour) => (Number(ttl?.N) * 1000 - NOON - (hour + 1) * HOUR_MS) / days),
    [30, 30, 30, 7],
  );
});

test('register() says after each hour how far it came', async () => {
  const project = `p${++projects}` as ProjectId;
  const failsAt = NOON + 2 * HOUR_MS;
  const expiresAt = (hour: number): number => {
    if (hour === failsAt) throw new Error('no time left');
    return 1e13;
  };
  await stores.calls.register(project, { until: NOON, expiresAt }, {});

  await assert.rejects(stores.calls.register(project, { until: END, expiresAt }, {}), /no time left/);

  const begun: number[] = [];
  const watching = (hour: number): number => {
    begun.push(hour);
    return 1e13;
  };
  await stores.calls.register(project, { until: END, expiresAt: watching }, {});
  assert.deepEqual(begun, [failsAt, failsAt + HOUR_MS]);
});
