/** Merging is a semilattice: order, grouping and repetition of what requests said don't matter. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inOurWords, type RedactedJson } from '../../../src/domain/call/redacted.ts';
import type { Fragment, StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import { joinStates, mergeFragments, spansOf, stateOf } from '../../../src/domain/fragment/merge.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';

const word = fc.constantFrom('a', 'b', 'c').map(inOurWords);
const slot = fc.oneof(
  word.map((value) => ({ value: value as RedactedJson })),
  word.map((text) => ({ pack: { key: text, offset: 0, length: 1 }, span: 0, digest: `digest of ${text}`, bytes: 1 })),
);

/** What a request may say of a span: any part of it, at any time. */
const report: fc.Arbitrary<StoredSpan> = fc.record(
  {
    traceId: fc.constant(traceId(0)),
    spanId: fc.integer({ min: 0, max: 2 }).map(spanId),
    kind: fc.constantFrom('llm' as const, 'tool' as const, 'other' as const),
    start: fc.integer({ min: NOON, max: NOON + 3 }),
    end: fc.integer({ min: NOON + 3, max: NOON + 5 }),
    model: word,
    status: fc.constantFrom('ok' as const, 'error' as const),
    sessionId: word,
    cost: fc.constantFrom(
      { source: 'client' as const, nanoUsd: 1 },
      { source: 'unpriced' as const, reason: 'no-model' as const },
      { source: 'unpriced' as const, reason: 'no-usage' as const },
    ),
    usage: fc.record({ inputTokens: fc.nat(3) }, { noNullPrototype: true }),
    tags: fc.array(word, { maxLength: 2 }),
    redactions: fc.dictionary(fc.constantFrom('EMAIL', 'PHONE'), fc.integer({ min: 1, max: 3 }), {
      noNullPrototype: true,
    }),
    payload: fc.record({ input: slot, output: slot }, { requiredKeys: [], noNullPrototype: true }),
    source: fc.constant('api' as const),
  },
  { requiredKeys: ['traceId', 'spanId', 'kind', 'start', 'source'], noNullPrototype: true },
);

const fragment: fc.Arbitrary<Fragment> = fc
  .array(report, { minLength: 1, maxLength: 3 })
  .map((spans) => ({ traceId: traceId(0), key: 'k', receivedAt: NOON, spans }));
const fragments = fc.array(fragment, { minLength: 1, maxLength: 5 });

test('joinStates() is commutative', () => {
  fc.assert(
    fc.property(fragment, fragment, (a, b) => {
      assert.deepEqual(spansOf(joinStates(stateOf(a), stateOf(b))), spansOf(joinStates(stateOf(b), stateOf(a))));
    }),
  );
});

test('joinStates() is associative', () => {
  fc.assert(
    fc.property(fragment, fragment, fragment, (a, b, c) => {
      const [x, y, z] = [stateOf(a), stateOf(b), stateOf(c)];

      assert.deepEqual(spansOf(joinStates(joinStates(x, y), z)), spansOf(joinStates(x, joinStates(y, z))));
    }),
  );
});

test('joinStates() is idempotent', () => {
  fc.assert(
    fc.property(fragment, (a) => {
      const once = stateOf(a);

      assert.deepEqual(spansOf(joinStates(once, once)), spansOf(once));
    }),
  );
});

test('mergeFragments() gives the same trace for any order, batching and repetition of the same reports', () => {
  fc.assert(
    fc.property(fragments, fc.infiniteStream(fc.nat()), (all, numbers) => {
      const next = (): number => numbers.next().value as number;
      const reports = all.flatMap(({ spans }) => spans);
      const again = [...reports, ...reports.filter(() => next() % 2 === 0)];
      const shuffled = again.map((span) => [next(), span] as const).sort(([a], [b]) => a - b);
      const rebatched = shuffled.map(([, span]) => ({ ...(all[0] as Fragment), spans: [span] }));

      assert.deepEqual(mergeFragments(rebatched), mergeFragments(all));
    }),
  );
});

test('mergeFragments() keeps what only one request said', () => {
  const start: Fragment = {
    traceId: traceId(0),
    key: 'a',
    receivedAt: NOON,
    spans: [
      { traceId: traceId(0), spanId: spanId(0), kind: 'llm', start: NOON, source: 'api', sessionId: inOurWords('s') },
    ],
  };
  const end: Fragment = { ...start, key: 'b', spans: [aSpan({ end: NOON + 500 })] };

  const [span] = mergeFragments([end, start]);

  assert.equal(span?.sessionId, 's');
  assert.equal(span?.end, NOON + 500);
  assert.equal(span?.model, 'gpt-4o-mini');
});

test('mergeFragments() lets the later report of a field hold', () => {
  const early: Fragment = {
    traceId: traceId(0),
    key: 'a',
    receivedAt: NOON,
    spans: [aSpan({ model: inOurWords('old') })],
  };
  const late: Fragment = { ...early, key: 'b', spans: [aSpan({ model: inOurWords('new'), end: NOON + 2000 })] };

  assert.equal(mergeFragments([late, early])[0]?.model, 'new');
  assert.equal(mergeFragments([early, late])[0]?.model, 'new');
});

test('mergeFragments() lets a known cost stand against a part that could not know it, whichever came later', () => {
  const priced: Fragment = { traceId: traceId(0), key: 'a', receivedAt: NOON, spans: [aSpan()] };
  const unpriced: Fragment = {
    ...priced,
    key: 'b',
    spans: [aSpan({ cost: { source: 'unpriced', reason: 'no-model' }, end: NOON + 9000 })],
  };

  assert.deepEqual(mergeFragments([priced, unpriced])[0]?.cost, { source: 'client', nanoUsd: 74_250 });
});
