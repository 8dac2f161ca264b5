/**
 * The same events come to the same traces, totals and costs, however requests cut, order and repeat them: of every client that was
 * captured, and of Langfuse's events. What is compared is what a reader of the trace gets.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/domain/call/json.ts';
import type { RedactedSpan } from '../../src/domain/call/span.ts';
import type { Cost } from '../../src/domain/call/usage.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { mergeFragments } from '../../src/domain/fragment/merge.ts';
import { decodeBatch } from '../../src/domain/langfuse/decode-batch.ts';
import { boundSpan } from '../../src/domain/normalise/bound-span.ts';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { decodeRequest } from '../../src/domain/otlp/decode-request.ts';
import type { Signal } from '../../src/domain/otlp/wire/model.ts';
import { createPricer, type PricedCall } from '../../src/domain/price/pricer.ts';
import { traceTotals } from '../../src/domain/totals/trace-totals.ts';
import { inherit } from '../../src/domain/trace/inherit.ts';
import { settle } from '../../src/domain/trace/settle.ts';
import { toRedactedSpan } from '../../src/pipelines/read-trace.ts';
import { captures } from '../domain/otlp/captures.ts';
import { type Item, itemsOf, requestOf } from '../domain/otlp/rebatch.ts';
import { derivedIds } from '../domain/otlp/requests.ts';

const RECEIVED_AT = Date.parse('2026-11-21T03:00:00Z');
const price = createPricer();

/** What ingest keeps of a span, but for redaction: the texts of the captures hold nothing that depends on it. */
const stored = (span: Parameters<typeof normaliseSpan>[0]): StoredSpan => {
  const normalised = normaliseSpan(boundSpan(span), { receivedAt: RECEIVED_AT });
  const isCall = normalised.kind === 'llm' || normalised.kind === 'embedding';
  const cost: Cost | undefined = normalised.cost ?? (isCall ? price(normalised as PricedCall) : undefined);
  const { payload, userId, ...rest } = normalised;
  return {
    ...rest,
    ...(cost === undefined ? {} : { cost }),
    ...(userId === undefined ? {} : { user: userId }),
    ...(payload === undefined
      ? {}
      : { payload: Object.fromEntries(Object.entries(payload).map(([field, value]) => [field, { value }])) }),
  } as unknown as StoredSpan;
};

/** Every trace of some requests, as it is read. */
const tracesOf = (requests: readonly (readonly StoredSpan[])[]) => {
  const fragments = requests.flatMap((spans, number) =>
    cutFragments(spans, { digest: `r${number}`, receivedAt: RECEIVED_AT }),
  );
  const traces = Map.groupBy(fragments, ({ traceId }) => traceId);
  return [...traces]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([traceId, own]) => {
      const spans: readonly RedactedSpan[] = inherit(mergeFragments(own))
        .map((span) => settle(span, (call) => price(call as PricedCall)))
        .map(toRedactedSpan);
      return { traceId, totals: traceTotals(spans), spans: spans.map(({ fieldTimes: _, ...span }) => span) };
    });
};

/** Some of `count` numbers twice, in any order, in up to eight heaps. */
const heapsOf = (count: number): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc
    .shuffledSubarray([...Array(count).keys(), ...Array(count).keys()], { minLength: count * 2 })
    .chain((order) =>
      fc
        .array(fc.nat(7), { minLength: order.length, maxLength: order.length })
        .map((heaps) =>
          [...Map.groupBy(order.keys(), (place) => heaps[place]).values()].map((places) => [
            ...new Set(places.map((place) => order[place] as number)),
          ]),
        ),
    );

const read = (items: readonly Item[], signal: Signal): readonly StoredSpan[] =>
  decodeRequest({ signal, encoding: 'protobuf', body: requestOf(items, signal), ids: derivedIds }).spans.map(stored);

for (const [folder, requests] of Map.groupBy(captures, (capture) => capture.folder)) {
  test(`${folder} is the same traces, totals and costs for a reader, however it is cut, ordered and repeated`, () => {
    const items = requests.flatMap(itemsOf);
    const expected = tracesOf(requests.map((capture) => read(itemsOf(capture), capture.signal)));

    fc.assert(
      fc.property(heapsOf(items.length), (heaps) => {
        const cut = heaps.flatMap((heap) =>
          (['traces', 'logs'] as const).map((signal) => {
            const own = heap.map((place) => items[place] as Item).filter((item) => item.signal === signal);
            return own.length === 0 ? [] : read(own, signal);
          }),
        );

        assert.deepEqual(tracesOf(cut), expected);
      }),
      { numRuns: 8 },
    );
  });
}

const at = (ms: number): string => new Date(RECEIVED_AT - 60_000 + ms).toISOString();
const event = (id: string, type: string, ms: number, body: object): Json =>
  ({ id, type, timestamp: at(ms), body }) as Json;

/** An agent's run as Langfuse's clients send it: creates, updates that correct earlier words, an error, a second trace. */
const LANGFUSE: readonly Json[] = [
  event('1', 'trace-create', 0, { id: 't', name: 'run', userId: 'user-1' }),
  event('2', 'span-create', 1, { id: 's', traceId: 't', name: 'plan', startTime: at(1) }),
  event('3', 'generation-create', 5, {
    id: 'g',
    traceId: 't',
    parentObservationId: 's',
    name: 'draft',
    startTime: at(5),
    model: 'gpt-4o',
    input: 'Where is my order?',
  }),
  event('4', 'generation-update', 7, { id: 'g', traceId: 't', name: 'answer', model: 'gpt-4o-mini' }),
  event('5', 'generation-update', 1500, {
    id: 'g',
    traceId: 't',
    endTime: at(1500),
    completionStartTime: at(255),
    output: 'On its way.',
    usage: { input: 15, output: 120, unit: 'TOKENS' },
  }),
  event('6', 'tool-create', 20, {
    id: 'tool',
    traceId: 't',
    parentObservationId: 's',
    name: 'search',
    startTime: at(20),
  }),
  event('7', 'span-update', 1600, {
    id: 's',
    traceId: 't',
    endTime: at(1600),
    level: 'ERROR',
    statusMessage: 'failed',
  }),
  event('8', 'trace-create', 1700, { id: 't', sessionId: 's-1', output: 'done', tags: ['beta'] }),
  event('9', 'generation-create', 30, {
    id: 'h',
    traceId: 'u',
    model: 'text-embedding-3-small',
    startTime: at(30),
    endTime: at(90),
    usageDetails: { input: 8, total: 8 },
  }),
];

test('a Langfuse run is the same traces, totals and costs for a reader, however it is cut, ordered and repeated', () => {
  const keep = (batch: readonly Json[]): readonly StoredSpan[] =>
    decodeBatch(batch, { ids: derivedIds, mayIngest: true }).spans.map(({ span }) => stored(span));
  const expected = tracesOf([keep(LANGFUSE)]);
  assert.deepEqual(
    expected
      .map(({ totals }) => [totals.spans, totals.interactions, totals.input_tokens, totals.unpriced_interactions])
      .sort(),
    [
      [1, 1, 8, 0],
      [4, 1, 15, 0],
    ],
  );

  fc.assert(
    fc.property(heapsOf(LANGFUSE.length), (heaps) => {
      const cut = heaps.map((heap) => keep(heap.map((place) => LANGFUSE[place] as Json)));

      assert.deepEqual(tracesOf(cut), expected);
    }),
    { numRuns: 100 },
  );
});
