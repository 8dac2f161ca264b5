/** The figures of a roll-up: what is counted, field by field. Adding a field here is all it takes to merge and store it. */

import { distinctOf } from './distinct.ts';
import { weighedOf } from './estimate.ts';
import { groupsOf } from './groups.ts';
import { byInstant, counter, exactSum, record, type ValuesOf } from './mergeable.ts';
import { opinionsOf } from './opinions.ts';
import { agreementsOf, outcomesOf } from './outcomes/figures.ts';
import { rankingOf } from './ranking.ts';
import { scoresOf } from './scores.ts';
import { sketchOf } from './sketch.ts';

/** Counts by a name from outside, as an error type: so many that no honest app reaches them, few enough to store. */
export const countsByName = groupsOf(counter, 64);

/** Counts by topic bucket; there are 256 buckets, so none is ever left out. */
export const countsByTopic = groupsOf(counter, 256);

/** Figures of one hour within a longer period, for charts. */
export const HOUR = record({ calls: counter, errors: counter, costNanoUsd: exactSum });

const GROUP_FIELDS = {
  calls: counter,
  errors: counter,
  unpriced: counter,
  costNanoUsd: exactSum,
  inputTokens: counter,
  outputTokens: counter,
  /** Calls with at least one assessment below its threshold. */
  lowQuality: counter,
  latencyMs: sketchOf,
  opinions: opinionsOf,
};

/** Figures of the calls of one model, feature and so on. */
export type GroupFigures = ValuesOf<typeof GROUP_FIELDS>;
const GROUP = record(GROUP_FIELDS);

/** By which facts figures are grouped, each with the number of names it keeps apart. */
export const GROUPINGS = {
  model: groupsOf(GROUP, 256),
  provider: groupsOf(GROUP, 32),
  feature: groupsOf(GROUP, 256),
  environment: groupsOf(GROUP, 32),
  operation: groupsOf(GROUP, 64),
  service: groupsOf(GROUP, 64),
  release: groupsOf(GROUP, 64),
};
export type GroupingName = keyof typeof GROUPINGS;

const ROUTE_FIELDS = {
  calls: counter,
  errors: counter,
  unpriced: counter,
  costNanoUsd: exactSum,
  inputTokens: counter,
  outputTokens: counter,
  lowQuality: counter,
  validationFailures: counter,
  safetyCategories: countsByName,
  latencyMs: sketchOf,
  timeToFirstTokenMs: sketchOf,
  outputLength: sketchOf,
};

/** Figures of one model at one provider: what other monitoring systems ask for by both names at once. */
export type RouteFigures = ValuesOf<typeof ROUTE_FIELDS>;
/** Figures of a route as a value that adds up. */
export const ROUTE = record(ROUTE_FIELDS);
/** Figures by route, under `routeName` of model and provider. */
export const ROUTES = groupsOf(ROUTE, 256);

/** The name of a route: one text that both names can be read from again. */
export const routeName = (model: string, provider: string): string => JSON.stringify([model, provider]);

/** The model and the provider of a route's name. */
export const readRouteName = (name: string): readonly [model: string, provider: string] =>
  JSON.parse(name) as [string, string];

/** Scores by quality dimension. */
export const QUALITY = groupsOf(scoresOf, 64);

/** What scores of picked calls say of all calls, by dimension and type of assessor: the score, and whether it is below its threshold. */
export const ESTIMATED = groupsOf(record({ score: weighedOf, failed: weighedOf }), 64);

/** Names of several parts, as one key of a group. */
export const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);
/** The parts of such a key. */
export const partsOf = (key: string): readonly string[] => JSON.parse(key) as readonly string[];

/** Outcomes by model and operation, and agreement with people by dimension, assessor and its type. */
export const OUTCOMES = groupsOf(outcomesOf, 64);
export const AGREEMENT = groupsOf(agreementsOf, 128);

/** Distributions of the app's own features: numbers as sketches, names as counts. */
export const NUMERIC_FEATURES = groupsOf(sketchOf, 32);
export const CATEGORICAL_FEATURES = groupsOf(countsByName, 32);

const FIELDS = {
  /** AI calls whose end was seen: what every share below is a share of. */
  calls: counter,
  errors: counter,
  /** AI calls without an end so far; they count once it comes. */
  unfinished: counter,
  costNanoUsd: exactSum,
  /** Calls whose cost is not known; their cost is in no sum. */
  unpriced: counter,
  cacheHits: counter,
  validationFailures: counter,
  /** Calls that a safety filter or the safety assessor flagged. */
  flagged: counter,
  /** Calls with at least one assessment below its threshold. */
  lowQuality: counter,
  redactions: counter,
  redactionFailures: counter,
  /** Assessors that failed or had no time left, over all calls. */
  assessmentFailures: counter,
  tokens: record({ input: counter, output: counter, cacheRead: counter, cacheWrite: counter, reasoning: counter }),
  /** Spans by kind, AI calls and others. */
  kinds: countsByName,
  errorTypes: countsByName,
  httpStatuses: countsByName,
  safetyCategories: countsByName,
  finishReasons: countsByName,
  sessions: distinctOf,
  users: distinctOf,
  latencyMs: sketchOf,
  timeToFirstTokenMs: sketchOf,
  inputLength: sketchOf,
  outputLength: sketchOf,
  inputTokens: sketchOf,
  outputTokens: sketchOf,
  outputTokensPerSecond: sketchOf,
  costPerCallNanoUsd: sketchOf,
  cpuPercent: sketchOf,
  memoryMb: sketchOf,
  gpuPercent: sketchOf,
  gpuMemoryMb: sketchOf,
  confidence: scoresOf,
  quality: QUALITY,
  /** Scores that came after the call, by dimension and type of assessor: human, model, automated. */
  judged: QUALITY,
  estimated: ESTIMATED,
  agreement: AGREEMENT,
  outcomes: OUTCOMES,
  inputLanguages: countsByName,
  outputLanguages: countsByName,
  topics: countsByTopic,
  numericFeatures: NUMERIC_FEATURES,
  categoricalFeatures: CATEGORICAL_FEATURES,
  slowest: rankingOf,
  mostExpensive: rankingOf,
  opinions: opinionsOf,
  hours: byInstant(HOUR),
  by: record(GROUPINGS),
  routes: ROUTES,
};

/** All figures of a period. */
export type Figures = ValuesOf<typeof FIELDS>;

/** The figures as a value that adds up. */
export const FIGURES = record(FIELDS);
