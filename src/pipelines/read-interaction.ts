/** One interaction, whole: GET /v1/interactions/{id}. */
import { dropAbsent } from '../domain/call/facts.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import { toIso } from '../domain/call/units.ts';
import { viewAssessment, viewFeedback, viewOutcome, viewSpan } from '../domain/query/view.ts';
import { judgementsOn } from './judgements.ts';
import { type LocateParts, locateCall } from './locate-call.ts';
import type { JudgementStore } from './ports/judgements.ts';
import type { Clock, Waiting } from './ports/time.ts';
import { withPayloads } from './read-trace.ts';

export interface QueryParts extends LocateParts {
  readonly judgements: JudgementStore;
  readonly clock: Clock;
}

/** The interaction, or undefined when it is unknown in this project. `id` is ours or the client's own. */
export const readInteraction = async (parts: QueryParts, project: ProjectId, id: string, waiting: Waiting) => {
  const located = await locateCall(parts, project, id, waiting);
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
    ...(said.outcomes.length === 0 ? {} : { outcomes: said.outcomes.map(viewOutcome) }),
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
