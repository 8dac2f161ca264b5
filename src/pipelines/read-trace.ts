/** Reads a trace whole: its fragments merged, ids inherited, calls settled, documents in place, with what was said about its calls. */
import { dropAbsent } from '../domain/call/facts.ts';
import type { ProjectId, TraceId } from '../domain/call/ids.ts';
import { assembleParts, type MessagePart } from '../domain/call/parts.ts';
import type { RedactedJson } from '../domain/call/redacted.ts';
import type { RedactedSpan } from '../domain/call/span.ts';
import type { Fragment, StoredSpan } from '../domain/fragment/fragment.ts';
import { mergeFragments } from '../domain/fragment/merge.ts';
import { inherit } from '../domain/trace/inherit.ts';
import { needsPrice, settle } from '../domain/trace/settle.ts';
import type { CallStore } from './ports/calls.ts';
import type { KeptAssessment, KeptFeedback, KeptOutcome } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';

/** A trace as it stands now. */
export interface WholeTrace {
  readonly traceId: TraceId;
  readonly spans: readonly StoredSpan[];
  readonly fragments: readonly Fragment[];
  readonly feedback: readonly KeptFeedback[];
  readonly assessments: readonly KeptAssessment[];
  readonly outcomes: readonly KeptOutcome[];
}

/** The trace, or undefined when nothing of it is known. Documents stay where they are: see `withPayloads`. */
export const readTrace = async (
  calls: CallStore,
  project: ProjectId,
  traceId: TraceId,
  waiting: Waiting,
): Promise<WholeTrace | undefined> => {
  const { fragments, feedback, assessments, outcomes } = await calls.readTrace(project, traceId, waiting);
  if (fragments.length === 0) return undefined;
  const merged = inherit(mergeFragments(fragments));
  const price = merged.some(needsPrice) ? await calls.price?.(project, waiting) : undefined;
  const spans = merged.map((span) => settle(span, price));
  return { traceId, spans, fragments, feedback, assessments, outcomes };
};

/** The spans with their documents in place. */
export const withPayloads = async (
  calls: CallStore,
  spans: readonly StoredSpan[],
  waiting: Waiting,
): Promise<readonly RedactedSpan[]> => (await calls.readPayloads(spans, waiting)).map(toRedactedSpan);

/**
 * A stored span as a record: documents that are here in place, others left out. Messages that came apart from the span are its
 * input and output where it has none of its own.
 */
export const toRedactedSpan = ({ payload, parts, ...span }: StoredSpan): RedactedSpan => {
  const documents: Record<string, RedactedJson> = {};
  for (const [field, slot] of Object.entries(payload ?? {})) if ('value' in slot) documents[field] = slot.value;
  const { input, output, inputLength, outputLength } = assembleParts(
    (parts ?? []).flatMap((slot) =>
      'value' in slot ? (slot.value as unknown as readonly MessagePart<RedactedJson>[]) : [],
    ),
  );
  const whole = dropAbsent({ input, output, ...documents });
  return dropAbsent({
    ...span,
    inputLength: span.inputLength ?? inputLength,
    outputLength: span.outputLength ?? outputLength,
    payload: Object.keys(whole).length === 0 ? undefined : whole,
  }) as RedactedSpan;
};
