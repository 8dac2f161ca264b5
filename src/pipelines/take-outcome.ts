/** Takes in ground truth: what would have been right for a call, told when it turned out. */
import { dropAbsent } from '../domain/call/facts.ts';
import { inOurWords, type RedactedJson } from '../domain/call/redacted.ts';
import type { OutcomeInput } from '../domain/decode/outcome.ts';
import { redactFields } from '../domain/redact/redact-fields.ts';
import { redactIdentifier } from '../domain/redact/redact-span.ts';
import { callTarget, type FeedbackArrival, type FeedbackParts, saidAt } from './feedback.ts';
import type { KeptOutcome } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';
import { resolveTarget } from './resolve-target.ts';

/** Without an id of its own a call has one outcome: the next one told replaces it. */
const ONLY = inOurWords('truth');

/** Keeps an outcome with its call, filed under the time of the call, so that a day's figures are those of its calls. */
export const takeOutcome = async (
  parts: FeedbackParts,
  input: OutcomeInput,
  { project, receivedAt }: FeedbackArrival,
  waiting: Waiting,
): Promise<KeptOutcome> => {
  const { redactor, retentionMs } = await parts.stepsOf(project, waiting);
  const identify = (text: string) => redactIdentifier(text, { project, redactor, keyed: parts.keyed });
  const target = callTarget(input.interaction_id, { project, keyed: parts.keyed, identify });
  const toldAt = saidAt(input.timestamp, receivedAt);
  const call = await resolveTarget(parts.calls, project, { target, at: toldAt }, waiting);
  const fields = redactFields(redactor, {
    expected: input.expected,
    ...(input.predicted == null ? {} : { predicted: input.predicted }),
  });
  const name = input.outcome_id ? identify(input.outcome_id) : ONLY;
  const outcome: KeptOutcome = dropAbsent({
    // Calls of one trace share a partition.
    outcomeId: target.by === 'interaction' ? inOurWords(`${target.interactionId.slice(33)}.${name}`) : name,
    target,
    expected: fields.json('expected') as RedactedJson,
    predicted: fields.json('predicted'),
    score: input.score ?? undefined,
    at: call?.span.start ?? toldAt,
  });
  await parts.judgements.keepOutcome(project, outcome, { receivedAt, expiresAt: receivedAt + retentionMs }, waiting);
  return outcome;
};
