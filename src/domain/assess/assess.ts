/** Runs the assessors that a project has switched on over one call. */

import type { Assessment, CallProfile, Unassessed } from '../call/quality.ts';
import { inOurWords, type Redacted } from '../call/redacted.ts';
import type { RedactedSpan } from '../call/span.ts';
import type { Milliseconds } from '../call/units.ts';
import type { Assessor } from './assessor.ts';
import { CALL_BUDGET_MS } from './budgets.ts';
import { coherence } from './coherence.ts';
import { completeness } from './completeness.ts';
import { conciseness } from './conciseness.ts';
import { conversationOf, createDesks } from './conversation.ts';
import { formatValidity } from './format-validity.ts';
import { grounding } from './grounding.ts';
import { languageMatch } from './language-match.ts';
import { buildLexicons } from './lexicon.ts';
import { partOfCall } from './part-of-call.ts';
import { profileOfCall } from './profile.ts';
import { promptInjection } from './prompt-injection.ts';
import { promptLeak } from './prompt-leak.ts';
import { refusal } from './refusal.ts';
import { relevance } from './relevance.ts';
import { repetition } from './repetition.ts';
import { safety } from './safety.ts';
import { type AssessmentSettings, type AssessorName, DEFAULT_SETTINGS, thresholdOf } from './settings.ts';

/** The built-in assessors by registered name, in the order in which they run. */
export const ASSESSORS: Readonly<Record<AssessorName, Assessor>> = {
  safety,
  coherence,
  relevance,
  conciseness,
  refusal,
  completeness,
  repetition,
  'language-match': languageMatch,
  'format-validity': formatValidity,
  'prompt-injection': promptInjection,
  'prompt-leak': promptLeak,
  grounding,
};

/** An assessor that threw: its name and the class of the error, never its message, which may quote the call. */
export interface AssessmentFailure {
  readonly assessor: string;
  readonly errorType: string;
}

/** What assessing one call gave. */
export interface Assessed {
  readonly assessments: readonly Assessment<Redacted>[];
  /** Absent where nothing is known of the call. */
  readonly profile?: CallProfile<Redacted>;
  /** Assessors that were switched on and did not judge: they threw, or time was up. */
  readonly unassessed: readonly Unassessed<Redacted>[];
  readonly tookMs: Milliseconds;
}

export interface AssessOptions {
  /** Told of an assessor that threw. */
  readonly onFailure?: (failure: AssessmentFailure) => void;
  /** Time for this call: no assessor begins after it, so one that hangs on to the processor is the last. */
  readonly budgetMs?: Milliseconds;
}

/**
 * Scores one call. It never throws: an assessor that does is left out and told to `onFailure`, and the others stand.
 * Spans that are no model calls, and reports without an answer, get no assessments.
 */
export type Assess = (span: RedactedSpan, options?: AssessOptions) => Assessed;

export interface AssessorParts {
  /** The built-in ones by default. */
  readonly assessors?: Readonly<Record<string, Assessor>>;
  /** A clock that never goes back; without one there is no budget. */
  readonly clock?: () => Milliseconds;
}

/** Reads and builds now what the first call would wait for: for a moment in which a cold start waits for the network anyway. */
export const prepareAssessors = (): void => buildLexicons();

/** Makes the assess step of one project. */
export const createAssessor = (
  settings: AssessmentSettings = DEFAULT_SETTINGS,
  { assessors = ASSESSORS, clock = () => 0 }: AssessorParts = {},
): Assess => {
  const active = Object.entries(assessors)
    .filter(([name]) => (settings.enabled as Readonly<Record<string, boolean>>)[name] ?? true)
    .map(([name, assessor]) => ({
      judge: assessor.judge,
      name: inOurWords(name),
      dimension: inOurWords(assessor.dimension),
      threshold: thresholdOf(settings, assessor.dimension),
    }));
  const desks = createDesks();
  return (span, { onFailure, budgetMs = CALL_BUDGET_MS } = {}) => {
    const startedAt = clock();
    const assessments: Assessment<Redacted>[] = [];
    const unassessed: Unassessed<Redacted>[] = [];
    const none = { assessments, unassessed, tookMs: 0 };
    const part = partOfCall(span);
    if (part === undefined) return none;
    const attempt = <T>(assessor: string, step: () => T): T | undefined => {
      try {
        return step();
      } catch (error) {
        onFailure?.({ assessor, errorType: error instanceof Error ? error.name : typeof error });
        unassessed.push({ assessor: inOurWords(assessor), why: 'failed' });
        return undefined;
      }
    };
    const call = attempt('conversation', () => conversationOf(part, desks));
    if (call === undefined) return none;
    for (const { judge, name, dimension, threshold } of active) {
      if (clock() - startedAt >= budgetMs) {
        unassessed.push({ assessor: name, why: 'out-of-time' });
        continue;
      }
      const judgement = attempt(name, () => judge(call));
      if (judgement === undefined) continue;
      const { score, confidence, explanation } = judgement;
      const assessment = {
        dimension,
        score,
        confidence,
        explanation,
        assessor: name,
        assessorType: 'automated',
      } as const;
      assessments.push(threshold === undefined ? assessment : { ...assessment, threshold });
    }
    const profile = clock() - startedAt < budgetMs ? attempt('profile', () => profileOfCall(call)) : undefined;
    const isKnown = profile !== undefined && Object.keys(profile).length > 0;
    return { assessments, unassessed, tookMs: clock() - startedAt, ...(isKnown ? { profile } : {}) };
  };
};
