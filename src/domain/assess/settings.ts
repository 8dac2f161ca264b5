/** Which assessors a project runs and from which score on a call passes. */
import type { Fraction } from '../call/units.ts';

export const ASSESSOR_NAMES = ['safety', 'coherence'] as const;
export type AssessorName = (typeof ASSESSOR_NAMES)[number];

/** A project's choice. What is left out of `enabled` is on; a dimension without a threshold always passes. */
export interface AssessmentSettings {
  readonly enabled: Readonly<Partial<Record<AssessorName, boolean>>>;
  /** Score from which on a call passes, by quality dimension; the project's own dimensions too. */
  readonly thresholds: Readonly<Record<string, Fraction>>;
}

/** Everything on; thresholds of safety, coherence and relevance as teams commonly start with. */
export const DEFAULT_SETTINGS: AssessmentSettings = {
  enabled: {},
  thresholds: { safety: 0.95, coherence: 0.7, relevance: 0.6 },
};

/** The threshold of a dimension, where the project has one. */
export const thresholdOf = (settings: AssessmentSettings, dimension: string): Fraction | undefined =>
  Object.hasOwn(settings.thresholds, dimension) ? settings.thresholds[dimension] : undefined;
