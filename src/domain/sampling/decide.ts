/**
 * Whether a call's payload is kept for long. The decision hangs on the trace id alone where chance decides, so that
 * retries, parts of one call and the calls of one trace agree without asking each other; and it carries the probability
 * with which it would have been "keep", without which nothing can be estimated from the payloads kept.
 */
import { hash } from 'node:crypto';
import type { TraceId } from '../call/ids.ts';
import type { EpochMs, Fraction, Milliseconds } from '../call/units.ts';
import type { SamplingPolicy } from './policy.ts';

/** What the decision looks at. */
export interface SamplingFacts {
  readonly traceId: TraceId;
  readonly start: EpochMs;
  readonly feature?: string;
  readonly model?: string;
  readonly failed?: boolean;
  readonly latencyMs?: Milliseconds;
  /** Flagged by a safety filter, or below the threshold of an assessor. */
  readonly flagged?: boolean;
  /** Judged negatively by a person. */
  readonly negative?: boolean;
}

/** Why a payload is kept: an event that is always kept, or chance; held ones go when nobody complains in time. */
export type SamplingReason = 'error' | 'slow' | 'flagged' | 'negative-feedback' | 'sampled' | 'not-sampled';

/** A decision on one payload. */
export interface SamplingDecision {
  /** `hold` keeps the payload for the policy's hold time only. */
  readonly retain: 'keep' | 'hold';
  /** Probability with which a call like this one is kept, above 0 and at most 1; stored with the record. */
  readonly probability: Fraction;
  readonly reason: SamplingReason;
}

/** Rates are not let below this: one in a hundred thousand still gives an estimate, zero would make it impossible. */
const LEAST_RATE = 1e-5;

/** Decides on one payload. */
export const decide = (policy: SamplingPolicy, facts: SamplingFacts): SamplingDecision => {
  const event = eventOf(policy, facts);
  if (event !== undefined) return { retain: 'keep', probability: 1, reason: event };
  const probability = rateOf(policy, facts);
  return probability === 1 || traceFraction(facts.traceId) < probability
    ? { retain: 'keep', probability, reason: 'sampled' }
    : { retain: 'hold', probability, reason: 'not-sampled' };
};

/**
 * The decision once a person judged the call negatively: such calls are always kept, so the probability becomes 1 even
 * where chance had kept the payload before.
 */
export const decideAfterComplaint = (): SamplingDecision => ({
  retain: 'keep',
  probability: 1,
  reason: 'negative-feedback',
});

const eventOf = (policy: SamplingPolicy, facts: SamplingFacts): SamplingReason | undefined => {
  if (facts.failed === true) return 'error';
  if (facts.negative === true) return 'negative-feedback';
  if (facts.flagged === true) return 'flagged';
  return facts.latencyMs !== undefined && facts.latencyMs >= policy.slowMs ? 'slow' : undefined;
};

/** The share of calls like this one that is kept. */
export const rateOf = (policy: SamplingPolicy, { feature, model, start }: SamplingFacts): Fraction => {
  const own = [stated(policy.featureRates, feature), stated(policy.modelRates, model)].filter(
    (rate) => rate !== undefined,
  );
  const rate = own.length === 0 ? policy.baseRate : Math.max(...own);
  const factor = policy.hourFactors[new Date(start).getUTCHours()] ?? 1;
  return Math.min(1, Math.max(LEAST_RATE, rate * factor));
};

const stated = (rates: Readonly<Record<string, Fraction>>, name: string | undefined): Fraction | undefined =>
  name !== undefined && Object.hasOwn(rates, name) ? rates[name] : undefined;

const FRACTION_BITS = 48;

/**
 * Where a trace stands between 0 and 1. Trace ids are random by W3C's rules, but apps make their own, some from a clock or
 * a counter, so the id is hashed first.
 */
export const traceFraction = (traceId: TraceId): number =>
  hash('sha256', `payload sampling ${traceId}`, 'buffer').readUIntBE(0, FRACTION_BITS / 8) / 2 ** FRACTION_BITS;
