/**
 * Clients retry, batch by time and size, and promise no order. Whatever they make of it, the same items must come to the same
 * spans, totals and judgements.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assembleParts, type MessagePart } from '../../../src/domain/call/parts.ts';
import type { RawSpan } from '../../../src/domain/call/span.ts';
import type { Signal } from '../../../src/domain/otlp/wire/model.ts';
import { countingSpans } from '../../../src/domain/totals/counting-spans.ts';
import { captures } from './captures.ts';
import { type Item, itemsOf, requestOf } from './rebatch.ts';
import { readNormalised } from './requests.ts';

const RECEIVED_AT = Date.parse('2026-11-21T03:00:00Z');

/** What requests come to, however it was cut: a set of spans, the conversations in parts, the totals. */
const outcomeOf = (requests: readonly { readonly signal: Signal; readonly body: Uint8Array }[]) => {
  const read = requests.map(({ body, signal }) => readNormalised(body, signal, 'protobuf', RECEIVED_AT));
  const spans = read.flatMap((request) => request.spans);
  const whole = spans.filter(({ reportedAt }) => reportedAt === undefined);
  const parts = Map.groupBy(
    spans.filter(({ reportedAt }) => reportedAt !== undefined),
    ({ traceId, spanId }) => `${traceId}-${spanId}`,
  );
  return {
    spans: sorted(whole),
    conversations: [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, pieces]) => [id, joined(pieces)]),
    totals: totalsOf(whole),
    judgements: sorted(read.flatMap(({ judgements }) => judgements)),
    points: sorted(read.flatMap(({ points }) => points)),
  };
};

const sorted = (items: readonly unknown[]): readonly string[] =>
  [...new Set(items.map((item) => JSON.stringify(item)))].sort();

const joined = (pieces: readonly RawSpan[]) => {
  const parts = pieces.flatMap(({ payload }) => (payload?.parts ?? []) as unknown as readonly MessagePart<string>[]);
  const one = <Field extends 'input' | 'output'>(field: Field) =>
    sorted(pieces.flatMap(({ payload }) => payload?.[field] ?? []));
  return {
    ...assembleParts(parts),
    whole: [one('input'), one('output')],
    start: Math.min(...pieces.map(({ start }) => start)),
    errors: sorted(pieces.flatMap(({ error }) => error ?? [])),
  };
};

const totalsOf = (spans: readonly RawSpan[]) =>
  [...Map.groupBy(spans, ({ traceId }) => traceId)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([traceId, trace]) => {
      const counting = countingSpans(trace);
      const calls = new Map(trace.filter(({ spanId }) => counting.has(spanId)).map((call) => [call.spanId, call]));
      return {
        traceId,
        calls: calls.size,
        errors: [...calls.values()].filter(({ status }) => status === 'error').length,
        input: [...calls.values()].reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0), 0),
      };
    });

const folders = [...Map.groupBy(captures, ({ folder }) => folder)];

for (const [folder, requests] of folders) {
  test(`${folder} comes to the same spans, totals and judgements in any order, repetition and batching`, () => {
    const items = requests.flatMap(itemsOf);
    const expected = outcomeOf(
      requests.map((capture) => ({ signal: capture.signal, body: requestOf(itemsOf(capture), capture.signal) })),
    );
    const batchings = fc
      .shuffledSubarray([...items.keys(), ...items.keys()], { minLength: items.length * 2 })
      .chain((order) =>
        fc.tuple(fc.constant(order), fc.array(fc.nat(7), { minLength: order.length, maxLength: order.length })),
      );

    fc.assert(
      fc.property(batchings, ([order, batches]) => {
        const cut = Map.groupBy(order.keys(), (place) => `${items[order[place] as number]?.signal} ${batches[place]}`);
        const sent = [...cut].map(([key, places]) => {
          const signal = key.split(' ')[0] as Signal;
          // An item comes again in another request, as by a retry; within one request a repeated message was said twice.
          const once = [...new Set(places.map((place) => items[order[place] as number] as Item))];
          return { signal, body: requestOf(once, signal) };
        });

        assert.deepEqual(outcomeOf(sent), expected);
      }),
      { numRuns: 15 },
    );
  });
}
