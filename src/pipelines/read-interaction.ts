/** One interaction, whole: GET /v1/interactions/{id}. */
import { dropAbsent } from '../domain/call/facts.ts';
import { type ProjectId, parseInteractionId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import { FAR_FUTURE, toIso } from '../domain/call/units.ts';
import type { StoredSpan } from '../domain/fragment/fragment.ts';
import { viewAssessment, viewFeedback, viewSpan } from '../domain/query/view.ts';
import { judgementsOn } from './judgements.ts';
import type { Clock, JudgementStore, Waiting } from './ports.ts';
import { readTrace, type TraceReading, type WholeTrace, withPayloads } from './read-trace.ts';

export interface QueryParts extends TraceReading {
  readonly judgements: JudgementStore;
  readonly keyed: Keyed;
  readonly clock: Clock;
  /** The stored form of an id that may hold personal data. */
  readonly identifier: (project: ProjectId, text: string) => string;
}

/** The interaction, or undefined when it is unknown in this project. `id` is ours or the client's own. */
export const readInteraction = async (parts: QueryParts, project: ProjectId, id: string, waiting: Waiting) => {
  const located = await locate(parts, project, id, waiting);
  if (located === undefined) return undefined;
  const { trace, span } = located;
  const [[whole], said] = await Promise.all([
    withPayloads(parts.calls, [span], waiting),
    judgementsOn(parts.judgements, project, { trace, spans: [span] }, waiting),
  ]);
  if (whole === undefined) return undefined;
  return {
    ...viewSpan(whole),
    assessments: [...(whole.assessments ?? []), ...said.assessments].map(viewAssessment),
    feedback: said.feedback.map(viewFeedback),
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

interface Located {
  readonly trace: WholeTrace;
  readonly span: StoredSpan;
}

/** Finds the span behind an id: ours says where it is; a client's own is derived, or found by its posting. */
const locate = async (
  { calls, price, keyed, identifier }: QueryParts,
  project: ProjectId,
  id: string,
  waiting: Waiting,
): Promise<Located | undefined> => {
  const ours = parseInteractionId(id.toLowerCase());
  const spanId = ours?.spanId ?? keyed.spanId(project, id);
  const trace = await readTrace({ calls, price }, project, ours?.traceId ?? keyed.traceId(project, id), waiting);
  const span = trace?.spans.find((one) => one.spanId === spanId);
  if (trace !== undefined && span !== undefined) return { trace, span };
  if (ours !== undefined) return undefined;

  const value = identifier(project, id);
  const ever = { from: 0, to: FAR_FUTURE };
  for await (const row of calls.rowsByPosting(project, { kind: 'client', value }, ever, undefined, waiting)) {
    const named = await readTrace({ calls, price }, project, row.traceId, waiting);
    const found = named?.spans.find(({ clientId }) => clientId === value);
    if (named !== undefined && found !== undefined) return { trace: named, span: found };
  }
  return undefined;
};
