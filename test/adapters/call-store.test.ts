/** The store of calls over the real SDK and the local DynamoDB and S3: what is kept is found, whole, once, in order. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import type { Cursor } from '../../src/domain/query/cursor.ts';
import { listInteractions } from '../../src/pipelines/list-interactions.ts';
import type { CallStore } from '../../src/pipelines/ports/calls.ts';
import { readTrace, withPayloads } from '../../src/pipelines/read-trace.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';
import { openStores, type Stores } from './stores.ts';

let stores: Stores;
let calls: CallStore;
before(async () => {
  stores = await openStores();
  calls = stores.calls;
});
after(() => stores.close());

let projects = 0;
const freshProject = (): ProjectId => `p${++projects}` as ProjectId;

const keep = (project: ProjectId, spans: readonly StoredSpan[], digest: string) =>
  calls.keep(
    {
      project,
      digest,
      receivedAt: NOON,
      expiresAt: NOON + 1e9,
      fragments: cutFragments(spans, { digest, receivedAt: NOON }),
      feedback: [],
    },
    {},
  );

const listAll = async (project: ProjectId, limit: number, filter = {}): Promise<readonly string[]> => {
  const seen: string[] = [];
  let cursor: Cursor | undefined;
  for (let pages = 0; pages < 200; pages++) {
    const request = { within: { from: NOON - 1e7, to: NOON + 1e7 }, filter, limit, ...(cursor ? { cursor } : {}) };
    const page = await listInteractions(stores.calls, project, request, {});
    assert.ok(page.interactions.length <= limit);
    seen.push(...page.interactions.map(({ interactionId }) => interactionId));
    if (page.next === undefined) return seen;
    cursor = page.next;
  }
  throw new Error('the list does not end');
};

/** Spans of a few traces within a quarter of an hour, many of them at the very same millisecond. */
const manySpans = fc
  .array(
    fc.record({
      trace: fc.nat(6),
      at: fc.oneof(
        fc.nat(3),
        fc.nat(30).map((tenths) => tenths / 10),
        fc.nat(900_000),
      ),
      request: fc.nat(3),
    }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((shapes) =>
    shapes.map(({ trace, at, request }, index) => ({
      request,
      span: aSpan({
        traceId: traceId(trace),
        spanId: spanId(index),
        start: NOON + at,
        end: NOON + at + 5,
        user: 'u_one' as never,
      }),
    })),
  );

test('a list gives every interaction exactly once, newest first, whatever the pages, traces, ties and requests', async () => {
  await fc.assert(
    fc.asyncProperty(manySpans, fc.integer({ min: 1, max: 9 }), async (spans, limit) => {
      const project = freshProject();
      for (const request of [0, 1, 2, 3]) {
        const own = spans.filter((one) => one.request === request).map(({ span }) => span);
        if (own.length > 0) await keep(project, own, `request-${request}`);
      }

      const listed = await listAll(project, limit);

      const expected = spans
        .map(({ span }) => [span.start, `${span.traceId}-${span.spanId}`] as const)
        .sort(([a, x], [b, y]) => Math.floor(b) - Math.floor(a) || (x < y ? 1 : -1))
        .map(([, id]) => id);
      assert.deepEqual(listed, expected);
    }),
    { numRuns: 12 },
  );
});

test('a list by user gives every interaction of theirs exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(manySpans, fc.integer({ min: 1, max: 9 }), async (spans, limit) => {
      const project = freshProject();
      for (const request of [0, 1, 2, 3]) {
        const own = spans.filter((one) => one.request === request).map(({ span }) => span);
        if (own.length > 0) await keep(project, own, `request-${request}`);
      }

      const listed = await listAll(project, limit, { user: 'u_one' });

      assert.deepEqual([...listed].sort(), spans.map(({ span }) => `${span.traceId}-${span.spanId}`).sort());
    }),
    { numRuns: 8 },
  );
});

