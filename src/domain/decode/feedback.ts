/** What a person said or did about a call, as POST /v1/feedback takes it. */
import * as v from 'valibot';
import type { FieldProblem } from '../call/problem.ts';
import { FEEDBACK_TYPES } from '../call/quality.ts';
import type { Inflated } from './body.ts';
import { MAX_CONTEXT_LENGTH } from './limits.ts';
import { decodeObject, refusal } from './read-object.ts';
import { comment, instant, json, label, numberBetween, optional, spanId, traceId } from './shapes.ts';

export const FeedbackSchema = v.object({
  feedback_id: optional(label),
  interaction_id: optional(label),
  trace_id: optional(traceId),
  span_id: optional(spanId),
  correlation_id: optional(label),
  response_id: optional(label),
  session_id: optional(label),
  feedback_type: v.picklist(FEEDBACK_TYPES),
  rating: optional(v.pipe(numberBetween(1, 5), v.integer('must be a whole number'))),
  comment: optional(comment),
  correction: optional(comment),
  user_id: optional(label),
  context: optional(json),
  timestamp: optional(instant),
});
export type FeedbackInput = v.InferOutput<typeof FeedbackSchema>;

const TARGETS = ['interaction_id', 'trace_id', 'correlation_id', 'response_id', 'session_id'] as const;

/** Kinds of feedback that say nothing without a field. */
const NEEDED = { rating: 'rating', comment: 'comment', correction: 'correction' } as const;

/**
 * Decodes the body.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeFeedback = (body: Inflated): FeedbackInput => {
  const feedback = decodeObject(body, FeedbackSchema);
  const problems: FieldProblem[] = [];
  if (!TARGETS.some((target) => feedback[target])) {
    problems.push({ path: 'interaction_id', message: `is required, or one of ${TARGETS.slice(1).join(', ')}` });
  }
  for (const [type, field] of Object.entries(NEEDED)) {
    if (feedback.feedback_type === type && (feedback[field] == null || feedback[field] === '')) {
      problems.push({ path: field, message: `is required for feedback of type ${type}` });
    }
  }
  if (feedback.context != null && JSON.stringify(feedback.context).length > MAX_CONTEXT_LENGTH) {
    problems.push({ path: 'context', message: `must have at most ${MAX_CONTEXT_LENGTH} characters of JSON` });
  }
  if (problems.length > 0) throw refusal(problems);
  return feedback;
};
