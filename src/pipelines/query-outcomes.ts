/** What ground truth and people say of models and of assessors: GET /v1/outcomes/summary and GET /v1/assessments/agreement. */
import type { ProjectId } from '../domain/call/ids.ts';
import { readWholeNumber } from '../domain/query/whole-number.ts';
import { estimateMean, type Weighed } from '../domain/summarise/estimate.ts';
import { AGREEMENT, ESTIMATED, partsOf, QUALITY } from '../domain/summarise/figures.ts';
import { agreementOf } from '../domain/summarise/outcomes/agreement.ts';
import { EMPTY_TALLY, mergeTallies, type OutcomeTally, outcomeMetrics } from '../domain/summarise/outcomes/tally.ts';
import { viewAgreement, viewOutcomeMetrics } from '../domain/summarise/outcomes/view.ts';
import { periodLabel } from '../domain/summarise/period.ts';
import { failedShare, meanScore } from '../domain/summarise/scores.ts';
import type { Waiting } from './ports/time.ts';
import { lastDays, MAX_DAYS } from './query-days.ts';
import type { SummaryQueryParts } from './query-summaries.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The answer of GET /v1/outcomes/summary: by model and operation, over all days and day by day. */
export const outcomesSummary = async (parts: SummaryQueryParts, project: ProjectId, query: Query, waiting: Waiting) => {
  const days = readWholeNumber(query, 'days', { min: 1, max: MAX_DAYS, otherwise: 7 });
  const groups = new Map<string, { tally: OutcomeTally; readonly days: object[] }>();
  for (const { period, rollup } of await lastDays(parts, project, days, waiting)) {
    for (const [key, tally] of rollup.figures.outcomes.kept) {
      const [model, operation] = partsOf(key);
      if (query['model'] && query['model'] !== model) continue;
      if (query['operation'] && query['operation'] !== operation) continue;
      const group = groups.get(key) ?? { tally: EMPTY_TALLY, days: [] };
      group.tally = mergeTallies(group.tally, tally);
      group.days.push({ date: periodLabel(period), ...viewOutcomeMetrics(outcomeMetrics(tally), { labels: false }) });
      groups.set(key, group);
    }
  }
  return {
    period_days: days,
    outcomes: [...groups]
      .sort(([a, x], [b, y]) => y.tally.count - x.tally.count || (a < b ? -1 : 1))
      .map(([key, group]) => {
        const [model, operation] = partsOf(key);
        return {
          model: model || null,
          operation: operation || null,
          ...viewOutcomeMetrics(outcomeMetrics(group.tally), { labels: true }),
          days: group.days,
        };
      }),
  };
};

/** The answer of GET /v1/assessments/agreement: how far each assessor judges as people do, and what each kind of them scored. */
export const assessorAgreement = async (
  parts: SummaryQueryParts,
  project: ProjectId,
  query: Query,
  waiting: Waiting,
) => {
  const days = readWholeNumber(query, 'days', { min: 1, max: MAX_DAYS, otherwise: 30 });
  const [agreement, judged, estimated] = [AGREEMENT.zero(), QUALITY.zero(), ESTIMATED.zero()];
  for (const { rollup } of await lastDays(parts, project, days, waiting)) {
    AGREEMENT.absorb(agreement, rollup.figures.agreement);
    QUALITY.absorb(judged, rollup.figures.judged);
    ESTIMATED.absorb(estimated, rollup.figures.estimated);
  }
  const isWanted = (dimension: string | undefined): boolean => !query['dimension'] || query['dimension'] === dimension;
  return {
    period_days: days,
    agreement: [...agreement.kept].sort(byName).flatMap(([key, tally]) => {
      const [dimension, assessor, assessorType] = partsOf(key);
      const found = agreementOf(tally);
      return found === undefined || !isWanted(dimension)
        ? []
        : [{ dimension, assessor, assessor_type: assessorType, ...viewAgreement(found) }];
    }),
    scores: [...judged.kept].sort(byName).flatMap(([key, scores]) => {
      const [dimension, assessorType] = partsOf(key);
      if (!isWanted(dimension)) return [];
      const all = estimated.kept.get(key);
      const row = {
        dimension,
        assessor_type: assessorType,
        count: scores.count,
        mean: meanScore(scores) ?? null,
        below_threshold_share: failedShare(scores) ?? null,
      };
      return [all === undefined ? row : { ...row, of_all_calls: viewEstimates(all) }];
    }),
  };
};

/** What the scores of calls that chance picked say of all calls, each with the ends of its 95 % interval. */
const viewEstimates = ({ score, failed }: { readonly score: Weighed; readonly failed: Weighed }) => {
  const [mean, below] = [estimateMean(score), estimateMean(failed)];
  return {
    picked: score.samples,
    mean: mean?.value ?? null,
    mean_interval: mean ? [mean.low, mean.high] : null,
    below_threshold_share: below?.value ?? null,
    below_threshold_interval: below ? [below.low, below.high] : null,
  };
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
