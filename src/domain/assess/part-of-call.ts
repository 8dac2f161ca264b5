/** What assessors can be shown of a report that is not the whole of its call. */
import { dropAbsent } from '../call/facts.ts';
import { assembleParts, type MessagePart } from '../call/parts.ts';
import type { RedactedJson } from '../call/redacted.ts';
import type { RedactedSpan } from '../call/span.ts';

/**
 * The model call that a report is of, or undefined where it is of something else. Content in log records knows neither its kind nor
 * its start, and may come message by message: it is assessed as far as this request holds it, and what the assessors say meets the
 * span wherever that is. An answer whose question came in another request is judged by itself. Langfuse's updates may know no start
 * either, but say what they are of: those of evaluators and events are no calls.
 */
export const partOfCall = (span: RedactedSpan): RedactedSpan | undefined => {
  if (span.kind === 'llm') return span;
  if (span.kind !== 'other' || span.isStartUnknown !== true || span.source === 'langfuse') return undefined;
  if (span.payload === undefined) return undefined;
  const { parts, ...documents } = span.payload;
  const { input, output } = assembleParts((parts ?? []) as unknown as readonly MessagePart<RedactedJson>[]);
  return { ...span, kind: 'llm', payload: dropAbsent({ input, output, ...documents }) };
};
