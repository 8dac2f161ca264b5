/** Ids, times and statuses of decoded interactions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProjectId, parseInteractionId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';
import type { InteractionInput } from '../../../src/domain/decode/interaction-schema.ts';
import { type RequestContext, toSpan } from '../../../src/domain/decode/to-span.ts';
import { NOON, spanId, traceId } from '../../builders/spans.ts';

const context: RequestContext = {
  project: 'test' as ProjectId,
  keyed: createKeyed('a secret for tests'),
  receivedAt: NOON,
  digest: 'digest',
};
const spanOf = (input: Partial<InteractionInput>, index = 0, changes: Partial<RequestContext> = {}) =>
  toSpan({ input: 'hi', ...input } as InteractionInput, {}, index, { ...context, ...changes }).span;

test('toSpan() derives the same ids from the same interaction id, and other ids in another project', () => {
  const first = spanOf({ interaction_id: 'chat-7f3' });
  const second = spanOf({ interaction_id: 'chat-7f3' }, 5, { digest: 'another' });
  const elsewhere = spanOf({ interaction_id: 'chat-7f3' }, 0, { project: 'other' as ProjectId });

  assert.equal(first.traceId, second.traceId);
  assert.equal(first.spanId, second.spanId);
  assert.notEqual(first.traceId, elsewhere.traceId);
  assert.ok(parseInteractionId(`${first.traceId}-${first.spanId}`));
});

test('toSpan() takes ids from an interaction id of our own form', () => {
  const span = spanOf({ interaction_id: `${traceId(7)}-${spanId(8)}` });

  assert.equal(span.traceId, traceId(7));
  assert.equal(span.spanId, spanId(8));
  assert.equal(span.clientId, undefined);
});

test('toSpan() gives items without ids the same ids when the same body comes again, and each its own', () => {
  assert.equal(spanOf({}, 0).traceId, spanOf({}, 0).traceId);
  assert.notEqual(spanOf({}, 0).traceId, spanOf({}, 1).traceId);
});

test('toSpan() marks a client id that does not lead to its trace', () => {
  assert.equal(spanOf({ interaction_id: 'chat-7f3' }).isAlias, undefined);
  assert.equal(spanOf({ interaction_id: 'chat-7f3', trace_id: traceId(1) }).isAlias, true);
});

test('toSpan() knows that a call whose id was made from its body comes in no other request, whatever trace it is in', () => {
  const parent = { traceId: traceId(3), spanId: spanId(4) };

  assert.equal(spanOf({}).isOnlyReport, true);
  assert.equal(spanOf({ trace_id: traceId(1) }).isOnlyReport, true);
  assert.equal(spanOf({}, 0, { parent }).isOnlyReport, true);
  assert.equal(spanOf({ interaction_id: 'chat-7f3' }).isOnlyReport, undefined);
  assert.equal(spanOf({ span_id: spanId(2) }).isOnlyReport, undefined);
});

test('toSpan() takes trace and parent from traceparent where the body names none', () => {
  const parent = { traceId: traceId(3), spanId: spanId(4) };

  const filled = spanOf({}, 0, { parent });
  const own = spanOf({ trace_id: traceId(9) }, 0, { parent });

  assert.equal(filled.traceId, traceId(3));
  assert.equal(filled.parentSpanId, spanId(4));
  assert.equal(own.traceId, traceId(9));
  assert.equal(own.parentSpanId, undefined);
});

test('toSpan() lets a call without a time end when it arrived', () => {
  const span = spanOf({ latency_ms: 250 });

  assert.equal(span.start, NOON - 250);
  assert.equal(span.end, NOON);
});

test('toSpan() reads ISO times, times without zone as UTC, and epoch seconds', () => {
  for (const timestamp of ['2026-11-21T12:00:00.000Z', '2026-11-21T13:00:00+01:00', '2026-11-21 12:00', NOON / 1000]) {
    assert.equal(spanOf({ timestamp }).start, NOON);
  }
});

test('toSpan() takes a call with an error for a failed one, whatever its status says', () => {
  assert.equal(spanOf({ error: { type: 'RateLimitError' }, status: 'ok' }).status, 'error');
  assert.equal(spanOf({ status: 'failure' }).status, 'error');
  assert.equal(spanOf({}).status, 'ok');
});
