/** Keeps what OTLP's evaluations and annotations say of calls: opinions of people as feedback, scores as assessments. */
import { cutText } from '../domain/call/cut-text.ts';
import { dropAbsent } from '../domain/call/facts.ts';
import { interactionId, type ProjectId } from '../domain/call/ids.ts';
import { inLanes } from '../domain/call/in-lanes.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import type { FeedbackTarget, FeedbackType } from '../domain/call/quality.ts';
import { inOurWords, type Redacted } from '../domain/call/redacted.ts';
import type { EpochMs, Fraction, Milliseconds } from '../domain/call/units.ts';
import { MAX_COMMENT_LENGTH, MAX_LABEL_LENGTH } from '../domain/decode/limits.ts';
import { plausibleInstant } from '../domain/normalise/times.ts';
import type { JudgedTarget, RawJudgement } from '../domain/otlp/dialects/judgements/raw-judgement.ts';
import { redactText } from '../domain/redact/redact-fields.ts';
import { redactIdentifier } from '../domain/redact/redact-span.ts';
import type { Redactor } from '../domain/redact/redactor.ts';
import type { JudgementStore, KeptAssessment, KeptFeedback } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';
import type { OfProject } from './project-settings.ts';

/** What a project's settings make of the taking in of judgements. */
export interface JudgementSteps {
  readonly redactor: Redactor;
  readonly thresholdOf: (dimension: string) => Fraction | undefined;
  readonly retentionMs: Milliseconds;
}

export interface JudgementParts {
  readonly judgements: JudgementStore;
  readonly keyed: Keyed;
  readonly stepsOf: OfProject<JudgementSteps>;
}

/** What became of a request's judgements. */
export interface KeptJudgements {
  /** Feedback that was not there before: that is what counts. */
  readonly fresh: readonly KeptFeedback[];
  /** Judgements that hold neither a score nor a word. */
  readonly empty: number;
}

/** Keeps each under an id made from what it says, so that a request sent again changes nothing. */
export const keepJudgements = async (
  parts: JudgementParts,
  { project, receivedAt }: { readonly project: ProjectId; readonly receivedAt: EpochMs },
  judgements: readonly RawJudgement[],
  waiting: Waiting,
): Promise<KeptJudgements> => {
  const fresh: KeptFeedback[] = [];
  if (judgements.length === 0) return { fresh: [], empty: 0 };
  const steps = await parts.stepsOf(project, waiting);
  const times = { receivedAt, expiresAt: receivedAt + steps.retentionMs };
  let empty = 0;
  await inLanes(latestOf(judgements), async (one) => {
    const judgement = { ...one, at: plausibleInstant(one.at, receivedAt) };
    const { feedback, assessment } = toKept(judgement, project, parts.keyed, steps);
    if (assessment !== undefined) await parts.judgements.keepAssessment(project, assessment, times, waiting);
    else if (feedback === undefined) empty += 1;
    else {
      const { isNew } = await parts.judgements.keepFeedback(project, feedback, times, waiting);
      if (isNew) fresh.push(feedback);
    }
  });
  return { fresh, empty };
};

/** Of judgements that stand under one id the one that was said last: they are written side by side, and none may overtake it. */
const latestOf = (judgements: readonly RawJudgement[]): readonly RawJudgement[] => {
  const latest = new Map<string, RawJudgement>();
  for (const one of judgements) {
    const held = latest.get(one.seed);
    if (held === undefined || one.at >= held.at) latest.set(one.seed, one);
  }
  return [...latest.values()];
};

const toKept = (
  judgement: RawJudgement,
  project: ProjectId,
  keyed: Keyed,
  { redactor, thresholdOf }: JudgementSteps,
): { readonly feedback?: KeptFeedback; readonly assessment?: KeptAssessment } => {
  const { meaning, seed, at, userId, assessor, assessorType, name, value, label: word } = judgement;
  const target = targetOf(judgement.target, (text) => redactIdentifier(text, { project, redactor, keyed }));
  const id = judgementId(keyed, project, { seed });
  const label = (text: string) => redactor.redactLabel(cutText(text, MAX_LABEL_LENGTH));
  const redacted = (text: string | undefined) => (text === undefined ? undefined : redactText(redactor, bounded(text)));
  const feedback = (type: FeedbackType, { comment, rating, correction }: Said): KeptFeedback =>
    dropAbsent({
      feedbackId: id,
      target,
      type,
      rating,
      comment: redacted(comment),
      correction: redacted(correction),
      user: userId === undefined ? undefined : keyed.user(project, userId),
      at,
    });

  if (meaning.is === 'feedback') return { feedback: feedback(meaning.type, meaning) };
  if (meaning.score === undefined) {
    // A number of no usual scale, as a latency, is kept as what it says.
    const words = [word ?? (value === undefined ? undefined : String(value)), meaning.explanation].filter(
      (part) => part !== undefined && part !== '',
    );
    return words.length === 0 ? {} : { feedback: feedback('comment', { comment: `${name}: ${words.join(', ')}` }) };
  }
  // A dimension is the name as ours are written, in which an address looks like none any more.
  const named = label(name);
  return {
    assessment: dropAbsent({
      assessmentId: id,
      target,
      dimension: named === name ? label(meaning.dimension) : named,
      score: meaning.score,
      confidence: 1,
      explanation: redactText(redactor, bounded(meaning.explanation ?? word ?? '')),
      assessor: assessor === undefined ? inOurWords('unnamed') : label(assessor),
      assessorType,
      threshold: thresholdOf(meaning.dimension),
      at,
    }),
  };
};

/** The id that a judgement is kept under. */
export const judgementId = (keyed: Keyed, project: ProjectId, { seed }: Pick<RawJudgement, 'seed'>): Redacted =>
  inOurWords(keyed.request(project, 'judgement', Buffer.from(seed)));

/** What a person said. */
interface Said {
  readonly comment?: string;
  readonly rating?: number;
  readonly correction?: string;
}

const bounded = (text: string): string => cutText(text, MAX_COMMENT_LENGTH);

const targetOf = (target: JudgedTarget, identify: (text: string) => Redacted): FeedbackTarget<Redacted> => {
  if (target.by === 'span') return { by: 'interaction', interactionId: interactionId(target.traceId, target.spanId) };
  return target.by === 'trace' ? target : { by: target.by, value: identify(target.value) };
};
