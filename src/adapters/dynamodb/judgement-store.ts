/** The store of feedback and of assessments that come after the call. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { toIso } from '../../domain/call/units.ts';
import type { JudgementStore, KeptAssessment, KeptFeedback } from '../../pipelines/ports.ts';
import { feedbackItem, feedbackOfItem, targetPk } from './feedback-item.ts';
import { assessmentSk, daysBackwards, feedbackClaimKey, feedbackG1pk, postingPk } from './keys.ts';
import { lateHourItems } from './late-hours.ts';
import { type Table, ttl } from './table.ts';

export const createJudgementStore = (table: Table): JudgementStore => ({
  keepFeedback: async (project, feedback, { receivedAt, expiresAt }, waiting) => {
    const late = lateHourItems(project, [feedback.at], { receivedAt, expiresAt, mark: feedback.feedbackId });
    for (const item of late) await table.put(item, waiting);
    const item = feedbackItem(project, feedback, expiresAt);
    const { pk, sk } = feedbackClaimKey(project, feedback.feedbackId);
    const claim = { pk: { S: pk }, sk: { S: sk }, target: item['pk'] as AttributeValue, ttl: ttl(expiresAt) };
    if (!(await table.put(claim, waiting, { keepsOld: true })).isNew) {
      // The id was given before: to the same target it is the same feedback once more, to another one it is a client's mistake.
      const held = await table.get({ pk, sk }, waiting);
      if (held !== undefined && held['target']?.S !== item['pk']?.S) return { isNew: false };
    }
    return table.put(item, waiting);
  },

  keepAssessment: async (project, assessment, expiresAt, waiting) => {
    await table.put(
      {
        pk: { S: targetPk(project, assessment.target) },
        sk: { S: assessmentSk(assessment.assessmentId) },
        s: { S: JSON.stringify(assessment) },
        ttl: ttl(expiresAt),
      },
      waiting,
    );
  },

  feedbackByTime: async function* (project, within, waiting) {
    const [from, to] = [toIso(within.from), toIso(within.to)];
    for (const day of daysBackwards(within.from, within.to)) {
      const page = { pk: feedbackG1pk(project, day), from, to, newestFirst: true, index: true };
      for await (const item of table.query(page, waiting)) yield feedbackOfItem(item);
    }
  },

  judgementsOf: async (project, { by, value }, waiting) => {
    const feedback: KeptFeedback[] = [];
    const assessments: KeptAssessment[] = [];
    const page = { pk: postingPk(project, by, value), from: 'A#', to: 'B$', consistent: true };
    for await (const item of table.query(page, waiting)) {
      if (item['sk']?.S?.startsWith('B#')) feedback.push(feedbackOfItem(item));
      else assessments.push(JSON.parse(item['s']?.S ?? '') as KeptAssessment);
    }
    return { feedback, assessments };
  },
});
