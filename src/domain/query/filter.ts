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
  readonly service?: string;
  readonly release?: string;
  readonly errorType?: string;
  readonly minLatencyMs?: number;
  readonly maxLatencyMs?: number;
  readonly minCostUsd?: number;
  readonly minTimeToFirstTokenMs?: number;
  /** Input and output together. */
  readonly minTokens?: number;
  readonly minRedactions?: number;
  /** Flagged by a safety filter, or found below its threshold by the safety assessor. */
  readonly flagged?: boolean;
  /** With an assessment of this dimension below its threshold; `any` for whichever dimension. */
  readonly failedDimension?: string;
  readonly validationFailed?: boolean;
  readonly redactionFailed?: boolean;
  readonly unpriced?: boolean;
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
  is(facts.service, filter.service) &&
  is(facts.release, filter.release) &&
  is(facts.errorType, filter.errorType) &&
  (filter.model === undefined || (facts.model !== undefined && isModel(facts.model, filter.model))) &&
  (filter.minLatencyMs === undefined || (facts.latencyMs ?? -1) >= filter.minLatencyMs) &&
  (filter.maxLatencyMs === undefined || (facts.latencyMs ?? Number.POSITIVE_INFINITY) <= filter.maxLatencyMs) &&
  (filter.minCostUsd === undefined || toUsd(facts.costNanoUsd ?? -1) >= filter.minCostUsd) &&
  isAtLeast(facts.timeToFirstTokenMs, filter.minTimeToFirstTokenMs) &&
  isAtLeast(tokensOf(facts), filter.minTokens) &&
  isAtLeast(facts.redactions ?? 0, filter.minRedactions) &&
  isSo(isFlagged(facts), filter.flagged) &&
  (filter.failedDimension === undefined || hasFailed(facts, filter.failedDimension)) &&
  isSo(facts.validationFailed === true, filter.validationFailed) &&
  isSo(facts.redactionFailed === true, filter.redactionFailed) &&
  isSo(facts.costNanoUsd === undefined, filter.unpriced);

const isAtLeast = (figure: number | undefined, least: number | undefined): boolean =>
  least === undefined || (figure ?? -1) >= least;

const isSo = (fact: boolean, wanted: boolean | undefined): boolean => wanted === undefined || fact === wanted;

const tokensOf = ({ usage }: CallFacts): number | undefined =>
  usage === undefined ? undefined : (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);

/** An assessment of any dimension. */
const ANY = 'any';

const hasFailed = ({ scores = [] }: CallFacts, dimension: string): boolean =>
  scores.some((score) => !score.passed && (dimension === ANY || score.dimension === dimension));

const isFlagged = (facts: CallFacts): boolean =>
  (facts.safetyCategories?.length ?? 0) > 0 || hasFailed(facts, 'safety');

const is = (value: string | undefined, wanted: string | undefined): boolean => wanted === undefined || value === wanted;

/** A dated version is the model it is a version of: whoever asks for gpt-4o means gpt-4o-2024-08-06 too, not gpt-4o-mini. */
const isModel = (model: string, wanted: string): boolean =>
  model === wanted ||
  (model.startsWith(`${wanted}-`) && /^\d{4}(-\d{2}-\d{2}|\d{4})?$/.test(model.slice(wanted.length + 1)));
