/** Assessments as rows keep them: what a call's facts say of them stands there, and assessors are mostly called by their dimension. */
import type { CallFacts } from '../../../domain/call/facts.ts';
import type { Assessment } from '../../../domain/call/quality.ts';
import { inOurWords, type Redacted } from '../../../domain/call/redacted.ts';

type Described = readonly [
  confidence: number,
  explanation: string,
  threshold?: number | null,
  assessor?: string | null,
  type?: string | null,
  dimension?: string,
  score?: number,
];

/** The assessments as lists by position, whose usual ends are left out. */
export const describeAssessments = (
  assessments: readonly Assessment<Redacted>[],
  scores: CallFacts['scores'],
): readonly Described[] =>
  assessments.map(({ dimension, score, confidence, explanation, assessor, assessorType, threshold }, at) => {
    const known = scores?.[at];
    const isKnown = known?.dimension === dimension && known.score === score;
    const described: unknown[] = [
      confidence,
      explanation,
      threshold ?? null,
      assessor === usualAssessor(dimension) ? null : assessor,
      assessorType === 'automated' ? null : assessorType,
      ...(isKnown ? [] : [dimension, score]),
    ];
    while (described.at(-1) === null) described.pop();
    return described as unknown as Described;
  });

export const readAssessments = (
  described: readonly Described[],
  scores: CallFacts['scores'],
): readonly Assessment<Redacted>[] =>
  described.map(([confidence, explanation, threshold, assessor, type, ownDimension, ownScore], at) => {
    const dimension = ownDimension ?? scores?.[at]?.dimension ?? '';
    return {
      dimension: inOurWords(dimension),
      score: ownScore ?? scores?.[at]?.score ?? 0,
      confidence,
      explanation: inOurWords(explanation),
      assessor: inOurWords(assessor ?? usualAssessor(dimension)),
      assessorType: (type ?? 'automated') as Assessment<Redacted>['assessorType'],
      ...(threshold == null ? {} : { threshold }),
    };
  });

/** `prompt_leak` is judged by `prompt-leak`. Most names are one word, and looking takes a tenth of replacing nothing. */
const usualAssessor = (dimension: string): string =>
  dimension.includes('_') ? dimension.replaceAll('_', '-') : dimension;
