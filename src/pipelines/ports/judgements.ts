/** What people, models and ground truth say of calls, and where it is kept and found. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { Assessment, CallOutcome, Feedback, FeedbackTarget, KnownIdTarget } from '../../domain/call/quality.ts';
import type { Redacted, RedactedJson } from '../../domain/call/redacted.ts';
import type { EpochMs, Fraction, NanoUsd } from '../../domain/call/units.ts';
import type { TimeRange, Waiting } from './time.ts';

export type KeptFeedback = Feedback<Redacted, RedactedJson>;

/** A score that came after the call, from a person, a model or the app. */
export interface KeptAssessment extends Assessment<Redacted> {
  readonly assessmentId: Redacted;
  readonly target: FeedbackTarget<Redacted>;
  readonly at: EpochMs;
  /** What the judging model was paid for it. */
  readonly costNanoUsd?: NanoUsd;
  /** With which chance picked the call for it; absent where no chance was at work, as with people. */
  readonly probability?: Fraction;
}

/** Ground truth that arrived later. */
export type KeptOutcome = CallOutcome<Redacted, RedactedJson>;

/** What people and assessors said of one target. */
export interface Judgements {
  readonly feedback: readonly KeptFeedback[];
  readonly assessments: readonly KeptAssessment[];
  readonly outcomes: readonly KeptOutcome[];
}

/** When a judgement came, and when its row may be deleted. */
export interface JudgementTimes {
  readonly receivedAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** Where feedback and later assessments are kept and found. */
export interface JudgementStore {
  /** Keeps feedback; the same feedback id on the same target again replaces it, and is not new. */
  keepFeedback(
    project: ProjectId,
    feedback: KeptFeedback,
    times: JudgementTimes,
    waiting: Waiting,
  ): Promise<{ readonly isNew: boolean }>;
  keepAssessment(
    project: ProjectId,
    assessment: KeptAssessment,
    times: JudgementTimes,
    waiting: Waiting,
  ): Promise<void>;
  /** Keeps ground truth; the same outcome id on the same target again replaces it. */
  keepOutcome(project: ProjectId, outcome: KeptOutcome, times: JudgementTimes, waiting: Waiting): Promise<void>;
  /** Feedback by its time, newest first. */
  feedbackByTime(project: ProjectId, within: TimeRange, waiting: Waiting): AsyncIterable<KeptFeedback>;
  /** Assessments from outside by their time, newest first. */
  assessmentsByTime(project: ProjectId, within: TimeRange, waiting: Waiting): AsyncIterable<KeptAssessment>;
  /** Ground truth by the time of its calls, newest first. */
  outcomesByTime(project: ProjectId, within: TimeRange, waiting: Waiting): AsyncIterable<KeptOutcome>;
  /** What was said of an id that people know, before or after its trace was known. */
  judgementsOf(project: ProjectId, target: KnownIdTarget, waiting: Waiting): Promise<Judgements>;
}

export type KeptJudgement = KeptFeedback | KeptAssessment | KeptOutcome;
