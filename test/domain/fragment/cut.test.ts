/** Fragments hold every span once, within their limits, under keys that a retry makes again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { cutFragments, MAX_EXTENT_MS, MAX_INTERACTIONS, MAX_SPANS } from '../../../src/domain/fragment/cut.ts';
import { postingsOf, timeEntryOf } from '../../../src/domain/fragment/find.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';

const spans = fc
  .array(fc.record({ trace: fc.nat(2), at: fc.nat(300_000), isCall: fc.boolean() }), { minLength: 1, maxLength: 150 })
  .map((shapes) =>
    shapes.map(({ trace, at, isCall }, index) =>
      aSpan({ traceId: traceId(trace), spanId: spanId(index), start: NOON + at, kind: isCall ? 'llm' : 'tool' }),
    ),
  );

test('cutFragments() puts every span into one fragment of its trace, within the limits', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const fragments = cutFragments(all, { digest: 'd', receivedAt: NOON });

      assert.deepEqual(
        fragments.flatMap((one) => one.spans.map(({ spanId }) => spanId)).sort(),
        all.map(({ spanId }) => spanId).sort(),
      );
      for (const fragment of fragments) {
        const starts = fragment.spans.map(({ start }) => start);
        assert.ok(fragment.spans.every((span) => span.traceId === fragment.traceId));
        assert.ok(Math.max(...starts) - Math.min(...starts) <= MAX_EXTENT_MS);
        assert.ok(fragment.spans.length <= MAX_SPANS);
        assert.ok(fragment.spans.filter(({ kind }) => kind === 'llm').length <= MAX_INTERACTIONS);
      }
    }),
  );
});

test('cutFragments() makes the same keys for the same request, and no key twice within a trace', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const keys = () =>
        cutFragments(all, { digest: 'd', receivedAt: NOON }).map(({ traceId, key }) => `${traceId} ${key}`);

      assert.deepEqual(keys(), keys());
      assert.equal(new Set(keys()).size, keys().length);
    }),
  );
});

test('timeEntryOf() is found by the latest call and leaves out steps that are no calls', () => {
  const [fragment] = cutFragments(
    [
      aSpan({ spanId: spanId(1), start: NOON + 10 }),
      aSpan({ spanId: spanId(2), start: NOON }),
      aSpan({ spanId: spanId(3), start: NOON + 20, kind: 'tool' }),
    ],
    { digest: 'd', receivedAt: NOON },
  );

  const entry = timeEntryOf(fragment as NonNullable<typeof fragment>);

  assert.equal(entry?.at, NOON + 10);
  assert.equal(entry?.facts.length, 2);
});

test('postingsOf() gives one posting for each id, at the latest span that carries it', () => {
  const session = inOurWords('s-1');
  const [fragment] = cutFragments(
    [
      aSpan({ spanId: spanId(1), start: NOON, sessionId: session }),
      aSpan({ spanId: spanId(2), start: NOON + 5, sessionId: session, correlationId: inOurWords('c') }),
    ],
    { digest: 'd', receivedAt: NOON },
  );

  assert.deepEqual(postingsOf(fragment as NonNullable<typeof fragment>), [
    { kind: 'session', value: 's-1', at: NOON + 5 },
    { kind: 'correlation', value: 'c', at: NOON + 5 },
  ]);
});
