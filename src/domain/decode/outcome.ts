/** Ground truth of a call, as POST /v1/outcomes takes it. */
import * as v from 'valibot';
import type { Inflated } from './body.ts';
import { MAX_CONTEXT_LENGTH } from './limits.ts';
import { decodeObject, refusal } from './read-object.ts';
import { instant, json, label, optional, statedLabel } from './shapes.ts';

export const OutcomeSchema = v.object({
  outcome_id: optional(label),
  interaction_id: statedLabel,
  expected: json,
  predicted: optional(json),
  score: optional(v.pipe(v.number(), v.finite('must be a finite number'))),
  timestamp: optional(instant),
});
export type OutcomeInput = v.InferOutput<typeof OutcomeSchema>;

/**
 * Decodes the body.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeOutcome = (body: Inflated): OutcomeInput => {
  const outcome = decodeObject(body, OutcomeSchema);
  const problems = [
    ...(outcome.expected === null || outcome.expected === undefined
      ? [{ path: 'expected', message: 'is required: a label, a number, a text, or a structure' }]
      : []),
    ...(['expected', 'predicted'] as const)
      .filter((path) => JSON.stringify(outcome[path] ?? null).length > MAX_CONTEXT_LENGTH)
      .map((path) => ({ path, message: `must have at most ${MAX_CONTEXT_LENGTH} characters of JSON` })),
  ];
  if (problems.length > 0) throw refusal(problems);
  return outcome;
};
