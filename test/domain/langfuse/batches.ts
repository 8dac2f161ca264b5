/** Reads Langfuse batches as the service does. */
import type { Json } from '../../../src/domain/call/json.ts';
import { type DecodedBatch, decodeBatch } from '../../../src/domain/langfuse/decode-batch.ts';
import { derivedIds } from '../otlp/requests.ts';

export const STARTED = '2026-11-21T10:00:00.000Z';
export const STARTED_AT = Date.parse(STARTED);

let events = 0;

/** An event; its time is so many milliseconds after the start. */
export const event = (type: string, body: Json, afterMs = 0): Json => ({
  id: `event-${++events}`,
  type,
  timestamp: new Date(STARTED_AT + afterMs).toISOString(),
  body,
});

export const read = (batch: readonly Json[], mayIngest = true): DecodedBatch =>
  decodeBatch(batch, { ids: derivedIds, mayIngest });