test('a list goes on although more calls share one millisecond than a page may read rows', async () => {
  const project = freshProject();
  for (let batch = 0; batch < 41; batch++) {
    const spans = Array.from({ length: 100 }, (_, index) => aSpan({ traceId: traceId(batch * 100 + index) }));
    await keep(project, spans, `same-${batch}`);
  }

  const seen = new Set<string>();
  let cursor: Cursor | undefined;
  for (let page = 1; page <= 3; page++) {
    const request = {
      within: { from: NOON - 1e7, to: NOON + 1e7 },
      filter: {},
      limit: 200,
      ...(cursor ? { cursor } : {}),
    };
    const { interactions, next } = await listInteractions(stores.calls, project, request, {});
    for (const { interactionId } of interactions) seen.add(interactionId);
    cursor = next;
    assert.equal(seen.size, page * 200);
  }
});

test('a list by user finds the calls of a long trace in a range that holds only some of them', async () => {
  const project = freshProject();
  const user = 'u_long' as never;
  await keep(
    project,
    [aSpan({ user, start: NOON - 10 * 3_600_000 }), aSpan({ user, spanId: spanId(1), start: NOON })],
    'long',
  );

  const within = { from: NOON - 10 * 3_600_000 - 60_000, to: NOON - 10 * 3_600_000 + 60_000 };
  const page = await listInteractions(stores.calls, project, { within, filter: { user }, limit: 10 }, {});

  assert.equal(page.interactions.length, 1);
});

test('payloads of any size come back whole, from rows and from packs', async () => {
  const project = freshProject();
  const text = (length: number): string =>
    Array.from({ length: length / 6 }, (_, index) => `${(index * 7919) % 100_000} `).join('');
  for (const [number, length] of [10, 5_000, 50_000, 2_000_000].entries()) {
    const value = inOurWords(text(length));
    const span = aSpan({
      traceId: traceId(number),
      inputLength: value.length,
      payload: { input: { value }, output: { value: inOurWords('short') } },
    });
    await keep(project, [span, { ...span, spanId: spanId(1) }], `size-${length}`);

    const trace = await readTrace(stores.calls, project, traceId(number), {});
    const spans = await withPayloads(calls, trace?.spans ?? [], {});

    assert.deepEqual(
      spans.map(({ payload }) => payload?.input === value),
      [true, true],
      `${length} characters`,
    );
    assert.equal(spans[0]?.payload?.output, 'short');
  }
});

test('the same request kept again is a duplicate and changes nothing', async () => {
  const project = freshProject();
  for (const spans of [[aSpan()], [aSpan(), aSpan({ traceId: traceId(1) })]]) {
    const digest = `again-${spans.length}`;

    assert.equal((await keep(project, spans, digest)).duplicate, false);
    assert.equal((await keep(project, spans, digest)).duplicate, true);
  }
  assert.equal((await listAll(project, 50)).length, 2);
});

test('a retry that arrives later moves nothing: not the time of a call without one, not what finds it', async () => {
  const project = freshProject();
  const user = 'u_late' as never;
  const keepAt = (at: number, spans: readonly StoredSpan[], digest: string) =>
    calls.keep(
      {
        project,
        digest,
        receivedAt: at,
        expiresAt: NOON + 1e9,
        fragments: cutFragments(
          spans.map((span) => ({ ...span, start: at, end: at })),
          { digest, receivedAt: at },
        ),
        feedback: [],
      },
      {},
    );
  const batches = [[aSpan({ user })], [aSpan({ user, traceId: traceId(1) }), aSpan({ user, traceId: traceId(2) })]];

  for (const [number, spans] of batches.entries()) {
    await keepAt(NOON, spans, `late-${number}`);
    await keepAt(NOON + 5000, spans, `late-${number}`);
  }

  for (const filter of [{}, { user }]) assert.equal((await listAll(project, 1, filter)).length, 3);
  for (const number of [0, 1, 2]) {
    assert.equal((await readTrace(stores.calls, project, traceId(number), {}))?.spans[0]?.start, NOON);
  }
});

