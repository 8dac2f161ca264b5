/** Which interactions a caller wants, by the facts of the by-time index. */
import type { CallFacts } from '../call/facts.ts';
import { toUsd } from '../call/units.ts';

/** All given conditions must hold. Ids are as stored: users as pseudonyms. */
export interface Filter {
  readonly model?: string;
  readonly provider?: string;
  readonly status?: 'ok' | 'error';
  readonly user?: string;
  readonly sessionId?: string;
  readonly correlationId?: string;
  readonly feature?: string;
  readonly environment?: string;
  readonly minLatencyMs?: number;
  readonly maxLatencyMs?: number;
  readonly minCostUsd?: number;
}

/** Whether an interaction is wanted. A bound on a figure that a call does not have leaves the call out. */
export const matches = (facts: CallFacts, filter: Filter): boolean =>
  is(facts.provider, filter.provider) &&
  is(facts.status, filter.status) &&
  is(facts.user, filter.user) &&
  is(facts.sessionId, filter.sessionId) &&
  is(facts.correlationId, filter.correlationId) &&
  is(facts.feature, filter.feature) &&
  is(facts.environment, filter.environment) &&
  (filter.model === undefined || (facts.model !== undefined && isModel(facts.model, filter.model))) &&
  (filter.minLatencyMs === undefined || (facts.latencyMs ?? -1) >= filter.minLatencyMs) &&
  (filter.maxLatencyMs === undefined || (facts.latencyMs ?? Number.POSITIVE_INFINITY) <= filter.maxLatencyMs) &&
  (filter.minCostUsd === undefined || toUsd(facts.costNanoUsd ?? -1) >= filter.minCostUsd);

const is = (value: string | undefined, wanted: string | undefined): boolean => wanted === undefined || value === wanted;

/** A dated version is the model it is a version of: whoever asks for gpt-4o means gpt-4o-2024-08-06 too, not gpt-4o-mini. */
const isModel = (model: string, wanted: string): boolean =>
  model === wanted ||
  (model.startsWith(`${wanted}-`) && /^\d{4}(-\d{2}-\d{2}|\d{4})?$/.test(model.slice(wanted.length + 1)));
