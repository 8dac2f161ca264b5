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
  | { readonly by: 'client' | 'correlation' | 'response' | 'session'; readonly value: Text };

/** Targets that are ids which people know, rather than places in a trace. `client` is a client's own interaction id. */
export type KnownIdTarget = { readonly by: 'client' | 'correlation' | 'response' | 'session'; readonly value: string };

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
  readonly at: EpochMs;
}

/** Dimensions that the built-in assessors know; a project may add its own names. */
export const QUALITY_DIMENSIONS = [
  'helpfulness',
  'accuracy',
  'safety',
  'coherence',
  'relevance',
  'conciseness',
  'hallucination',
] as const;

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

/** Whether a score reaches its threshold; without one everything passes. */
export const passes = (assessment: { readonly score: Fraction; readonly threshold?: Fraction }): boolean =>
  assessment.threshold === undefined || assessment.score >= assessment.threshold;
