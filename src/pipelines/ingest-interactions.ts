/** Takes POST /v1/interactions: decodes the body, sends its items down the path of a call (ingest.ts), and tells what became of each. */
import type { Body } from '../domain/call/body.ts';
import { dropAbsent } from '../domain/call/facts.ts';
import { interactionId, type ProjectId, parseSpanId, parseTraceId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import type { FieldProblem } from '../domain/call/problem.ts';
import { subjectOf } from '../domain/call/quality.ts';
import { inOurWords } from '../domain/call/redacted.ts';
import type { RedactedSpan } from '../domain/call/span.ts';
import type { EpochMs } from '../domain/call/units.ts';
import { decompress } from '../domain/decode/body.ts';
import { type DecodedItem, decodeInteractions } from '../domain/decode/interactions.ts';
import { type InlineFeedback, type RequestContext, toSpan } from '../domain/decode/to-span.ts';
import { redactText } from '../domain/redact/redact-fields.ts';
import type { Redactor } from '../domain/redact/redactor.ts';
import type { ArrivedItem, Fate, Ingest } from './ingest.ts';
import type { KeptFeedback } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';
import type { OfProject } from './project-settings.ts';

export interface InteractionsRequest {
  readonly project: ProjectId;
  readonly body: Body;
  readonly contentType: string;
  readonly receivedAt: EpochMs;
  /** Headers that fill what the body leaves out. */
  readonly traceparent?: string;
  readonly correlationId?: string;
}

/** What became of one item, in the words of the contract. */
export interface ItemResult {
  readonly index: number;
  readonly status: 'stored' | 'duplicate' | 'rejected';
  readonly interaction_id?: string;
  readonly trace_id?: string;
  readonly span_id?: string;
  readonly errors?: readonly FieldProblem[];
  readonly warnings?: readonly FieldProblem[];
}

export interface InteractionsOutcome {
  readonly single: boolean;
  /** Whether a rejected item was too large: a single one is answered 413. */
  readonly tooLarge: boolean;
  readonly results: readonly ItemResult[];
}

export interface IngestInteractionsParts {
  readonly ingest: Ingest;
  readonly keyed: Keyed;
  readonly stepsOf: OfProject<{ readonly redactor: Redactor }>;
}

/** Decodes, ingests, and reports item by item. */
export const createIngestInteractions =
  ({ ingest, keyed, stepsOf }: IngestInteractionsParts) =>
  async (request: InteractionsRequest, waiting: Waiting): Promise<InteractionsOutcome> => {
    const { project, receivedAt } = request;
    const body = decompress(request.body);
    const { single, items } = decodeInteractions(body, request.contentType);
    // Headers change what is stored, so the same body with other headers is another request and no retry.
    const route = `/v1/interactions ${request.traceparent ?? ''} ${request.correlationId ?? ''}`;
    const context: RequestContext = dropAbsent({
      project,
      keyed,
      receivedAt,
      digest: keyed.request(project, route, body),
      parent: parseTraceparent(request.traceparent),
      correlationId: request.correlationId,
    });
    const { redactor } = await stepsOf(project, waiting);
    const arrived = items.map((item, index) => arrive(item, index, context, redactor));
    const fates = await ingest({ project, digest: context.digest, receivedAt, items: arrived }, waiting);
    return {
      single,
      tooLarge: items.some((item) => !item.ok && item.tooLarge === true),
      results: fates.map((fate, index) => resultOf(fate, items[index] as DecodedItem, index)),
    };
  };

const arrive = (item: DecodedItem, index: number, context: RequestContext, redactor: Redactor): ArrivedItem => {
  if (!item.ok) return item;
  const { span, feedback } = toSpan(item.input, item.unknown, index, context);
  return feedback === undefined
    ? { ok: true, span }
    : { ok: true, span, feedback: (redacted) => keptFeedback(feedback, redacted, redactor) };
};

/** Feedback that came inside an interaction is about it; the same interaction again brings the same feedback, not more. */
const keptFeedback = (feedback: InlineFeedback, span: RedactedSpan, redactor: Redactor): KeptFeedback =>
  dropAbsent({
    feedbackId: inOurWords(`with-${span.spanId}`),
    target: { by: 'interaction' as const, interactionId: interactionId(span.traceId, span.spanId) },
    type: feedback.type,
    rating: feedback.rating,
    comment: feedback.comment === undefined ? undefined : redactText(redactor, feedback.comment),
    user: span.user,
    sessionId: span.sessionId,
    subject: subjectOf(span),
    at: span.end ?? span.start,
  });

const resultOf = (fate: Fate, item: DecodedItem, index: number): ItemResult => {
  if (fate.status === 'rejected') return { index, status: 'rejected', errors: fate.problems };
  const { traceId, spanId } = fate.span;
  const warnings = item.ok && item.warnings.length > 0 ? { warnings: item.warnings } : {};
  const ids = { interaction_id: interactionId(traceId, spanId), trace_id: traceId, span_id: spanId };
  return { index, status: fate.status, ...ids, ...warnings };
};

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const parseTraceparent = (header: string | undefined): RequestContext['parent'] | undefined => {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(header?.trim().toLowerCase() ?? '');
  const traceId = parseTraceId(match?.[1] ?? '');
  const spanId = parseSpanId(match?.[2] ?? '');
  return traceId && spanId ? { traceId, spanId } : undefined;
};
