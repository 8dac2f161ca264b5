/**
 * Late negative feedback saves the payload of its call: what sampling left out is held for a while, and comes back into the trace as
 * one more fragment. From then on the call counts as one that is always kept, as are all that somebody complains about in time.
 */
import type { ProjectId } from '../domain/call/ids.ts';
import { inOurWords, type RedactedJson } from '../domain/call/redacted.ts';
import { isInteraction } from '../domain/call/span.ts';
import type { EpochMs, Milliseconds } from '../domain/call/units.ts';
import { isNegative } from '../domain/feedback/summary.ts';
import { cutFragments } from '../domain/fragment/cut.ts';
import type { StoredSpan } from '../domain/fragment/fragment.ts';
import { digestOf } from '../domain/fragment/merge.ts';
import { redactFields } from '../domain/redact/redact-fields.ts';
import type { Redactor } from '../domain/redact/redactor.ts';
import { decideAfterComplaint } from '../domain/sampling/decide.ts';
import type { Located } from './locate-call.ts';
import type { CallStore } from './ports/calls.ts';
import type { KeptFeedback } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';

export interface RescueSteps {
  /** Where there is none, what was set aside under another policy stays where it is. */
  readonly redactor?: Redactor;
  /** When the project's settings were last changed. */
  readonly settingsChangedAt?: EpochMs | undefined;
  /** How long payloads that sampling left out are held. */
  readonly holdMs: Milliseconds;
  readonly retentionMs: Milliseconds;
}

/** Saves what the feedback is about, where it is negative, came in time and there is anything to save. */
export const rescuePayload = async (
  calls: CallStore,
  project: ProjectId,
  {
    feedback,
    call,
    receivedAt,
    steps,
  }: {
    readonly feedback: KeptFeedback;
    readonly call: Located;
    readonly receivedAt: EpochMs;
    readonly steps: RescueSteps;
  },
  waiting: Waiting,
): Promise<number> => {
  if (!isNegative(feedback)) return 0;
  const { trace, span } = call;
  const isOne = feedback.target.by === 'interaction' || feedback.target.by === 'client';
  const concerned = isOne ? [span] : trace.spans.filter(isInteraction);
  // Calls that chance kept are taken as well: their probability is that of a call somebody complained about, too.
  const sampled = concerned.filter(({ sampling }) => sampling !== undefined && sampling.probability < 1);
  const arrivedAt = Math.min(...trace.fragments.map((fragment) => fragment.receivedAt));
  if (sampled.length === 0 || receivedAt > arrivedAt + steps.holdMs) return 0;
  if (steps.redactor === undefined && (steps.settingsChangedAt ?? 0) > arrivedAt) return 0;

  const held = new Map(
    (await calls.readHeld(project, trace.traceId, waiting)).map((one) => [one.spanId, one.payload] as const),
  );
  const { probability, reason } = decideAfterComplaint();
  const saved = sampled.flatMap((one): readonly StoredSpan[] => {
    const payload = one.sampling?.kept === false ? held.get(one.spanId) : undefined;
    if (one.sampling?.kept === false && payload === undefined) return [];
    return [
      {
        traceId: one.traceId,
        spanId: one.spanId,
        kind: one.kind,
        start: one.start,
        source: one.source,
        // Later than anything that the call's own parts say.
        reportedAt: Math.max(receivedAt, (one.end ?? one.start) + 1),
        sampling: { kept: true, probability, reason: inOurWords(reason) },
        ...(payload === undefined ? {} : { payload: redactedAgain(payload, steps.redactor) }),
      },
    ];
  });
  // Not the id itself: an app may choose it, and keys of rows have limits and ends by which they are told apart.
  const digest = `rescue-${digestOf(feedback.feedbackId)}`;
  for (const fragment of cutFragments(saved, { digest, receivedAt })) {
    await calls.restore(project, fragment, arrivedAt + steps.retentionMs, waiting);
  }
  return saved.length;
};

/** The policy may have become stricter since the payload was set aside; what is redacted already stays as it is. */
const redactedAgain = (
  payload: NonNullable<StoredSpan['payload']>,
  redactor: Redactor | undefined,
): NonNullable<StoredSpan['payload']> => {
  if (redactor === undefined) return payload;
  const documents = Object.entries(payload).flatMap(([field, slot]) => ('value' in slot ? [[field, slot.value]] : []));
  const fields = redactFields(redactor, Object.fromEntries(documents));
  return Object.fromEntries(
    documents.map(([field]) => [field, { value: fields.json(String(field)) as RedactedJson }] as const),
  );
};
