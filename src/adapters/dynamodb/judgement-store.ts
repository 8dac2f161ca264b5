/** The store of feedback and of assessments that come after the call. */
import { toIso } from '../../domain/call/units.ts';
import type { JudgementStore, KeptFeedback } from '../../pipelines/ports.ts';
import { feedbackItem, feedbackOfItem } from './feedback-item.ts';
import { assessmentSk, daysBackwards, feedbackG1pk, postingPk, tracePk } from './keys.ts';
import { lateHourItems } from './late-hours.ts';
import { type Table, ttl } from './table.ts';

export const createJudgementStore = (table: Table): JudgementStore => ({
  keepFeedback: async (project, feedback, { receivedAt, expiresAt }, waiting) => {
    const late = lateHourItems(project, [feedback.at], { receivedAt, expiresAt, mark: feedback.feedbackId });
    for (const item of [...late, feedbackItem(project, feedback, expiresAt)]) await table.put(item, waiting);
  },

  keepAssessment: async (project, assessment, expiresAt, waiting) => {
    await table.put(
      {
        pk: { S: tracePk(project, assessment.traceId) },
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

  feedbackOf: async (project, { by, value }, waiting) => {
    const found: KeptFeedback[] = [];
    const page = { pk: postingPk(project, by, value), from: 'B#', to: 'B#\uffff', consistent: true };
    for await (const item of table.query(page, waiting)) found.push(feedbackOfItem(item));
    return found;
  },
});
