/** Takes in what people and assessors say of a call, before or after the call itself arrives. */
import { dropAbsent } from '../domain/call/facts.ts';
import {
  type InteractionId,
  interactionId,
  type ProjectId,
  parseInteractionId,
  parseSpanId,
  parseTraceId,
  type SpanId,
  type TraceId,
} from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import type { FeedbackTarget } from '../domain/call/quality.ts';
import { inOurWords, type Redacted } from '../domain/call/redacted.ts';
import type { EpochMs, Fraction } from '../domain/call/units.ts';
import type { AssessmentInput, FeedbackInput } from '../domain/decode/feedback.ts';
import { toEpochMs } from '../domain/decode/shapes.ts';
import { redactFields, redactText } from '../domain/redact/redact-fields.ts';
import { redactIdentifier } from '../domain/redact/redact-span.ts';
import type { Redactor } from '../domain/redact/redactor.ts';
import type { CallStore, JudgementStore, KeptAssessment, KeptFeedback, Waiting } from './ports.ts';

export interface FeedbackParts {
  readonly calls: Pick<CallStore, 'rowsByPosting'>;
  readonly judgements: JudgementStore;
  readonly keyed: Keyed;
  readonly redactorOf: (project: ProjectId) => Redactor;
  readonly thresholdOf: (dimension: string) => Fraction | undefined;
  readonly retentionMs: number;
}

/** What belongs to one request. */
export interface FeedbackArrival {
  readonly project: ProjectId;
  /** Digest of the body: feedback without an id of its own is the same feedback when the same body comes again. */
  readonly digest: string;
  readonly receivedAt: EpochMs;
}

/** Keeps feedback; what it holds of text is redacted first. */
export const takeFeedback = async (
  parts: FeedbackParts,
  input: FeedbackInput,
  { project, digest, receivedAt }: FeedbackArrival,
  waiting: Waiting,
): Promise<{ readonly feedback: KeptFeedback; readonly redactions: Readonly<Record<string, number>> }> => {
  const { judgements, keyed, redactorOf, retentionMs } = parts;
  const redactor = redactorOf(project);
  const identify = (text: string): Redacted => redactIdentifier(text, { project, redactor, keyed });
  const texts = dropAbsent({
    comment: input.comment || undefined,
    correction: input.correction || undefined,
    context: input.context ?? undefined,
  });
  const fields = redactFields(redactor, texts);

  const feedback: KeptFeedback = dropAbsent({
    feedbackId: input.feedback_id ? identify(input.feedback_id) : inOurWords(digest),
    target: await targetOf(parts, input, { project, identify }, waiting),
    type: input.feedback_type,
    rating: input.rating ?? undefined,
    comment: fields.text('comment'),
    correction: fields.text('correction'),
    user: input.user_id ? keyed.user(project, input.user_id) : undefined,
    sessionId: input.session_id ? identify(input.session_id) : undefined,
    context: fields.json('context'),
    at: input.timestamp == null ? receivedAt : (toEpochMs(input.timestamp) as EpochMs),
  });
  await judgements.keepFeedback(project, feedback, { receivedAt, expiresAt: receivedAt + retentionMs }, waiting);
  return { feedback, redactions: fields.counts ?? {} };
};

/** Keeps an assessment of a call. */
export const takeAssessment = async (
  parts: FeedbackParts,
  input: AssessmentInput,
  { project, digest, receivedAt }: FeedbackArrival,
  waiting: Waiting,
): Promise<KeptAssessment> => {
  const redactor = parts.redactorOf(project);
  const identify = (text: string): Redacted => redactIdentifier(text, { project, redactor, keyed: parts.keyed });
  const { traceId, spanId } = await locate(parts, input.interaction_id, { project, identify }, waiting);
  const assessment: KeptAssessment = dropAbsent({
    assessmentId: input.assessment_id ? identify(input.assessment_id) : inOurWords(digest),
    traceId,
    spanId,
    dimension: redactor.redactLabel(input.dimension),
    score: input.score,
    confidence: input.confidence ?? 1,
    explanation: redactText(redactor, input.explanation ?? ''),
    assessor: redactor.redactLabel(input.assessor),
    assessorType: input.assessor_type,
    threshold: parts.thresholdOf(input.dimension),
    at: input.timestamp == null ? receivedAt : (toEpochMs(input.timestamp) as EpochMs),
  });
  await parts.judgements.keepAssessment(project, assessment, receivedAt + parts.retentionMs, waiting);
  return assessment;
};

interface Identifying {
  readonly project: ProjectId;
  readonly identify: (text: string) => Redacted;
}

/** The most precise of the targets that were given. */
const targetOf = async (
  parts: FeedbackParts,
  input: FeedbackInput,
  identifying: Identifying,
  waiting: Waiting,
): Promise<FeedbackTarget<Redacted>> => {
  if (input.interaction_id) {
    const { traceId, spanId } = await locate(parts, input.interaction_id, identifying, waiting);
    return { by: 'interaction', interactionId: interactionId(traceId, spanId) as InteractionId };
  }
  if (input.response_id) return { by: 'response', value: identifying.identify(input.response_id) };
  if (input.trace_id) {
    const traceId = parseTraceId(input.trace_id) as TraceId;
    const spanId = input.span_id ? (parseSpanId(input.span_id) as SpanId) : undefined;
    return spanId ? { by: 'interaction', interactionId: interactionId(traceId, spanId) } : { by: 'trace', traceId };
  }
  if (input.correlation_id) return { by: 'correlation', value: identifying.identify(input.correlation_id) };
  return { by: 'session', value: identifying.identify(input.session_id ?? '') };
};

/** Ours is taken apart; a client's own leads by its posting to a trace that the client named, or else its ids are derived. */
const locate = async (
  { calls, keyed }: FeedbackParts,
  id: string,
  { project, identify }: Identifying,
  waiting: Waiting,
): Promise<{ readonly traceId: TraceId; readonly spanId: SpanId }> => {
  const ours = parseInteractionId(id.toLowerCase());
  if (ours !== undefined) return ours;
  const spanId = keyed.spanId(project, id);
  const ever = { from: 0, to: Date.UTC(2200, 0, 1) };
  for await (const row of calls.rowsByPosting(
    project,
    { kind: 'client', value: identify(id) },
    ever,
    undefined,
    waiting,
  )) {
    return { traceId: row.traceId, spanId };
  }
  return { traceId: keyed.traceId(project, id), spanId };
};
