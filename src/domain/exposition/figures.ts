/** The figures that are exposed: what a roll-up knows, free of how it keeps it. */
import type { EpochMs, NanoUsd } from '../call/units.ts';
import type { Distribution } from './openmetrics.ts';

/** Figures of the calls of one model; what is absent is not known by model. */
export interface ModelFigures {
  readonly model: string;
  /** Absent where calls of several providers are counted together. */
  readonly provider?: string;
  readonly calls: number;
  readonly errors: number;
  /** Calls whose cost is not known; their cost is in no sum. */
  readonly unpriced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNanoUsd: NanoUsd;
  /** Calls with at least one assessment below its threshold. */
  readonly lowQuality: number;
  readonly validationFailures?: number;
  /** Calls by safety category. */
  readonly safetyFlags?: Readonly<Record<string, number>>;
  readonly latencyMs: Distribution;
  readonly timeToFirstTokenMs?: Distribution;
  readonly outputLength?: Distribution;
}

/** Figures of one project from an instant on; the next scrape with the same instant holds at least as much. */
export interface ExposedFigures {
  readonly since: EpochMs;
  readonly models: readonly ModelFigures[];
  /** Over all models, and what is not kept by model. */
  readonly totals: {
    readonly validationFailures: number;
    readonly safetyFlags: Readonly<Record<string, number>>;
    readonly cacheHits: number;
    readonly redactionFindings: number;
    readonly redactionFailures: number;
    /** Feedback by type. */
    readonly feedback: Readonly<Record<string, number>>;
    /** Distinct sessions of the last hour that was summed up. */
    readonly activeSessions: number;
    readonly timeToFirstTokenMs: Distribution;
    readonly outputLength: Distribution;
  };
}
