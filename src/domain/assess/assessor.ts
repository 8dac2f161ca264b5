/** What an assessor is: a small pure function that scores one call on one dimension, or says nothing. */
import type { Redacted } from '../call/redacted.ts';
import type { Fraction } from '../call/units.ts';
import type { Conversation } from './conversation.ts';

/** What an assessor found. */
export interface Judgement {
  /** 0 is worst, 1 is best. */
  readonly score: Fraction;
  readonly confidence: Fraction;
  /** Why, in words of our own: never a quotation of the call. */
  readonly explanation: Redacted;
}

/** One registered assessor. */
export interface Assessor {
  /** The quality dimension that it scores. */
  readonly dimension: string;
  /** Scores a call; undefined when there is nothing to say about it, as relevance without a prompt. */
  readonly judge: (call: Conversation) => Judgement | undefined;
}

/**
 * Confidence of a rule that read the whole text in a language that it knows, the usual value for automated assessors.
 * Rules that guess more state less.
 */
export const RULE_CONFIDENCE = 0.8;
