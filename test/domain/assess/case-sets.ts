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
import { PROMPT_INJECTION } from './cases/prompt-injection.ts';
import { PROMPT_LEAK } from './cases/prompt-leak.ts';
import { REFUSAL } from './cases/refusal.ts';
import { RELEVANCE } from './cases/relevance.ts';
import { REPETITION } from './cases/repetition.ts';
import { SAFETY } from './cases/safety.ts';

export const CASE_SETS: Readonly<Record<AssessorName, CaseSet>> = {
  safety: SAFETY,
  coherence: COHERENCE,
  relevance: RELEVANCE,
  conciseness: CONCISENESS,
  refusal: REFUSAL,
  completeness: COMPLETENESS,
  repetition: REPETITION,
  'language-match': LANGUAGE_MATCH,
  'format-validity': FORMAT_VALIDITY,
  'prompt-injection': PROMPT_INJECTION,
  'prompt-leak': PROMPT_LEAK,
  grounding: GROUNDING,
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

/** Runs one assessor, alone, over its cases. */
export const judgeCases = (name: AssessorName): CaseResult => {
  const assess = createAssessor(DEFAULT_SETTINGS, { [name]: ASSESSORS[name] });
  const isFlagged = (item: string | SampleCall): boolean =>
    assess(callOf(asCall(item)), ({ errorType }) => {
      throw new Error(`${name} threw ${errorType}`);
    }).some(({ score, threshold }) => score < (threshold ?? HALF));
  const { bad, fine } = CASE_SETS[name];
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
