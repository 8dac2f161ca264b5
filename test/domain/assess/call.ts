/** Calls to assess, made from a prompt and an answer. */
import { parseSpanId, parseTraceId } from '../../../src/domain/call/ids.ts';
import { inOurWords, type RedactedJson } from '../../../src/domain/call/redacted.ts';
import type { RedactedSpan } from '../../../src/domain/call/span.ts';

/** A call as the tests write it; fields of `span` stand over the defaults. */
export interface SampleCall {
  readonly input?: unknown;
  readonly output?: unknown;
  readonly context?: unknown;
  readonly span?: Partial<RedactedSpan>;
}

const document = (value: unknown): RedactedJson => value as RedactedJson;

/** A complete span with the given payload. */
export const callOf = ({ input, output, context, span }: SampleCall): RedactedSpan => ({
  traceId: parseTraceId('0af7651916cd43dd8448eb211c80319c')!,
  spanId: parseSpanId('b7ad6b7169203331')!,
  kind: 'llm',
  model: inOurWords('test-model'),
  start: 1_800_000_000_000,
  end: 1_800_000_001_000,
  status: 'ok',
  source: 'api',
  payload: {
    ...(input === undefined ? {} : { input: document(input) }),
    ...(output === undefined ? {} : { output: document(output) }),
    ...(context === undefined ? {} : { context: document(context) }),
  },
  ...span,
});
