/** A score from outside, as POST /v1/assessments takes it. */
import * as v from 'valibot';
import type { Inflated } from './body.ts';
import { decodeObject } from './read-object.ts';
import { comment, instant, label, numberBetween, optional, statedLabel } from './shapes.ts';

export const AssessmentSchema = v.object({
  assessment_id: optional(label),
  interaction_id: statedLabel,
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
 * Decodes the body.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeAssessment = (body: Inflated): AssessmentInput => decodeObject(body, AssessmentSchema);
