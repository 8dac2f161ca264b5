/** Takes in what people and assessors say of a call, before or after the call itself arrives. */
import { dropAbsent } from '../domain/call/facts.ts';
import {
  interactionId,
  type ProjectId,
  parseInteractionId,
  parseSpanId,
  parseTraceId,
  type SpanId,
  type TraceId,
} from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import { type FeedbackTarget, subjectOf } from '../domain/call/quality.ts';
import { inOurWords, type Redacted } from '../domain/call/redacted.ts';
import type { EpochMs } from '../domain/call/units.ts';
import type { AssessmentInput } from '../domain/decode/assessment.ts';
import type { FeedbackInput } from '../domain/decode/feedback.ts';
import { toEpochMs } from '../domain/decode/shapes.ts';
import { plausibleInstant } from '../domain/normalise/times.ts';
import { redactFields, redactText } from '../domain/redact/redact-fields.ts';
import { redactIdentifier } from '../domain/redact/redact-span.ts';
import type { JudgementSteps } from './keep-judgements.ts';
import type { CallStore } from './ports/calls.ts';
import type { JudgementStore, KeptAssessment, KeptFeedback } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';
import type { OfProject } from './project-settings.ts';
import { type RescueSteps, rescuePayload } from './rescue-payload.ts';
import { isDirect, resolveTarget } from './resolve-target.ts';

export interface FeedbackParts {
  readonly calls: CallStore;
  readonly judgements: JudgementStore;
  readonly keyed: Keyed;
  readonly stepsOf: OfProject<JudgementSteps & Pick<RescueSteps, 'holdMs'>>;
}

/** What belongs to one request. */
export interface FeedbackArrival {
  readonly project: ProjectId;
  /** Digest of the body: feedback without an id of its own is the same feedback when the same body comes again. */
  readonly digest: string;
  readonly receivedAt: EpochMs;
}

/** Feedback that was kept. */
export interface TakenFeedback {
  readonly feedback: KeptFeedback;
  /** False when it replaced feedback with the same id: then it was counted before. */
  readonly isNew: boolean;
  readonly redactions: Readonly<Record<string, number>>;
}

/** Keeps feedback; what it holds of text is redacted first. */
export const takeFeedback = async (
  parts: FeedbackParts,
  input: FeedbackInput,
  { project, digest, receivedAt }: FeedbackArrival,
  waiting: Waiting,
): Promise<TakenFeedback> => {
  const { judgements, keyed, stepsOf } = parts;
  const steps = await stepsOf(project, waiting);
  const { redactor, retentionMs } = steps;
  const identify = (text: string): Redacted => redactIdentifier(text, { project, redactor, keyed });
  const texts = dropAbsent({
    comment: input.comment || undefined,
    correction: input.correction || undefined,
    context: input.context ?? undefined,
  });
  const fields = redactFields(redactor, texts);

  const target = targetOf(input, { project, keyed, identify });
  const at = saidAt(input.timestamp, receivedAt);
  // Of other targets the calls of this very hour would have to be looked through one by one: its summary does that later.
  const call = isDirect(target) ? await resolveTarget(parts.calls, project, { target, at }, waiting) : undefined;
  const feedback: KeptFeedback = dropAbsent({
    feedbackId: input.feedback_id ? identify(input.feedback_id) : inOurWords(digest),
    target,
    type: input.feedback_type,
    rating: input.rating ?? undefined,
    comment: fields.text('comment'),
    correction: fields.text('correction'),
    user: input.user_id ? keyed.user(project, input.user_id) : undefined,
    sessionId: input.session_id ? identify(input.session_id) : undefined,
    context: fields.json('context'),
    subject: call === undefined ? undefined : subjectOf(call.span),
    at,
  });
  const times = { receivedAt, expiresAt: receivedAt + retentionMs };
  const { isNew } = await judgements.keepFeedback(project, feedback, times, waiting);
  if (call !== undefined) await rescuePayload(parts.calls, project, { feedback, call, receivedAt, steps }, waiting);
  return { feedback, isNew, redactions: fields.counts ?? {} };
};

/** Keeps an assessment of a call. */
export const takeAssessment = async (
  parts: FeedbackParts,
  input: AssessmentInput,
  { project, digest, receivedAt }: FeedbackArrival,
  waiting: Waiting,
): Promise<KeptAssessment> => {
  const { redactor, thresholdOf, retentionMs } = await parts.stepsOf(project, waiting);
  const identify = (text: string): Redacted => redactIdentifier(text, { project, redactor, keyed: parts.keyed });
  const assessment: KeptAssessment = dropAbsent({
    assessmentId: input.assessment_id ? identify(input.assessment_id) : inOurWords(digest),
    target: callTarget(input.interaction_id, { project, keyed: parts.keyed, identify }),
    dimension: redactor.redactLabel(input.dimension),
    score: input.score,
    confidence: input.confidence ?? 1,
    explanation: redactText(redactor, input.explanation ?? ''),
    assessor: redactor.redactLabel(input.assessor),
    assessorType: input.assessor_type,
    threshold: thresholdOf(input.dimension),
    at: saidAt(input.timestamp, receivedAt),
  });
  const times = { receivedAt, expiresAt: receivedAt + retentionMs };
  await parts.judgements.keepAssessment(project, assessment, times, waiting);
  return assessment;
};

/** When it was said: as the client says, where its clock can be believed. */
export const saidAt = (timestamp: FeedbackInput['timestamp'], receivedAt: EpochMs): EpochMs =>
  timestamp == null ? receivedAt : plausibleInstant(toEpochMs(timestamp) as EpochMs, receivedAt);

/** The most precise of the targets that were given. */
const targetOf = (input: FeedbackInput, identification: Identification): FeedbackTarget<Redacted> => {
  const { identify } = identification;
  if (input.interaction_id) return callTarget(input.interaction_id, identification);
  if (input.response_id) return { by: 'response', value: identify(input.response_id) };
  if (input.trace_id) {
    const traceId = parseTraceId(input.trace_id) as TraceId;
    const spanId = input.span_id ? (parseSpanId(input.span_id) as SpanId) : undefined;
    return spanId ? { by: 'interaction', interactionId: interactionId(traceId, spanId) } : { by: 'trace', traceId };
  }
  if (input.correlation_id) return { by: 'correlation', value: identify(input.correlation_id) };
  return { by: 'session', value: identify(input.session_id ?? '') };
};

interface Identification {
  readonly project: ProjectId;
  readonly keyed: Keyed;
  /** The stored form of an id. */
  readonly identify: (text: string) => Redacted;
}

/** An id of ours is a place in a trace. A client's own is kept as it is: which trace it is in may not be known yet. */
export const callTarget = (id: string, { project, keyed, identify }: Identification): FeedbackTarget<Redacted> => {
  const ours = parseInteractionId(id.toLowerCase());
  return ours === undefined
    ? {
        by: 'client',
        value: identify(id),
        derived: interactionId(keyed.traceId(project, id), keyed.spanId(project, id)),
      }
    : { by: 'interaction', interactionId: interactionId(ours.traceId, ours.spanId) };
};
