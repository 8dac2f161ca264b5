/** Whose payloads a project keeps for long: rates by feature and model, by hour, and what is always kept. */
import type { Fraction, Milliseconds } from '../call/units.ts';

/** A project's choice. Counters and costs come from every call whatever it says; it is about payloads only. */
export interface SamplingPolicy {
  /** Share of ordinary calls whose payload is kept. */
  readonly baseRate: Fraction;
  /** Shares by feature and by model, where they differ. A call that has both takes the larger. */
  readonly featureRates: Readonly<Record<string, Fraction>>;
  readonly modelRates: Readonly<Record<string, Fraction>>;
  /** Factors on the share by hour of the day in UTC, 24 of them, so that quiet hours are seen too; empty for none. */
  readonly hourFactors: readonly number[];
  /** Calls that take at least as long are always kept. */
  readonly slowMs: Milliseconds;
  /** How long payloads that are not kept stay nevertheless, so that late feedback can save them. */
  readonly holdMs: Milliseconds;
}

/** What a plan decides of a policy: the shares. */
export type SamplingRates = Pick<SamplingPolicy, 'baseRate' | 'featureRates' | 'modelRates' | 'hourFactors'>;

/** How many payloads a day are wanted: over all, and at least of each feature and each model. */
export interface SamplingGoal {
  readonly perDay: number;
  readonly perFeature: number;
  readonly perModel: number;
}

/** What a project says of sampling: shares of its own, or a goal by which they are planned from its traffic. */
export interface SamplingSettings extends Partial<SamplingPolicy> {
  readonly goal?: SamplingGoal;
}

/**
 * Everything is kept until a project says otherwise: storage of a million payloads is some dollars a month, and the first
 * week of a project is when people look. Ten seconds are slow for anyone who waits; two days let people sleep on feedback.
 */
export const DEFAULT_POLICY: SamplingPolicy = {
  baseRate: 1,
  featureRates: {},
  modelRates: {},
  hourFactors: [],
  slowMs: 10_000,
  holdMs: 2 * 86_400_000,
};
