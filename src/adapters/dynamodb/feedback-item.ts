/** Feedback as a row of the table, and back: under its trace where that is known, else under the id it was given to. */
import { type ProjectId, parseInteractionId, type TraceId } from '../../domain/call/ids.ts';
import type { FeedbackTarget } from '../../domain/call/quality.ts';
import type { Redacted } from '../../domain/call/redacted.ts';
import { type EpochMs, toIso } from '../../domain/call/units.ts';
import type { KeptFeedback } from '../../pipelines/ports.ts';
import { dayOf, feedbackG1pk, feedbackSk, postingPk, tracePk } from './keys.ts';
import { type Item, ttl } from './table.ts';

export const feedbackItem = (project: ProjectId, feedback: KeptFeedback, expiresAt: EpochMs): Item => ({
  pk: { S: targetPk(project, feedback.target) },
  sk: { S: feedbackSk(feedback.feedbackId) },
  g1pk: { S: feedbackG1pk(project, dayOf(feedback.at)) },
  g1sk: { S: `${toIso(feedback.at)}#${feedback.feedbackId}` },
  s: { S: JSON.stringify(feedback) },
  ttl: ttl(expiresAt),
});

export const feedbackOfItem = (item: Item): KeptFeedback => JSON.parse(item['s']?.S ?? '') as KeptFeedback;

/** The partition that feedback on a target stands in. */
export const targetPk = (project: ProjectId, target: FeedbackTarget<Redacted>): string => {
  if (target.by === 'trace') return tracePk(project, target.traceId);
  if (target.by === 'interaction') {
    return tracePk(project, parseInteractionId(target.interactionId)?.traceId as TraceId);
  }
  return postingPk(project, target.by, target.value);
};
