/** Feedback, assessments and texts to redact, as their routes take them. */
import * as v from 'valibot';
import { isJsonObject, type Json } from '../call/json.ts';
import { AppError, type FieldProblem } from '../call/problem.ts';
import { FEEDBACK_TYPES } from '../call/quality.ts';
import { decodeUtf8, decompress } from './body.ts';
import { check } from './check.ts';
import { inspect, parseJson } from './json.ts';
import { instant, json, label, numberBetween, optional, spanId, traceId } from './shapes.ts';

/** Longest comment or correction, in UTF-16 code units: it rides in one row with the rest. */
export const MAX_COMMENT_LENGTH = 8_192;

const comment = v.pipe(
  v.string(),
  v.maxLength(MAX_COMMENT_LENGTH, `must have at most ${MAX_COMMENT_LENGTH} characters`),
);

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

export const AssessmentSchema = v.object({
  assessment_id: optional(label),
  interaction_id: label,
  dimension: v.pipe(label, v.regex(/^[a-z][a-z0-9_-]*$/i, 'must be a word of letters, digits, - and _')),
  score: numberBetween(0, 1),
  confidence: optional(numberBetween(0, 1)),
  explanation: optional(comment),
  assessor: label,
  assessor_type: v.picklist(['automated', 'human', 'model']),
  timestamp: optional(instant),
});
export type AssessmentInput = v.InferOutput<typeof AssessmentSchema>;

/**
 * Decodes the body of POST /v1/feedback.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeFeedback = (body: Uint8Array): FeedbackInput => {
  const feedback = decodeObject(body, FeedbackSchema);
  const problems: FieldProblem[] = [];
  const targets = ['interaction_id', 'trace_id', 'correlation_id', 'response_id', 'session_id'] as const;
  if (!targets.some((target) => feedback[target])) {
    problems.push({ path: 'interaction_id', message: `is required, or one of ${targets.slice(1).join(', ')}` });
  }
  const needed = { rating: 'rating', comment: 'comment', correction: 'correction' } as const;
  for (const [type, field] of Object.entries(needed)) {
    if (feedback.feedback_type === type && (feedback[field] == null || feedback[field] === '')) {
      problems.push({ path: field, message: `is required for feedback of type ${type}` });
    }
  }
  if (problems.length > 0) throw refusal(problems);
  return feedback;
};

/**
 * Decodes the body of POST /v1/assessments.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeAssessment = (body: Uint8Array): AssessmentInput => decodeObject(body, AssessmentSchema);

/**
 * Decodes the body of POST /v1/redact: `{"text": …}` or `{"json": …}`.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeRedactable = (body: Uint8Array): { readonly document: Json; readonly isText: boolean } => {
  const value = read(body);
  const text = value['text'];
  if (typeof text === 'string') return { document: text, isText: true };
  if (text !== undefined) throw refusal([{ path: 'text', message: 'must be a string' }]);
  if (value['json'] === undefined) throw refusal([{ path: 'text', message: 'is required, or json' }]);
  return { document: value['json'], isText: false };
};

const decodeObject = <S extends v.GenericSchema>(body: Uint8Array, schema: S): v.InferOutput<S> => {
  const checked = check(schema, read(body));
  if (!checked.ok) throw refusal(checked.problems);
  return checked.value;
};

const read = (body: Uint8Array) => {
  const inspected = inspect(parseJson(decodeUtf8(decompress(body))));
  if (inspected.problems.length > 0) throw refusal(inspected.problems);
  if (!isJsonObject(inspected.value)) throw refusal([{ path: '', message: 'the body must be an object' }]);
  return inspected.value;
};

/** What a request with wrong fields is answered; the first is said in words, all are listed. */
export const refusal = (problems: readonly FieldProblem[]): AppError => {
  const [first = { path: '', message: 'the request is not valid' }] = problems;
  return new AppError('invalid-request', `${`${first.path} ${first.message}`.trim()}.`, { problems });
};
