/** Adds up calls into what is measured of them. */
import { passes } from '../call/quality.ts';
import { isInteraction, type RedactedSpan } from '../call/span.ts';
import { toUsd } from '../call/units.ts';
import { knownCost } from '../call/usage.ts';
import type { Measured } from './emf.ts';

/** An AI call whose end is in this part of it: the part that counts the call, so that a call in parts counts once. */
export const isCounted = (span: RedactedSpan): boolean => isInteraction(span) && span.end !== undefined;

const failed = (span: RedactedSpan): boolean =>
  span.status === 'error' ||
  (span.status === undefined && (span.error?.type !== undefined || (span.error?.httpStatus ?? 0) >= 400));

const MS_PER_SECOND = 1_000;

const tokensPerSecond = ({ usage, latencyMs }: RedactedSpan): number | undefined =>
  usage?.outputTokens === undefined || usage.outputTokens === 0 || latencyMs === undefined || latencyMs <= 0
    ? undefined
    : (usage.outputTokens * MS_PER_SECOND) / latencyMs;

/** The values that are there. */
const present = <T>(spans: readonly T[], read: (span: T) => number | undefined): readonly number[] =>
  spans.map(read).filter((value) => value !== undefined);

const sum = <T>(spans: readonly T[], read: (span: T) => number | undefined): number =>
  spans.reduce((total, span) => total + (read(span) ?? 0), 0);

const count = <T>(spans: readonly T[], test: (span: T) => boolean): number => spans.filter(test).length;

/** What judges a call may come in a part without its end, and content in a log record knows not even its kind. */
const isJudged = (span: RedactedSpan): boolean =>
  isInteraction(span) || (span.kind === 'other' && span.isStartUnknown === true);

/** Whether a filter flagged the call, or the safety assessor found it below its threshold. */
const isFlagged = ({ safety = [], assessments = [] }: RedactedSpan): boolean =>
  safety.length > 0 || assessments.some((one) => one.dimension === 'safety' && !passes(one));

/** What is measured of AI calls. */
export const tallyCalls = (calls: readonly RedactedSpan[]): Measured => {
  const counted = calls.filter(isCounted);
  const judged = calls.filter(isJudged);
  const assessments = judged.flatMap((span) => span.assessments ?? []);
  const failing = assessments.filter((assessment) => !passes(assessment));
  return {
    Interactions: counted.length,
    InteractionErrors: count(counted, failed),
    Latency: present(counted, ({ latencyMs }) => latencyMs),
    TimeToFirstToken: present(counted, ({ timeToFirstTokenMs }) => timeToFirstTokenMs),
    OutputTokensPerSecond: present(counted, tokensPerSecond),
    InputTokens: sum(counted, ({ usage }) => usage?.inputTokens),
    OutputTokens: sum(counted, ({ usage }) => usage?.outputTokens),
    CacheReadTokens: sum(counted, ({ usage }) => usage?.cacheReadTokens),
    CostUsd: toUsd(sum(counted, ({ cost }) => knownCost(cost))),
    UnpricedInteractions: count(counted, ({ cost }) => knownCost(cost) === undefined),
    CacheHits: count(counted, ({ cacheHit }) => cacheHit === true),
    ValidationFailures: count(counted, ({ validationFailed }) => validationFailed === true),
    SafetyFlags: count(judged, isFlagged),
    LowQuality: failing.length,
    Hallucinations: count(failing, ({ dimension }) => dimension === 'hallucination'),
    AssessmentFailures: sum(calls, ({ unassessed }) => unassessed?.length),
    QualityScore: assessments.map(({ score }) => score),
    ResponseLength: present(counted, ({ outputLength }) => outputLength),
    CpuUtilization: present(counted, ({ resources }) => resources?.cpuPercent),
    MemoryUsed: present(counted, ({ resources }) => resources?.memoryMb),
    GpuUtilization: present(counted, ({ resources }) => resources?.gpuPercent),
    GpuMemoryUsed: present(counted, ({ resources }) => resources?.gpuMemoryMb),
  };
};

/** Findings of redaction by type, over all spans: tools and agents carry personal data as well as calls. */
export const tallyFindings = (spans: readonly RedactedSpan[]): ReadonlyMap<string, number> => {
  const byType = new Map<string, number>();
  for (const { redactions = {} } of spans) {
    for (const [type, found] of Object.entries(redactions)) byType.set(type, (byType.get(type) ?? 0) + found);
  }
  return byType;
};

/** How many calls carry each safety category. */
export const tallyCategories = (spans: readonly RedactedSpan[]): ReadonlyMap<string, number> => {
  const byCategory = new Map<string, number>();
  for (const { safety = [] } of spans.filter(isInteraction)) {
    for (const category of new Set(safety.map((flag) => flag.category))) {
      byCategory.set(category, (byCategory.get(category) ?? 0) + 1);
    }
  }
  return byCategory;
};
