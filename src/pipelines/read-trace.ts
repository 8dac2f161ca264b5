/** Reads a trace whole: its fragments merged, ids inherited, documents in place, with what was said about its calls. */
import type { ProjectId, TraceId } from '../domain/call/ids.ts';
import type { RedactedJson } from '../domain/call/redacted.ts';
import type { Payload, RedactedSpan } from '../domain/call/span.ts';
import type { Fragment, StoredSpan } from '../domain/fragment/fragment.ts';
import { mergeFragments } from '../domain/fragment/merge.ts';
import { inherit } from '../domain/trace/inherit.ts';
import type { CallStore, JudgementStore, KeptAssessment, KeptFeedback, Waiting } from './ports.ts';

/** A trace as it stands now. */
export interface WholeTrace {
  readonly traceId: TraceId;
  readonly spans: readonly StoredSpan[];
  readonly fragments: readonly Fragment[];
  readonly feedback: readonly KeptFeedback[];
  readonly assessments: readonly KeptAssessment[];
}

/** The trace, or undefined when nothing of it is known. Documents stay where they are: see `withPayloads`. */
export const readTrace = async (
  calls: CallStore,
  project: ProjectId,
  traceId: TraceId,
  waiting: Waiting,
): Promise<WholeTrace | undefined> => {
  const { fragments, feedback, assessments } = await calls.readTrace(project, traceId, waiting);
  if (fragments.length === 0) return undefined;
  return { traceId, spans: inherit(mergeFragments(fragments)), fragments, feedback, assessments };
};

/** The spans with their documents in place. */
export const withPayloads = async (
  calls: CallStore,
  spans: readonly StoredSpan[],
  waiting: Waiting,
): Promise<readonly RedactedSpan[]> => (await calls.readPayloads(spans, waiting)).map(toRedactedSpan);

/** A stored span as a record: documents that are here in place, others left out. */
export const toRedactedSpan = ({ payload, ...span }: StoredSpan): RedactedSpan => {
  const documents: Record<string, RedactedJson> = {};
  for (const [field, slot] of Object.entries(payload ?? {})) if ('value' in slot) documents[field] = slot.value;
  return Object.keys(documents).length === 0 ? span : { ...span, payload: documents as Payload<RedactedJson> };
};

/** Feedback on the trace: given to it or its calls, and given to an id that its spans carry, whichever came first. */
export const feedbackOnTrace = async (
  judgements: JudgementStore,
  project: ProjectId,
  trace: WholeTrace,
  waiting: Waiting,
): Promise<readonly KeptFeedback[]> => {
  const targets = new Map<string, { readonly by: 'correlation' | 'response' | 'session'; readonly value: string }>();
  for (const span of trace.spans) {
    if (span.correlationId) targets.set(`c${span.correlationId}`, { by: 'correlation', value: span.correlationId });
    if (span.responseId) targets.set(`r${span.responseId}`, { by: 'response', value: span.responseId });
    if (span.sessionId) targets.set(`s${span.sessionId}`, { by: 'session', value: span.sessionId });
  }
  const given = await Promise.all(
    [...targets.values()].map((target) => judgements.feedbackOf(project, target, waiting)),
  );
  return [...trace.feedback, ...given.flat()].sort((a, b) => a.at - b.at);
};

/** Of a trace's feedback what concerns one of its calls: given to it, to the whole trace, or to an id that it carries. */
export const feedbackOnSpan = (
  feedback: readonly KeptFeedback[],
  span: { readonly spanId: string; readonly responseId?: string },
): readonly KeptFeedback[] =>
  feedback.filter(({ target }) => {
    if (target.by === 'interaction') return target.interactionId.endsWith(span.spanId);
    if (target.by === 'response') return target.value === span.responseId;
    return true;
  });
