/** Counts one call into a roll-up: each fact to its figure. */
import type { CallFacts } from '../call/facts.ts';
import type { CallProfile } from '../call/quality.ts';
import { isInteraction, type Resources } from '../call/span.ts';
import { addDistinct } from './distinct.ts';
import {
  CATEGORICAL_FEATURES,
  countsByName,
  countsByTopic,
  type Figures,
  GROUPINGS,
  type GroupFigures,
  type GroupingName,
  HOUR,
  NUMERIC_FEATURES,
  QUALITY,
  ROUTES,
  type RouteFigures,
  routeName,
} from './figures.ts';
import type { Groups } from './groups.ts';
import { type RankedCall, rank } from './ranking.ts';
import type { Rollup } from './rollup.ts';
import { addScore } from './scores.ts';
import { addValue } from './sketch.ts';

const HOUR_MS = 3_600_000;

/** Whether a call failed, in whichever way it says so. */
const hasFailed = ({ status, errorType, httpStatus }: CallFacts): boolean =>
  status === 'error' || (status === undefined && (errorType !== undefined || (httpStatus ?? 0) >= 400));

/**
 * Counts one span into the roll-up, in place. AI calls count when their end was seen; spans of other kinds count by kind
 * only, and AI calls without an end as `unfinished`. Once per call, by trace and span, is the caller's promise.
 */
export const addCall = (rollup: Rollup, facts: CallFacts, profile: CallProfile = facts.profile ?? {}): void => {
  const { figures } = rollup;
  increment(figures.kinds, facts.kind);
  if (!isInteraction(facts)) return;
  if (!facts.complete) {
    figures.unfinished += 1;
    return;
  }
  const failed = hasFailed(facts);
  figures.calls += 1;
  addOutcome(figures, facts, failed);
  addUsage(figures, facts);
  addQuality(figures, facts);
  addMeasures(figures, facts);
  addProfile(figures, profile);
  addHour(rollup, facts, failed);
  for (const name of Object.keys(GROUPINGS) as GroupingName[]) {
    GROUPINGS[name].update(figures.by[name], facts[name] ?? '', (group) => addToGroup(group, facts, failed));
  }
  const route = routeName(facts.model ?? '', facts.provider ?? '');
  ROUTES.update(figures.routes, route, (figuresOfRoute) => addToRoute(figuresOfRoute, facts, failed));
};

const increment = (counts: Groups<number>, name: string): void =>
  countsByName.update(counts, name, (count) => count + 1);

const exactCost = ({ costNanoUsd }: CallFacts): bigint => BigInt(Math.round(costNanoUsd ?? 0));

const isBelowThreshold = ({ scores }: CallFacts): boolean => scores?.some(({ passed }) => !passed) ?? false;

const addOutcome = (figures: Figures, facts: CallFacts, failed: boolean): void => {
  if (failed) {
    figures.errors += 1;
    increment(figures.errorTypes, facts.errorType ?? '');
    if (facts.httpStatus !== undefined) increment(figures.httpStatuses, String(facts.httpStatus));
  }
  for (const reason of facts.finishReasons ?? []) increment(figures.finishReasons, reason);
  if (facts.cacheHit === true) figures.cacheHits += 1;
  if (facts.validationFailed === true) figures.validationFailures += 1;
  if (facts.sessionId !== undefined) addDistinct(figures.sessions, facts.sessionId);
  if (facts.user !== undefined) addDistinct(figures.users, facts.user);
};

const addUsage = (figures: Figures, facts: CallFacts): void => {
  const { usage, costNanoUsd } = facts;
  if (costNanoUsd === undefined) figures.unpriced += 1;
  else {
    figures.costNanoUsd += exactCost(facts);
    addValue(figures.costPerCallNanoUsd, costNanoUsd);
    figures.mostExpensive = rank(figures.mostExpensive, ranked(facts, costNanoUsd));
  }
  if (usage === undefined) return;
  const { tokens } = figures;
  tokens.input += wholeTokens(usage.inputTokens);
  tokens.output += wholeTokens(usage.outputTokens);
  tokens.cacheRead += wholeTokens(usage.cacheReadTokens);
  tokens.cacheWrite += wholeTokens(usage.cacheWriteTokens);
  tokens.reasoning += wholeTokens(usage.reasoningTokens);
  addIfKnown(figures.inputTokens, usage.inputTokens);
  addIfKnown(figures.outputTokens, usage.outputTokens);
  if (usage.outputTokens !== undefined && facts.latencyMs !== undefined && facts.latencyMs > 0) {
    addValue(figures.outputTokensPerSecond, usage.outputTokens / (facts.latencyMs / 1000));
  }
};

/** Sums of fractions would depend on their order; providers count whole tokens. */
const wholeTokens = (tokens: number | undefined): number => Math.round(tokens ?? 0);

