/** Every assessor with its labelled cases, and how well it tells them apart. */
import { ASSESSORS, createAssessor } from '../../../src/domain/assess/assess.ts';
import { type AssessorName, DEFAULT_SETTINGS } from '../../../src/domain/assess/settings.ts';
import { callOf, type SampleCall } from './call.ts';
import type { CaseSet } from './cases/case.ts';
import { COHERENCE } from './cases/coherence.ts';
import { COMPLETENESS } from './cases/completeness.ts';
import { CONCISENESS } from './cases/conciseness.ts';
import { FORMAT_VALIDITY } from './cases/format-validity.ts';
import { GROUNDING } from './cases/grounding.ts';
import { LANGUAGE_MATCH } from './cases/language-match.ts';
import { COHERENCE_MORE } from './cases/more-coherence.ts';
import { CONCISENESS_MORE } from './cases/more-conciseness.ts';
import { GROUNDING_MORE } from './cases/more-grounding.ts';
import { PROMPT_INJECTION_MORE } from './cases/more-prompt-injection.ts';
import { PROMPT_LEAK_MORE } from './cases/more-prompt-leak.ts';
import { REFUSAL_MORE } from './cases/more-refusal.ts';
import { RELEVANCE_MORE } from './cases/more-relevance.ts';
import { SAFETY_MORE } from './cases/more-safety.ts';
import { PROMPT_INJECTION } from './cases/prompt-injection.ts';
import { PROMPT_LEAK } from './cases/prompt-leak.ts';
import { REFUSAL } from './cases/refusal.ts';
import { RELEVANCE } from './cases/relevance.ts';
import { REPETITION } from './cases/repetition.ts';
import { SAFETY } from './cases/safety.ts';
import { UNSEEN } from './cases/unseen.ts';

const both = (a: CaseSet, b: CaseSet): CaseSet => ({ bad: [...a.bad, ...b.bad], fine: [...a.fine, ...b.fine] });

export const CASE_SETS: Readonly<Record<AssessorName, CaseSet>> = {
  safety: both(SAFETY, SAFETY_MORE),
  coherence: both(COHERENCE, COHERENCE_MORE),
  relevance: both(RELEVANCE, RELEVANCE_MORE),
  conciseness: both(CONCISENESS, CONCISENESS_MORE),
  refusal: both(REFUSAL, REFUSAL_MORE),
  completeness: COMPLETENESS,
  repetition: REPETITION,
  'language-match': LANGUAGE_MATCH,
  'format-validity': FORMAT_VALIDITY,
  'prompt-injection': both(PROMPT_INJECTION, PROMPT_INJECTION_MORE),
  'prompt-leak': both(PROMPT_LEAK, PROMPT_LEAK_MORE),
  grounding: both(GROUNDING, GROUNDING_MORE),
};

/** Dimensions without a threshold are read as flagged below one half. */
const HALF = 0.5;

/** How well one assessor tells its cases apart. */
export interface CaseResult {
  readonly assessor: AssessorName;
  readonly bad: number;
  readonly fine: number;
  readonly found: number;
  readonly falseAlarms: number;
  readonly precision: number;
  readonly recall: number;
  /** The cases that it gets wrong, as text. */
  readonly missed: readonly string[];
  readonly wronglyFlagged: readonly string[];
}

const asCall = (item: string | SampleCall): SampleCall => (typeof item === 'string' ? { output: item } : item);

/** Runs one assessor, alone, over its cases, or over those that no rule was mended on. */
export const judgeCases = (name: AssessorName, which: 'own' | 'unseen' = 'own'): CaseResult => {
  const assess = createAssessor(DEFAULT_SETTINGS, { assessors: { [name]: ASSESSORS[name] } });
  const isFlagged = (item: string | SampleCall): boolean =>
    assess(callOf(asCall(item)), {
      onFailure: ({ errorType }) => {
        throw new Error(`${name} threw ${errorType}`);
      },
    }).assessments.some(({ score, threshold }) => score < (threshold ?? HALF));
  const { bad, fine } = (which === 'own' ? CASE_SETS : UNSEEN)[name];
  const missed = bad.filter((item) => !isFlagged(item));
  const wronglyFlagged = fine.filter(isFlagged);
  const found = bad.length - missed.length;
  return {
    assessor: name,
    bad: bad.length,
    fine: fine.length,
    found,
    falseAlarms: wronglyFlagged.length,
    precision: found === 0 ? 0 : found / (found + wronglyFlagged.length),
    recall: found / bad.length,
    missed: missed.map((item) => JSON.stringify(item)),
    wronglyFlagged: wronglyFlagged.map((item) => JSON.stringify(item)),
  };
};