test('a payload that is gone is said to be missing, and the call is read all the same', async () => {
  const project = freshProject();
  const value = inOurWords(Array.from({ length: 9000 }, (_, index) => `${(index * 7919) % 100_000}`).join(' '));
  await keep(project, [aSpan({ inputLength: value.length, payload: { input: { value } } })], 'gone');
  const trace = await readTrace(stores.calls, project, traceId(0), {});
  const elsewhere = (trace?.spans ?? []).map((span) => ({
    ...span,
    payload: { input: { ...span.payload?.input, pack: { key: 'payloads/none', offset: 0, length: 1 } } },
  }));

  const [span] = await withPayloads(calls, elsewhere as unknown as readonly StoredSpan[], {});

  assert.equal(span?.payloadMissing, true);
  assert.equal(span?.model, 'gpt-4o-mini');
});

test('one project sees nothing of another, whatever their ids', async () => {
  const [mine, other] = [freshProject(), freshProject()];
  await keep(mine, [aSpan({ sessionId: inOurWords('s') })], 'd');

  assert.equal(await readTrace(stores.calls, other, traceId(0), {}), undefined);
  assert.deepEqual(await listAll(other, 50), []);
  assert.deepEqual(await listAll(other, 50, { sessionId: 's' }), []);
});

test('slices by time give each row once, and all rows of a trace in one slice, over the edge of a day as well', async () => {
  const project = freshProject();
  const midnight = NOON + DAY_MS / 2;
  const ids = [...Array(40).keys()].map((n) => (n + 1).toString(16).padStart(32, '0') as StoredSpan['traceId']);
  for (const [n, start] of [midnight - 1000, midnight + 1000].entries()) {
    const spans = ids.map((id) => aSpan({ traceId: id, spanId: spanId(n), start }));
    await keep(project, spans, `side-${n}`);
  }
  const within = { from: midnight - 5000, to: midnight + 5000 };

  const slices: { readonly traces: Set<string>; readonly positions: readonly string[] }[] = [];
  for (const slice of calls.slicesByTime(project, within, {})) {
    const rows = await Array.fromAsync(slice);
    slices.push({
      traces: new Set(rows.map(({ traceId }) => traceId)),
      positions: rows.map(({ position }) => position),
    });
  }

  assert.ok(slices.length > 1);
  assert.equal(
    slices.reduce((sum, { traces }) => sum + traces.size, 0),
    ids.length,
  );
  const whole = await Array.fromAsync(calls.rowsByTime(project, within, undefined, {}));
  assert.equal(whole.length, 80);
  assert.deepEqual(
    slices.flatMap(({ positions }) => positions).toSorted(),
    whole.map(({ position }) => position).toSorted(),
  );
});

test('rows by time come once and newest first over many pages, however unevenly they lie in the shards', async () => {
  const project = freshProject();
  // Trace ids that end in the same byte share a shard: 300 rows of one beside 10 of another take answers of 40, 80, 160 and 320.
  const ids = [...Array(310).keys()].map((n) => `${(n + 1).toString(16).padStart(30, '0')}${n < 300 ? '04' : '05'}`);
  const spans = ids.map((id, n) => aSpan({ traceId: id as StoredSpan['traceId'], start: NOON + (n % 100) }));
  await keep(project, spans, 'many');
  const positions: string[] = [];
  const seen = new Set<string>();
  for await (const row of calls.rowsByTime(project, { from: NOON, to: NOON + 1e6 }, undefined, {})) {
    positions.push(row.position);
    seen.add(row.traceId);
    assert.deepEqual({ ...row }.facts, row.facts);
    assert.equal(row.facts[0]?.traceId, row.traceId);
  }
  assert.equal(positions.length, ids.length);
  assert.deepEqual(seen, new Set(ids));
  assert.deepEqual(positions, positions.toSorted().reverse());
  for (let at = 0; at < positions.length; at += 29) {
    const rest = await Array.fromAsync(
      calls.rowsByTime(project, { from: NOON, to: NOON + 1e6 }, positions[at] as string, {}),
    );
    assert.deepEqual(
      rest.map(({ position }) => position),
      positions.slice(at + 1),
    );
  }
});
