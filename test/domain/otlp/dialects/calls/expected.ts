/** The one call that every dialect here writes, and what must be read from it. */
import type { RawSpan } from '../../../../../src/domain/call/span.ts';
import type { SpanToWrite } from '../../requests.ts';

/** The fields that people look at first. */
export const summary = (span: RawSpan) => ({
  kind: span.kind,
  provider: span.provider,
  model: span.model,
  input: span.payload?.input,
  output: span.payload?.output,
  tokens: [span.usage?.inputTokens, span.usage?.outputTokens],
  user: span.userId,
  session: span.sessionId,
  dialect: span.dialect,
});

export type Summary = ReturnType<typeof summary>;

export const ASKED = [{ role: 'user', content: 'Where is my order?' }];
export const ANSWERED = [{ role: 'assistant', content: 'On its way.' }];
/** The answer of a dialect that says why it ended. */
export const FINISHED = [{ role: 'assistant', content: 'On its way.', finish_reason: 'stop' }];

export const CALL: Summary = {
  kind: 'llm',
  provider: 'openai',
  model: 'gpt-4o-mini',
  input: ASKED,
  output: ANSWERED,
  tokens: [12, 4],
  user: 'user-1',
  session: 's-1',
  dialect: 'otel-genai',
};

/** Who writes, what, and in what the outcome differs from `CALL`. */
export type Row = readonly [name: string, span: SpanToWrite, expected: Partial<Summary>];
