/** The store of feedback, of assessments that come after the call, and of ground truth. */
import type { ProjectId } from '../../domain/call/ids.ts';
import { toIso } from '../../domain/call/units.ts';
import type { JudgementStore, KeptAssessment, KeptFeedback, KeptOutcome } from '../../pipelines/ports/judgements.ts';
import type { TimeRange, Waiting } from '../../pipelines/ports/time.ts';
import {
  assessmentItem,
  feedbackClaim,
  feedbackItem,
  feedbackOfItem,
  judgementOfItem,
  outcomeItem,
} from './judgement-items.ts';
import { assessmentG1pk, daysBackwards, feedbackClaimKey, feedbackG1pk, outcomeG1pk, postingPk } from './keys.ts';
import { lateHourItems } from './late-hours.ts';
import type { Table } from './table.ts';

export const createJudgementStore = (table: Table): JudgementStore => {
  const byTime = <Kept>(partition: (project: ProjectId, day: string) => string) =>
    async function* (project: ProjectId, within: TimeRange, waiting: Waiting): AsyncGenerator<Kept> {
      const [from, to] = [toIso(within.from), toIso(within.to)];
      for (const day of daysBackwards(within.from, within.to)) {
        const page = { pk: partition(project, day), from, to, newestFirst: true, index: true };
        for await (const item of table.query(page, waiting)) yield judgementOfItem<Kept>(item);
      }
    };

  return {
    keepFeedback: async (project, feedback, { receivedAt, expiresAt }, waiting) => {
      const late = lateHourItems(project, [feedback.at], { receivedAt, expiresAt, mark: feedback.feedbackId });
      for (const item of late) await table.put(item, waiting);
      const item = feedbackItem(project, feedback, expiresAt);
      const { pk, sk } = feedbackClaimKey(project, feedback.feedbackId);
      const claim = feedbackClaim(project, feedback.feedbackId, item);
      if (!(await table.put(claim, waiting, { keepsOld: true })).isNew) {
        // The id was given before: to the same target it is the same feedback once more, to another one it is a client's mistake.
        const held = await table.get({ pk, sk }, waiting);
        if (held !== undefined && held['target']?.S !== item['pk']?.S) return { isNew: false };
      }
      return table.put(item, waiting);
    },

    keepAssessment: async (project, assessment, { receivedAt, expiresAt }, waiting) => {
      const late = { receivedAt, expiresAt, mark: assessment.assessmentId };
      await table.putAll(
        [...lateHourItems(project, [assessment.at], late), assessmentItem(project, assessment, expiresAt)],
        waiting,
      );
    },

    keepOutcome: async (project, outcome, { receivedAt, expiresAt }, waiting) => {
      const late = { receivedAt, expiresAt, mark: outcome.outcomeId };
      await table.putAll(
        [...lateHourItems(project, [outcome.at], late), outcomeItem(project, outcome, expiresAt)],
        waiting,
      );
    },

    feedbackByTime: byTime<KeptFeedback>(feedbackG1pk),
    assessmentsByTime: byTime<KeptAssessment>(assessmentG1pk),
    outcomesByTime: byTime<KeptOutcome>(outcomeG1pk),

    judgementsOf: async (project, { by, value }, waiting) => {
      const feedback: KeptFeedback[] = [];
      const assessments: KeptAssessment[] = [];
      const outcomes: KeptOutcome[] = [];
      const page = { pk: postingPk(project, by, value), from: 'A#', to: 'O$', consistent: true };
      for await (const item of table.query(page, waiting)) {
        const kind = item['sk']?.S?.[0];
        if (kind === 'B') feedback.push(feedbackOfItem(item));
        else if (kind === 'A') assessments.push(judgementOfItem(item));
        else if (kind === 'O') outcomes.push(judgementOfItem(item));
      }
      return { feedback, assessments, outcomes };
    },
  };
};
