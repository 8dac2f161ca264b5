/** Counts what was said of calls into an hour: feedback, later scores and how far people agree with assessors, ground truth. */
import { conversationOf } from '../domain/assess/conversation.ts';
import { dropAbsent } from '../domain/call/facts.ts';
import { type ProjectId, parseInteractionId } from '../domain/call/ids.ts';
import { inLanes } from '../domain/call/in-lanes.ts';
import { passes, subjectOf } from '../domain/call/quality.ts';
import { keyOf, partsOf } from '../domain/summarise/figures.ts';
import type { Outcome } from '../domain/summarise/outcomes/tally.ts';
import {
  addAgreement,
  addFeedback,
  addLaterScore,
  addOutcomes,
  addPickedScores,
  type PickedScore,
  type Rollup,
} from '../domain/summarise/rollup.ts';
import { judgementsOn } from './judgements.ts';
import type { Located } from './locate-call.ts';
import type { CallStore } from './ports/calls.ts';
import type { JudgementStore, KeptAssessment, KeptFeedback, KeptOutcome } from './ports/judgements.ts';
import type { TimeRange, Waiting } from './ports/time.ts';
import { withPayloads } from './read-trace.ts';
import { resolveTarget } from './resolve-target.ts';

interface Parts {
  readonly calls: CallStore;
  readonly judgements: JudgementStore;
  readonly rescue?: Rescue | undefined;
}

/** Saves the payload of a call that feedback complains about, where sampling left it out. */
export type Rescue = (project: ProjectId, feedback: KeptFeedback, call: Located, waiting: Waiting) => Promise<void>;

/** Counts everything that was said within the hour, and the ground truth of its calls. */
export const addJudgements = async (
  parts: Parts,
  { project, rollup, within }: { readonly project: ProjectId; readonly rollup: Rollup; readonly within: TimeRange },
  waiting: Waiting,
): Promise<void> => {
  const { judgements } = parts;
  const feedback = await Array.fromAsync(judgements.feedbackByTime(project, within, waiting));
  await inLanes(feedback, async (given) => {
    // Feedback that came before its call, or to a session, knows nothing of it yet.
    const call = given.subject === undefined ? await resolveTarget(parts.calls, project, given, waiting) : undefined;
    addFeedback(rollup, given, given.subject ?? subjectOf(call?.span));
    if (call !== undefined) await parts.rescue?.(project, given, call, waiting);
  });
  const assessments = await Array.fromAsync(judgements.assessmentsByTime(project, within, waiting));
  await inLanes(assessments, (assessment) => addAssessment(parts, { project, rollup, assessment }, waiting));
  addEstimates(rollup, assessments);
  const outcomes = await Array.fromAsync(judgements.outcomesByTime(project, within, waiting));
  await addGroundTruth(parts, { project, rollup, outcomes }, waiting);
};

const addAssessment = async (
  parts: Parts,
  { project, rollup, assessment }: { project: ProjectId; rollup: Rollup; assessment: KeptAssessment },
  waiting: Waiting,
): Promise<void> => {
  addLaterScore(rollup, { ...assessment, passed: passes(assessment) });
  const call = await resolveTarget(parts.calls, project, assessment, waiting);
  if (call === undefined) return;
  for (const [human, other] of await pairsOf(parts, { project, call, assessment }, waiting)) {
    addAgreement(rollup, other, dropAbsent({ human: human.score, assessor: other.score, threshold: human.threshold }));
  }
};

/** What the calls that chance picked for a judge say of all of them. */
const addEstimates = (rollup: Rollup, assessments: readonly KeptAssessment[]): void => {
  const groups = Map.groupBy(assessments, ({ dimension, assessorType }) => keyOf(dimension, assessorType));
  for (const [key, group] of groups) {
    const picked = group.flatMap((assessment): readonly PickedScore[] => {
      const { target, probability, score } = assessment;
      const ids = target.by === 'interaction' ? parseInteractionId(target.interactionId) : undefined;
      if (ids === undefined || probability === undefined) return [];
      return [{ traceId: ids.traceId, probability, score, passed: passes(assessment) }];
    });
    const [dimension = '', assessorType = ''] = partsOf(key);
    if (picked.length > 0) addPickedScores(rollup, { dimension, assessorType }, picked);
  }
};

type Scored = Pick<KeptAssessment, 'dimension' | 'score' | 'assessor' | 'assessorType' | 'threshold'>;

/** Pairs of a person's score and an assessor's that this assessment completes: each pair counts when its later half came. */
const pairsOf = async (
  parts: Parts,
  { project, call, assessment }: { project: ProjectId; call: Located; assessment: KeptAssessment },
  waiting: Waiting,
): Promise<readonly (readonly [human: Scored, other: Scored])[]> => {
  const { trace, span } = call;
  const said = await judgementsOn(parts.judgements, project, { trace, spans: [span] }, waiting);
  const later = said.assessments.filter(({ dimension }) => dimension === assessment.dimension);
  if (assessment.assessorType !== 'human') {
    return later
      .filter((one) => one.assessorType === 'human' && one.at < assessment.at)
      .map((human) => [human, assessment]);
  }
  const onArrival = (span.assessments ?? []).filter(({ dimension }) => dimension === assessment.dimension);
  const before = later.filter((one) => one.assessorType !== 'human' && one.at <= assessment.at);
  return [...onArrival, ...before].map((other) => [assessment, other]);
};

const addGroundTruth = async (
  parts: Parts,
  { project, rollup, outcomes }: { project: ProjectId; rollup: Rollup; outcomes: readonly KeptOutcome[] },
  waiting: Waiting,
): Promise<void> => {
  const groups = new Map<string, Outcome[]>();
  await inLanes(outcomes, async (outcome) => {
    const call = await resolveTarget(parts.calls, project, outcome, waiting);
    const key = keyOf(call?.span.model ?? '', call?.span.operation ?? '');
    const predicted = outcome.predicted ?? (call === undefined ? undefined : await answerOf(parts, call, waiting));
    const group = groups.get(key) ?? [];
    group.push(dropAbsent({ expected: outcome.expected, predicted, score: outcome.score }));
    groups.set(key, group);
  });
  for (const [key, group] of groups) {
    const [model = '', operation = ''] = partsOf(key);
    addOutcomes(rollup, { model, operation }, group);
  }
};

/** The text that a call answered; undefined when its payload was not kept. */
const answerOf = async ({ calls }: Parts, { span }: Located, waiting: Waiting): Promise<string | undefined> => {
  const [whole] = await withPayloads(calls, [span], waiting);
  return whole === undefined ? undefined : conversationOf(whole)?.output.text;
};
