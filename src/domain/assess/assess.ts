/** Runs the assessors that a project has switched on over one call. */

import type { Assessment } from '../call/quality.ts';
import { inOurWords, type Redacted } from '../call/redacted.ts';
import type { RedactedSpan } from '../call/span.ts';
import type { Assessor } from './assessor.ts';
import { coherence } from './coherence.ts';
import { completeness } from './completeness.ts';
import { conciseness } from './conciseness.ts';
import { conversationOf, createDesks } from './conversation.ts';
import { formatValidity } from './format-validity.ts';
import { grounding } from './grounding.ts';
import { languageMatch } from './language-match.ts';
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

/**
 * Scores one call. It never throws: an assessor that does is left out and told to `onFailure`, and the others stand.
 * Spans other than `llm`, and spans whose answer has not arrived, get no assessments.
 */
export type Assess = (
  span: RedactedSpan,
  onFailure?: (failure: AssessmentFailure) => void,
) => readonly Assessment<Redacted>[];

/** Makes the assess step of one project. `assessors` is a parameter for tests; the built-in ones by default. */
export const createAssessor = (
  settings: AssessmentSettings = DEFAULT_SETTINGS,
  assessors: Readonly<Record<string, Assessor>> = ASSESSORS,
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
  return (span, onFailure) => {
    if (span.kind !== 'llm') return [];
    const assessments: Assessment<Redacted>[] = [];
    const attempt = <T>(assessor: string, step: () => T): T | undefined => {
      try {
        return step();
      } catch (error) {
        onFailure?.({ assessor, errorType: error instanceof Error ? error.name : typeof error });
        return undefined;
      }
    };
    const call = attempt('conversation', () => conversationOf(span, desks));
    if (call === undefined) return assessments;
    for (const { judge, name, dimension, threshold } of active) {
      const judgement = attempt(name, () => judge(call));
      if (judgement === undefined) continue;
      assessments.push({
        dimension,
        ...judgement,
        assessor: name,
        assessorType: 'automated',
        ...(threshold === undefined ? {} : { threshold }),
      });
    }
    return assessments;
  };
};
