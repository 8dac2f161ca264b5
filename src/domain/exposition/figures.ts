/** The figures that are exposed: what a roll-up knows, free of how it keeps it. */
import type { NanoUsd } from '../call/units.ts';
import type { Distribution } from './openmetrics.ts';

/** Figures of the calls of one model, or of one model at one provider. */
export interface ModelFigures {
  readonly model: string;
  readonly provider: string;
  readonly calls: number;
  readonly errors: number;
  /** Calls whose cost is not known; their cost is in no sum. */
  readonly unpriced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNanoUsd: NanoUsd;
  /** Calls with at least one assessment below its threshold. */
  readonly lowQuality: number;
  readonly validationFailures: number;
  /** Calls by safety category. */
  readonly safetyFlags: Readonly<Record<string, number>>;
  readonly latencyMs: Distribution;
  readonly timeToFirstTokenMs: Distribution;
  readonly outputLength: Distribution;
}

/** Figures of one project over one stretch of time. */
export interface ExposedFigures {
  /** By model, over all its providers; `provider` is empty. */
  readonly models: readonly ModelFigures[];
  /** By model and provider. */
  readonly routes: readonly ModelFigures[];
  /** What is not kept by model. */
  readonly totals: {
    readonly cacheHits: number;
    readonly redactionFindings: number;
    readonly redactionFailures: number;
    /** Feedback by type. */
    readonly feedback: Readonly<Record<string, number>>;
    /** Distinct sessions of the last full hour and the one that is open. */
    readonly activeSessions: number;
  };
}
