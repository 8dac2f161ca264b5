/** Judgements of a call: what assessors scored and what people said or did about it. */
import type { InteractionId, TraceId, UserPseudonym } from './ids.ts';
import type { EpochMs, Fraction } from './units.ts';

/** Explicit judgements first, then what people did without being asked. */
export const FEEDBACK_TYPES = [
  'thumbs_up',
  'thumbs_down',
  'rating',
  'comment',
  'correction',
  'regenerated',
  'copied',
  'abandoned',
  'follow_up',
  'task_completed',
  'task_failed',
] as const;
export type FeedbackType = (typeof FEEDBACK_TYPES)[number];

/** What feedback is about. The trace may not have arrived yet; then it joins when it does. */
export type FeedbackTarget<Text> =
  | { readonly by: 'interaction'; readonly interactionId: InteractionId }
  | { readonly by: 'trace'; readonly traceId: TraceId }
  | {
      readonly by: 'client';
      readonly value: Text;
      /** The call that our ids derive from it, where the app stated none: it may be another one that carries the id. */
      readonly derived?: InteractionId;
    }
  | { readonly by: 'correlation' | 'response' | 'session'; readonly value: Text };

/** Targets that are ids which people know, rather than places in a trace. `client` is a client's own interaction id. */
export type KnownIdTarget = { readonly by: 'client' | 'correlation' | 'response' | 'session'; readonly value: string };

/** What the call behind a judgement was: the names that judgements are counted and filtered by. */
const SUBJECT_FIELDS = ['model', 'provider', 'feature', 'environment', 'operation', 'service', 'release'] as const;
export type JudgedSubject<Text> = { readonly [Field in (typeof SUBJECT_FIELDS)[number]]?: Text };

/** The subject that a call is; empty while it is unknown. */
export const subjectOf = <Text>(call: JudgedSubject<Text> | undefined): JudgedSubject<Text> =>
  Object.fromEntries(SUBJECT_FIELDS.flatMap((field) => (call?.[field] === undefined ? [] : [[field, call[field]]])));

/** What a person said or did about a call. */
export interface Feedback<Text, Doc> {
  readonly feedbackId: Text;
  readonly target: FeedbackTarget<Text>;
  readonly type: FeedbackType;
  /** 1 to 5, whole. */
  readonly rating?: number;
  readonly comment?: Text;
  readonly correction?: Text;
  readonly user?: UserPseudonym;
  readonly sessionId?: Text;
  readonly context?: Doc;
  /** What the call was, where it was known when the feedback came. */
  readonly subject?: JudgedSubject<Text>;
  readonly at: EpochMs;
}

/** Ground truth of a call, which turned out later. */
export interface CallOutcome<Text, Doc> {
  readonly outcomeId: Text;
  readonly target: FeedbackTarget<Text>;
  /** What would have been right: a label, a number, a text, or a structure. */
  readonly expected: Doc;
  /** What was predicted; absent where that is the call's answer. */
  readonly predicted?: Doc;
  /** The score of the positive label, where there is one. */
  readonly score?: number;
  /** When the call was; when the truth was told, while the call is unknown. */
  readonly at: EpochMs;
}

/** A score of one call on one quality dimension. */
export interface Assessment<Text> {
  readonly dimension: Text;
  /** 0 is worst, 1 is best. */
  readonly score: Fraction;
  readonly confidence: Fraction;
  /** Why, in words of our own: never a quotation of the call. */
  readonly explanation: Text;
  /** The assessor's registered name. */
  readonly assessor: Text;
  readonly assessorType: 'automated' | 'human' | 'model';
  /** The score from which on a call passes, where the project has one. */
  readonly threshold?: Fraction;
}

/** What a call is about, in a few words of low cardinality that drift is watched by. None of it tells what anyone said. */
export interface CallProfile<Text = string> {
  /** Languages of prompt and answer, ISO 639-1. */
  readonly inputLanguage?: Text;
  readonly outputLanguage?: Text;
  /** A bucket of the prompt's topic: says that the mix of topics changed, never what anyone asked. */
  readonly topic?: Text;
  /** Numeric or categorical features that the app sends in `context.features`. */
  readonly features?: Readonly<Record<string, number | Text>>;
}

/** An assessor that should have judged a call and did not. */
export interface Unassessed<Text> {
  readonly assessor: Text;
  /** It threw, or the time for the call was used up before its turn. */
  readonly why: 'failed' | 'out-of-time';
}

/** Whether a score reaches its threshold; without one everything passes. */
export const passes = (assessment: { readonly score: Fraction; readonly threshold?: Fraction }): boolean =>
  assessment.threshold === undefined || assessment.score >= assessment.threshold;
