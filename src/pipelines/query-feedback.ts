/** What feedback adds up to, and what of it is negative. */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS } from '../domain/call/units.ts';
import { isNegative, summariseFeedback } from '../domain/feedback/summary.ts';
import { viewFeedback } from '../domain/query/view.ts';
import { readWholeNumber } from '../domain/query/whole-number.ts';
import type { Clock, JudgementStore, KeptFeedback, Waiting } from './ports.ts';

/** Each day is a query of its own; longer periods are for summaries. */
const MAX_DAYS = 90;
const MAX_LIMIT = 200;

/** How far back negative feedback is looked for: what is older is history, and summaries tell it. */
const NEGATIVE_DAYS = 90;

type Query = Readonly<Record<string, string | undefined>>;

/** The answer of GET /v1/feedback/summary. */
export const feedbackSummary = async (
  { judgements, clock }: { readonly judgements: JudgementStore; readonly clock: Clock },
  project: ProjectId,
  query: Query,
  waiting: Waiting,
) => {
  const days = readWholeNumber(query, 'days', { min: 1, max: MAX_DAYS, otherwise: 7 });
  const now = clock();
  const given: KeptFeedback[] = [];
  const within = { from: now - days * DAY_MS, to: now + DAY_MS };
  for await (const one of judgements.feedbackByTime(project, within, waiting)) given.push(one);
  return summariseFeedback(given, days);
};

/** The answer of GET /v1/feedback/negative: newest first. */
export const negativeFeedback = async (
  { judgements, clock }: { readonly judgements: JudgementStore; readonly clock: Clock },
  project: ProjectId,
  query: Query,
  waiting: Waiting,
) => {
  const threshold = readWholeNumber(query, 'threshold', { min: 1, max: 5, otherwise: 2 });
  const limit = readWholeNumber(query, 'limit', { min: 1, max: MAX_LIMIT, otherwise: 50 });
  const now = clock();
  const found: KeptFeedback[] = [];
  const within = { from: now - NEGATIVE_DAYS * DAY_MS, to: now + DAY_MS };
  for await (const one of judgements.feedbackByTime(project, within, waiting)) {
    if (isNegative(one, threshold)) found.push(one);
    if (found.length === limit) break;
  }
  return { feedback: found.map(viewFeedback) };
};
