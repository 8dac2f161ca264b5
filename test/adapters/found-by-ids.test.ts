/** A trace is found by every id that it carries, whatever was registered, rewritten or erased of it since: lists and erasures go by that. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { registerUntilKey } from '../../src/adapters/dynamodb/keys.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../src/domain/call/units.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import { postingsOf } from '../../src/domain/fragment/find.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { wholeOf } from '../../src/pipelines/whole-traces.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';
import { openStores, type Stores } from './stores.ts';

const END = NOON + 4 * HOUR_MS;
const IDS = ['a', 'b'] as const;
let stores: Stores;
before(async () => {
  stores = await openStores(() => END);
});
after(() => stores.close());

let projects = 0;

/** Instants that meet each other, and the edges of hours. */
const OFFSET = fc.constantFrom(0, 0.4, 20_000, 59_999, 60_000);

const SPAN = fc.record({
  kind: fc.constantFrom('llm', 'agent'),
  after: OFFSET,
  session: fc.option(fc.constantFrom(...IDS), { nil: undefined }),
});

/** What a request brings of a trace: a root, and mostly calls under it. */
const REQUEST = fc.record({
  trace: fc.nat(2),
  at: fc.constantFrom(-20_000, -1, 0, HOUR_MS - 20_000, HOUR_MS - 0.5, 2 * HOUR_MS),
  spans: fc.array(SPAN, { minLength: 1, maxLength: 3 }),
  isLate: fc.boolean(),
});

/** What is done later: hours are registered, late requests come, a job writes all rows anew and may change an id, one call is erased, or a trace is doubted. */
const DEED = fc.oneof(
  fc.record({ kind: fc.constant('register' as const), hours: fc.constantFrom(0, 1, 2, 3) }),
  fc.record({ kind: fc.constant('late' as const) }),
  fc.record({ kind: fc.constant('rewrite' as const), trace: fc.nat(2), renames: fc.boolean() }),
  fc.record({ kind: fc.constant('doubt' as const), trace: fc.nat(2) }),
  fc.record({ kind: fc.constant('erase' as const), trace: fc.nat(2), request: fc.nat(3), span: fc.nat(2) }),
);

const spanOf = (request: number, span: number) => spanId(10 * request + span);

const spansOf = ({ trace, at, spans }: typeof REQUEST extends fc.Arbitrary<infer R> ? R : never, request: number) =>
  spans.map(
    ({ kind, after: later, session }, span): StoredSpan =>
      aSpan({
        traceId: traceId(trace),
        spanId: spanOf(request, span),
        kind: kind as StoredSpan['kind'],
        start: NOON + at + later,
        end: NOON + at + later + 10,
        ...(span === 0 ? {} : { parentSpanId: spanOf(request, 0) }),
        ...(session === undefined ? {} : { sessionId: inOurWords(session) }),
      }),
  );

test('a trace is found by each of its ids, at the latest time that it carries it, after whatever was done', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(REQUEST, { minLength: 1, maxLength: 4 }),
      fc.array(DEED, { maxLength: 4 }),
      async (requests, deeds) => {
        const project = `found${++projects}` as ProjectId;
        const keep = async (isLate: boolean): Promise<void> => {
          for (const [n, request] of requests.entries()) {
            if (request.isLate !== isLate) continue;
            const spans = spansOf(request, n);
            const receivedAt = Math.max(...spans.map(({ start }) => start)) + (isLate ? 2 * HOUR_MS : 100);
            const fragments = cutFragments(spans, { digest: `d${n}`, receivedAt, wholeOf });
            const times = { receivedAt, expiresAt: 1e13 };
            await stores.calls.keep({ project, digest: `d${n}`, ...times, fragments, feedback: [] }, {});
          }
        };
        const read = async (trace: number) => (await stores.calls.readTrace(project, traceId(trace), {})).fragments;
        const { pk, sk } = registerUntilKey(project);
        await stores.table.put({ pk: { S: pk }, sk: { S: sk }, at: { N: String(NOON - HOUR_MS) } }, {});
        await keep(false);
        for (const [n, deed] of deeds.entries()) {
          const jobId = `job${n}`;
          if (deed.kind === 'register') {
            const until = NOON + deed.hours * HOUR_MS;
            await stores.calls.register(project, { until, expiresAt: () => 1e13 }, {});
          } else if (deed.kind === 'late') {
            await keep(true);
          } else if (deed.kind === 'doubt') {
            await stores.calls.unsettle(project, traceId(deed.trace), {});
          } else if (deed.kind === 'rewrite') {
            for (const { key } of await read(deed.trace)) {
              const place = { traceId: traceId(deed.trace), fragmentKey: key };
              for (const one of await stores.history.readFragments(project, place, {})) {
                const spans = one.fragment.spans.map((span) =>
                  deed.renames && span.sessionId === 'a' ? { ...span, sessionId: inOurWords('b') } : span,
                );
                await stores.history.replaceFragment(project, one, spans, { jobId }, {});
              }
            }
          } else {
            const about = { only: { spanId: spanOf(deed.request, deed.span) }, jobId, now: END, dryRun: false };
            await stores.erasing.eraseTrace(project, traceId(deed.trace), about, {});
          }
        }

        for (const value of IDS) {
          const expected = new Set<string>();
          for (const trace of [0, 1, 2]) {
            const instants = (await read(trace))
              .flatMap(postingsOf)
              .filter((posting) => posting.value === value)
              .map(({ at }) => Math.floor(at));
            if (instants.length > 0) expected.add(`${Math.max(...instants)} ${traceId(trace)}`);
          }
          const within = { from: NOON - HOUR_MS, to: END };
          const rows = await Array.fromAsync(
            stores.calls.rowsByPosting(project, { kind: 'session', value }, within, undefined, {}),
          );

          const found = rows.map((row) => `${row.at} ${row.traceId}`);
          assert.deepEqual(
            [...expected].filter((one) => !found.includes(one)),
            [],
          );
          const positions = rows.map(({ position }) => position);
          assert.deepEqual(positions, [...new Set(positions)].sort().reverse());
        }
      },
    ),
    { numRuns: 25 },
  );
});
