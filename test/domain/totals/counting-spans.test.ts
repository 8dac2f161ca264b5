/** Which calls count: wrappers and second instrumentations must not double a bill. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SpanId } from '../../../src/domain/call/ids.ts';
import { type Countable, countingSpans } from '../../../src/domain/totals/counting-spans.ts';

const id = (name: string): SpanId => name as SpanId;

const span = (name: string, parent: string | undefined, fields: Partial<Countable> = {}): Countable => ({
  spanId: id(name),
  ...(parent === undefined ? {} : { parentSpanId: id(parent) }),
  kind: 'llm',
  start: 0,
  usage: { inputTokens: 10 },
  ...fields,
});

const counted = (...spans: readonly Countable[]): readonly string[] => [...countingSpans(spans)].sort();

test('countingSpans() leaves out what is no call', () => {
  assert.deepEqual(
    counted(
      span('agent', undefined, { kind: 'agent' }),
      span('call', 'agent'),
      span('tool', 'agent', { kind: 'tool' }),
    ),
    ['call'],
  );
});

test('countingSpans() leaves a call that wraps others to the innermost, however much stands in between', () => {
  assert.deepEqual(
    counted(span('outer', undefined), span('step', 'outer', { kind: 'chain' }), span('a', 'step'), span('b', 'step')),
    ['a', 'b'],
  );
});

test('countingSpans() counts a call that wraps only an embedding, for these are two calls', () => {
  assert.deepEqual(counted(span('call', undefined), span('embed', 'call', { kind: 'embedding' })), ['call', 'embed']);
});

test('countingSpans() counts the wrapper where only the wrapper knows the tokens', () => {
  const { usage: _, ...unknown } = span('inner', 'outer');

  assert.deepEqual(counted(span('outer', undefined), unknown), ['outer']);
});

test('countingSpans() counts the innermost where nobody knows the tokens', () => {
  assert.deepEqual(counted(span('outer', undefined, { usage: {} }), span('inner', 'outer', { usage: {} })), ['inner']);
});

test('countingSpans() keeps a failed attempt beside the one that succeeded', () => {
  assert.deepEqual(counted(span('outer', undefined), span('failed', 'outer', { usage: {} }), span('good', 'outer')), [
    'failed',
    'good',
  ]);
});

test('countingSpans() counts one response once, where it is deepest', () => {
  const both = [
    span('agent', undefined, { kind: 'agent' }),
    span('shallow', undefined, { responseId: 'r' }),
    span('deep', 'agent', { responseId: 'r' }),
    span('other', 'agent', { responseId: 'r2' }),
  ];

  assert.deepEqual(counted(...both), ['deep', 'other']);
});

test('countingSpans() prefers of one response the span that knows the tokens', () => {
  assert.deepEqual(
    counted(
      span('agent', undefined, { kind: 'agent' }),
      span('known', undefined, { responseId: 'r' }),
      span('deep', 'agent', { responseId: 'r', usage: {} }),
    ),
    ['known'],
  );
});

test('countingSpans() ends on parents in a circle', () => {
  assert.equal(countingSpans([span('a', 'b'), span('b', 'a')]).size <= 2, true);
});

const anyTrace = fc
  .array(
    fc.record({
      parent: fc.option(fc.nat(12), { nil: undefined }),
      kind: fc.constantFrom('llm' as const, 'embedding' as const, 'agent' as const, 'chain' as const),
      tokens: fc.nat(2),
      response: fc.option(fc.constantFrom('r1', 'r2'), { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ parent, kind, tokens, response }, index) =>
      span(String(index), parent === undefined ? undefined : String(parent), {
        kind,
        usage: { inputTokens: tokens },
        ...(response === undefined ? {} : { responseId: response }),
      }),
    ),
  );

test('countingSpans() does not depend on the order of the spans, nor on spans coming twice', () => {
  fc.assert(
    fc.property(
      anyTrace.chain((spans) =>
        fc.tuple(fc.constant(spans), fc.shuffledSubarray([...spans, ...spans], { minLength: spans.length * 2 })),
      ),
      ([spans, shuffled]) => {
        assert.deepEqual(counted(...shuffled), counted(...spans));
      },
    ),
  );
});

test('countingSpans() never counts a call and a call within it, where both know tokens', () => {
  fc.assert(
    fc.property(anyTrace, (spans) => {
      const counting = countingSpans(spans);
      const isTree = spans.every(
        ({ parentSpanId }, index) => parentSpanId === undefined || Number(parentSpanId) < index,
      );
      fc.pre(isTree);

      for (const { spanId, parentSpanId, kind, usage } of spans) {
        const parent = spans.find((other) => other.spanId === parentSpanId);
        const both = counting.has(spanId) && parent !== undefined && counting.has(parent.spanId);
        assert.equal(both && parent.kind === kind && (usage?.inputTokens ?? 0) > 0, false);
      }
    }),
  );
});
