/** One trace as a waterfall: GET /v1/traces/{id}. */
import { dropAbsent } from '../domain/call/facts.ts';
import type { ProjectId, TraceId } from '../domain/call/ids.ts';
import { toIso } from '../domain/call/units.ts';
import type { StoredSpan } from '../domain/fragment/fragment.ts';
import { viewAssessment, viewFeedback, viewSpan } from '../domain/query/view.ts';
import { traceTotals } from '../domain/totals/trace-totals.ts';
import { sharedFields } from '../domain/trace/inherit.ts';
import { waterfall } from '../domain/trace/waterfall.ts';
import { judgementsOn } from './judgements.ts';
import type { Waiting } from './ports/time.ts';
import type { QueryParts } from './read-interaction.ts';
import { readTrace, toRedactedSpan, withPayloads } from './read-trace.ts';

/** Bytes of JSON that a trace is shown with: Lambda answers 6 MB at most, and quoting JSON within JSON costs a fifth. */
const MAX_BYTES = 4_500_000;

/** The trace, or undefined when it is unknown in this project. */
export const viewTrace = async (
  { calls, judgements }: QueryParts,
  project: ProjectId,
  traceId: TraceId,
  waiting: Waiting,
) => {
  const trace = await readTrace(calls, project, traceId, waiting);
  if (trace === undefined) return undefined;
  const rows = waterfall(trace.spans);
  const { shown, withDocuments } = withinBudget(rows.map(({ span }) => span));
  const [spans, said] = await Promise.all([
    withPayloads(calls, shown, waiting),
    judgementsOn(judgements, project, { trace, spans: trace.spans }, waiting),
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
    totals: traceTotals(trace.spans.map(toRedactedSpan)),
    spans_omitted: shown.length < rows.length ? rows.length - shown.length : undefined,
    documents_omitted: withDocuments < shown.length ? true : undefined,
    spans: spans.map((span, index) => ({
      ...viewSpan(span),
      depth: rows[index]?.depth ?? 0,
      offset_ms: span.start - start,
      assessments: (span.assessments ?? []).map(viewAssessment),
    })),
    feedback: said.feedback.map(viewFeedback),
    assessments: said.assessments.map(viewAssessment),
  });
};

/** The first spans that fit an answer; of them the first with their documents, the others point at their interaction. */
const withinBudget = (spans: readonly StoredSpan[]) => {
  let left = MAX_BYTES;
  const bare: StoredSpan[] = [];
  for (const { payload: _, parts: __, ...span } of spans) {
    left -= Buffer.byteLength(JSON.stringify(span)) * 1.2;
    if (left < 0) break;
    bare.push(span);
  }
  let withDocuments = 0;
  const shown = bare.map((span, index) => {
    const whole = spans[index] as StoredSpan;
    if (withDocuments === index) {
      left -= documentBytes(whole);
      if (left >= 0) {
        withDocuments++;
        return whole;
      }
    }
    return span;
  });
  return { shown, withDocuments };
};

const documentBytes = ({ payload, parts = [] }: StoredSpan): number =>
  [...Object.values(payload ?? {}), ...parts].reduce(
    (sum, slot) => sum + ('bytes' in slot ? slot.bytes : Buffer.byteLength(JSON.stringify(slot.value))),
    0,
  );
