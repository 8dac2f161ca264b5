/** Feedback, assessments and outcomes as rows of the table: under their trace where that is known, else under the id they were given to. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type ProjectId, parseInteractionId, type TraceId } from '../../domain/call/ids.ts';
import type { FeedbackTarget } from '../../domain/call/quality.ts';
import type { Redacted } from '../../domain/call/redacted.ts';
import { type EpochMs, toIso } from '../../domain/call/units.ts';
import type { KeptAssessment, KeptFeedback, KeptJudgement, KeptOutcome } from '../../pipelines/ports/judgements.ts';
import {
  assessmentG1pk,
  assessmentSk,
  dayOf,
  feedbackClaimKey,
  feedbackG1pk,
  feedbackSk,
  outcomeG1pk,
  outcomeSk,
  postingPk,
  tracePk,
} from './keys.ts';
import { type Item, ttl } from './table.ts';

export const feedbackItem = (project: ProjectId, feedback: KeptFeedback, expiresAt: EpochMs): Item =>
  judgementItem(project, feedback, {
    sk: feedbackSk(feedback.feedbackId),
    g1pk: feedbackG1pk(project, dayOf(feedback.at)),
    id: feedback.feedbackId,
    expiresAt,
  });

export const assessmentItem = (project: ProjectId, assessment: KeptAssessment, expiresAt: EpochMs): Item =>
  judgementItem(project, assessment, {
    sk: assessmentSk(assessment.assessmentId),
    g1pk: assessmentG1pk(project, dayOf(assessment.at)),
    id: assessment.assessmentId,
    expiresAt,
  });

export const outcomeItem = (project: ProjectId, outcome: KeptOutcome, expiresAt: EpochMs): Item =>
  judgementItem(project, outcome, {
    sk: outcomeSk(outcome.outcomeId),
    g1pk: outcomeG1pk(project, dayOf(outcome.at)),
    id: outcome.outcomeId,
    expiresAt,
  });

/** Says which target a feedback id was given to, for as long as the feedback's row lasts. */
export const feedbackClaim = (project: ProjectId, feedbackId: string, item: Item): Item => {
  const { pk, sk } = feedbackClaimKey(project, feedbackId);
  return { pk: { S: pk }, sk: { S: sk }, target: item['pk'] as AttributeValue, ttl: item['ttl'] as AttributeValue };
};

/** The rows of a judgement of the kind that a row holds, to stand in its place and expire as it does. */
export const judgementRows = (
  project: ProjectId,
  judgement: KeptJudgement,
  held: Item,
): { readonly item: Item; readonly claim?: Item } => {
  const expiresAt = Number(held['ttl']?.N) * 1000;
  if ('feedbackId' in judgement) {
    const item = feedbackItem(project, judgement, expiresAt);
    return { item, claim: feedbackClaim(project, judgement.feedbackId, item) };
  }
  const isAssessment = 'assessmentId' in judgement;
  return {
    item: isAssessment ? assessmentItem(project, judgement, expiresAt) : outcomeItem(project, judgement, expiresAt),
  };
};

/** What a row was made of. */
export const judgementOfItem = <Kept>(item: Item): Kept => JSON.parse(item['s']?.S ?? '') as Kept;
export const feedbackOfItem = (item: Item): KeptFeedback => judgementOfItem(item);

const judgementItem = (
  project: ProjectId,
  judgement: { readonly target: FeedbackTarget<Redacted>; readonly at: EpochMs },
  { sk, g1pk, id, expiresAt }: { readonly sk: string; readonly g1pk: string; readonly id: string; expiresAt: EpochMs },
): Item => ({
  pk: { S: targetPk(project, judgement.target) },
  sk: { S: sk },
  g1pk: { S: g1pk },
  g1sk: { S: `${toIso(judgement.at)}#${id}` },
  s: { S: JSON.stringify(judgement) },
  ttl: ttl(expiresAt),
});

/** The partition that judgements of a target stand in. */
export const targetPk = (project: ProjectId, target: FeedbackTarget<Redacted>): string => {
  if (target.by === 'trace') return tracePk(project, target.traceId);
  if (target.by === 'interaction') {
    return tracePk(project, parseInteractionId(target.interactionId)?.traceId as TraceId);
  }
  return postingPk(project, target.by, target.value);
};