const addQuality = (figures: Figures, facts: CallFacts): void => {
  const categories = new Set<string>(facts.safetyCategories);
  for (const category of categories) increment(figures.safetyCategories, category);
  const unsafe = facts.scores?.some(({ dimension, passed }) => dimension === 'safety' && !passed) ?? false;
  if (unsafe || categories.size > 0) figures.flagged += 1;
  if (isBelowThreshold(facts)) figures.lowQuality += 1;
  for (const { dimension, score, passed } of facts.scores ?? []) {
    QUALITY.update(figures.quality, dimension, (scores) => addScore(scores, score, passed));
  }
  if (facts.confidence !== undefined) addScore(figures.confidence, facts.confidence, true);
  figures.redactions += facts.redactions ?? 0;
  if (facts.redactionFailed === true) figures.redactionFailures += 1;
  figures.assessmentFailures += facts.unassessed ?? 0;
};

const addIfKnown = (sketch: Figures['latencyMs'], value: number | undefined): void => {
  if (value !== undefined) addValue(sketch, value);
};

const RESOURCES = [
  'cpuPercent',
  'memoryMb',
  'gpuPercent',
  'gpuMemoryMb',
] as const satisfies readonly (keyof Resources)[];

const addMeasures = (figures: Figures, facts: CallFacts): void => {
  addIfKnown(figures.timeToFirstTokenMs, facts.timeToFirstTokenMs);
  addIfKnown(figures.inputLength, facts.inputLength);
  addIfKnown(figures.outputLength, facts.outputLength);
  for (const name of RESOURCES) addIfKnown(figures[name], facts.resources?.[name]);
  if (facts.latencyMs === undefined) return;
  addValue(figures.latencyMs, facts.latencyMs);
  figures.slowest = rank(figures.slowest, ranked(facts, facts.latencyMs));
};

const ranked = (facts: CallFacts, value: number): RankedCall => ({
  interactionId: facts.interactionId,
  value,
  start: facts.start,
  ...(facts.model === undefined ? {} : { model: facts.model }),
  ...(facts.feature === undefined ? {} : { feature: facts.feature }),
  ...(hasFailed(facts) ? { failed: true } : {}),
});

const addProfile = (figures: Figures, { inputLanguage, outputLanguage, topic, features }: CallProfile): void => {
  if (inputLanguage !== undefined) increment(figures.inputLanguages, inputLanguage);
  if (outputLanguage !== undefined) increment(figures.outputLanguages, outputLanguage);
  if (topic !== undefined) countsByTopic.update(figures.topics, topic, (count) => count + 1);
  for (const [name, value] of Object.entries(features ?? {})) {
    if (typeof value === 'number') {
      NUMERIC_FEATURES.update(figures.numericFeatures, name, (sketch) => {
        addValue(sketch, value);
        return sketch;
      });
    } else {
      CATEGORICAL_FEATURES.update(figures.categoricalFeatures, name, (counts) => {
        increment(counts, value);
        return counts;
      });
    }
  }
};

const addHour = ({ from, figures }: Rollup, facts: CallFacts, failed: boolean): void => {
  // Hours count from the start of the period, which is a full hour of the project's own clock.
  const start = from + Math.floor((facts.start - from) / HOUR_MS) * HOUR_MS;
  const hour = figures.hours.get(start) ?? HOUR.zero();
  hour.calls += 1;
  hour.costNanoUsd += exactCost(facts);
  if (failed) hour.errors += 1;
  figures.hours.set(start, hour);
};

const addToRoute = (route: RouteFigures, facts: CallFacts, failed: boolean): RouteFigures => {
  route.calls += 1;
  if (failed) route.errors += 1;
  if (facts.costNanoUsd === undefined) route.unpriced += 1;
  else route.costNanoUsd += exactCost(facts);
  route.inputTokens += wholeTokens(facts.usage?.inputTokens);
  route.outputTokens += wholeTokens(facts.usage?.outputTokens);
  if (isBelowThreshold(facts)) route.lowQuality += 1;
  if (facts.validationFailed === true) route.validationFailures += 1;
  for (const category of new Set(facts.safetyCategories)) increment(route.safetyCategories, category);
  addIfKnown(route.latencyMs, facts.latencyMs);
  addIfKnown(route.timeToFirstTokenMs, facts.timeToFirstTokenMs);
  addIfKnown(route.outputLength, facts.outputLength);
  return route;
};

const addToGroup = (group: GroupFigures, facts: CallFacts, failed: boolean): GroupFigures => {
  group.calls += 1;
  if (failed) group.errors += 1;
  if (facts.costNanoUsd === undefined) group.unpriced += 1;
  else group.costNanoUsd += exactCost(facts);
  group.inputTokens += wholeTokens(facts.usage?.inputTokens);
  group.outputTokens += wholeTokens(facts.usage?.outputTokens);
  if (isBelowThreshold(facts)) group.lowQuality += 1;
  addIfKnown(group.latencyMs, facts.latencyMs);
  return group;
};
