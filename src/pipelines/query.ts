/** What the read routes answer: one interaction, a trace, a session. */
import { dropAbsent } from '../domain/call/facts.ts';
import { type ProjectId, parseInteractionId, type SpanId, type TraceId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import { toIso, toUsd } from '../domain/call/units.ts';
import { knownCost } from '../domain/call/usage.ts';
import { viewAssessment, viewFacts, viewFeedback, viewSpan } from '../domain/query/view.ts';
import { countingSpans } from '../domain/totals/counting-spans.ts';
import { sharedFields } from '../domain/trace/inherit.ts';
import { waterfall } from '../domain/trace/waterfall.ts';
import { listInteractions } from './list-interactions.ts';
import type { CallStore, Clock, JudgementStore, KeptFeedback, Waiting } from './ports.ts';
import { feedbackOnSpan, feedbackOnTrace, readTrace, toRedactedSpan, withPayloads } from './read-trace.ts';

export interface QueryParts {
  readonly calls: CallStore;
  readonly judgements: JudgementStore;
  readonly keyed: Keyed;
  readonly clock: Clock;
  /** The stored form of an id that may hold personal data. */
  readonly identifier: (project: ProjectId, text: string) => string;
}

/** Bytes of documents that a trace is shown with; Lambda's answer may have 6 MB. Past it spans point at their interaction. */
const MAX_TRACE_DOCUMENT_BYTES = 4_000_000;

/** Sessions are shown with at most this many interactions; `truncated` says when there are more. */
const MAX_SESSION_INTERACTIONS = 1000;

/** One interaction, whole; undefined when it is unknown in this project. `id` is ours or the client's own. */
export const readInteraction = async (
  { calls, judgements, keyed, identifier }: QueryParts,
  project: ProjectId,
  id: string,
  waiting: Waiting,
) => {
  const place = await locate(calls, keyed, project, { id, stored: identifier(project, id) }, waiting);
  if (place === undefined) return undefined;
  const { trace, spanId } = place;
  const span = trace.spans.find((one) => one.spanId === spanId);
  if (span === undefined) return undefined;
  const [[whole], feedback, early] = await Promise.all([
    withPayloads(calls, [span], waiting),
    feedbackOnTrace(judgements, project, trace, waiting),
    feedbackBeforeAlias(calls, keyed, project, span, waiting),
  ]);
  if (whole === undefined) return undefined;
  const later = trace.assessments.filter((one) => one.spanId === undefined || one.spanId === spanId);
  return {
    ...viewSpan(whole),
    assessments: [...(whole.assessments ?? []), ...later].map(viewAssessment),
    feedback: [...early, ...feedbackOnSpan(feedback, whole)].map(viewFeedback),
    correlation: dropAbsent({
      trace_id: whole.traceId,
      session_id: whole.sessionId,
      correlation_id: whole.correlationId,
      response_id: whole.responseId,
      spans_in_trace: trace.spans.length,
    }),
    received_at: toIso(Math.min(...trace.fragments.map(({ receivedAt }) => receivedAt))),
  };
};

/** Finds the trace and span behind an id: ours tells them; a client's own is derived, or found by its posting. */
const locate = async (
  calls: CallStore,
  keyed: Keyed,
  project: ProjectId,
  { id, stored }: { readonly id: string; readonly stored: string },
  waiting: Waiting,
) => {
  const ours = parseInteractionId(id);
  const traceId = ours?.traceId ?? keyed.traceId(project, id);
  const spanId = ours?.spanId ?? keyed.spanId(project, id);
  const trace = await readTrace(calls, project, traceId, waiting);
  if (trace?.spans.some((span) => span.spanId === spanId)) return { trace, spanId };
  if (ours !== undefined) return undefined;
  const ever = { from: 0, to: FAR_FUTURE };
  for await (const row of calls.rowsByPosting(project, { kind: 'client', value: stored }, ever, undefined, waiting)) {
    const named = await readTrace(calls, project, row.traceId, waiting);
    const span = named?.spans.find((one) => one.clientId === stored);
    if (named !== undefined && span !== undefined) return { trace: named, spanId: span.spanId as SpanId };
  }
  return undefined;
};

const FAR_FUTURE = Date.UTC(2200, 0, 1);

/**
 * Feedback that came before its call, by a client id which the call then brought together with a trace of its own: until
 * then the id could only be derived into another trace, so the feedback waits there.
 */
const feedbackBeforeAlias = async (
  calls: CallStore,
  keyed: Keyed,
  project: ProjectId,
  { isAlias, clientId }: { readonly isAlias?: boolean; readonly clientId?: string },
  waiting: Waiting,
): Promise<readonly KeptFeedback[]> =>
  isAlias === true && clientId !== undefined
    ? (await calls.readTrace(project, keyed.traceId(project, clientId), waiting)).feedback
    : [];

/** One trace as a waterfall; undefined when it is unknown in this project. */
export const viewTrace = async (
  { calls, judgements }: QueryParts,
  project: ProjectId,
  traceId: TraceId,
  waiting: Waiting,
) => {
  const trace = await readTrace(calls, project, traceId, waiting);
  if (trace === undefined) return undefined;
  const bytes = trace.spans.map((span) =>
    Object.values(span.payload ?? {}).reduce((sum, slot) => sum + ('bytes' in slot ? slot.bytes : 0), 0),
  );
  let budget = MAX_TRACE_DOCUMENT_BYTES;
  const shown = trace.spans.map((span, index) => {
    budget -= bytes[index] as number;
    return budget >= 0 ? span : toRedactedSpan(span);
  });
  const isCut = budget < 0;
  const [spans, feedback] = await Promise.all([
    withPayloads(calls, shown as typeof trace.spans, waiting),
    feedbackOnTrace(judgements, project, trace, waiting),
  ]);
  const shared = sharedFields(trace.spans);
  const start = Math.min(...trace.spans.map((span) => span.start));
  const end = Math.max(...trace.spans.map((span) => span.end ?? span.start));
  return dropAbsent({
    trace_id: traceId,
    started_at: toIso(start),
    duration_ms: end - start,
    session_id: shared.sessionId,
    user: shared.user,
    correlation_id: shared.correlationId,
    totals: totalsOf(trace.spans.map(toRedactedSpan)),
    documents_omitted: isCut ? true : undefined,
    spans: waterfall(spans).map(({ span, depth }) => ({
      ...viewSpan(span),
      depth,
      offset_ms: span.start - start,
      assessments: (span.assessments ?? []).map(viewAssessment),
    })),
    feedback: feedback.map(viewFeedback),
  });
};

/** What a trace's calls add up to. Only leaf calls count: a framework's span repeats what the calls below it consumed. */
const totalsOf = (spans: readonly ReturnType<typeof toRedactedSpan>[]) => {
  const counting = countingSpans(spans);
  const calls = spans.filter(({ spanId }) => counting.has(spanId));
  const sum = (figure: (span: (typeof calls)[number]) => number | undefined): number =>
    calls.reduce((total, span) => total + (figure(span) ?? 0), 0);
  return {
    spans: spans.length,
    interactions: calls.length,
    errors: calls.filter(({ status }) => status === 'error').length,
    input_tokens: sum(({ usage }) => usage?.inputTokens),
    output_tokens: sum(({ usage }) => usage?.outputTokens),
    cost_usd: toUsd(sum(({ cost }) => knownCost(cost))),
    unpriced_interactions: calls.filter(({ cost }) => knownCost(cost) === undefined).length,
  };
};

/** A session's interactions in order; undefined when the session is unknown in this project. */
export const viewSession = async (
  { calls, clock, identifier }: QueryParts,
  project: ProjectId,
  sessionId: string,
  waiting: Waiting,
) => {
  const stored = identifier(project, sessionId);
  const within = { from: 0, to: clock() + 86_400_000 };
  const { interactions, next } = await listInteractions(
    calls,
    project,
    { within, filter: { sessionId: stored }, limit: MAX_SESSION_INTERACTIONS },
    waiting,
  );
  if (interactions.length === 0) return undefined;
  const ordered = [...interactions].reverse();
  return dropAbsent({
    session_id: stored,
    started_at: toIso((ordered[0] as (typeof ordered)[number]).start),
    interactions: ordered.map(viewFacts),
    truncated: next === undefined ? undefined : true,
  });
};
