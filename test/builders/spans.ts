/** Spans for tests: complete and plain unless a test says otherwise. */
import type { SpanId, TraceId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';

/** A trace id from a small number. */
export const traceId = (number: number): TraceId => (number + 1).toString(16).padStart(32, '0') as TraceId;
/** A span id from a small number. */
export const spanId = (number: number): SpanId => (number + 1).toString(16).padStart(16, '0') as SpanId;

export const NOON = Date.UTC(2026, 10, 21, 12);

/** A chat call that went well. */
export const aSpan = (changes: Partial<StoredSpan> = {}): StoredSpan => ({
  traceId: traceId(0),
  spanId: spanId(0),
  kind: 'llm',
  operation: inOurWords('chat'),
  provider: inOurWords('openai'),
  model: inOurWords('gpt-4o-mini'),
  start: NOON,
  end: NOON + 1000,
  latencyMs: 1000,
  status: 'ok',
  usage: { inputTokens: 15, outputTokens: 120 },
  cost: { source: 'client', nanoUsd: 74_250 },
  source: 'api',
  ...changes,
});
