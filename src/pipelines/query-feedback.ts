/** What feedback adds up to, and what of it is negative: of all calls, or of those of a model, a feature and so on. */
import type { ProjectId } from '../domain/call/ids.ts';
import { inLanes } from '../domain/call/in-lanes.ts';
import { isJsonObject } from '../domain/call/json.ts';
import { AppError } from '../domain/call/problem.ts';
import { type JudgedSubject, subjectOf } from '../domain/call/quality.ts';
import { DAY_MS } from '../domain/call/units.ts';
import { toEpochMs } from '../domain/decode/shapes.ts';
import { isNegative, summariseFeedback } from '../domain/feedback/summary.ts';
import { momentOf, TIME_EXPECTED } from '../domain/query/time.ts';
import { viewFeedback } from '../domain/query/view.ts';
import { readWholeNumber } from '../domain/query/whole-number.ts';
import type { CallStore } from './ports/calls.ts';
import type { JudgementStore, KeptFeedback } from './ports/judgements.ts';
import type { Clock, TimeRange, Waiting } from './ports/time.ts';
import { resolveTarget } from './resolve-target.ts';

/** Each day is a query of its own; longer periods are for summaries. */
const MAX_DAYS = 90;
const MAX_LIMIT = 200;

/** How far back negative feedback is looked for: what is older is history, and summaries tell it. */
const NEGATIVE_DAYS = 90;

/** Calls looked up for one answer at most, where feedback came before its call or to a session: each is a query or more. */
const MAX_LOOKUPS = 500;

/** By what of its call feedback may be asked for. */
const FILTERS = ['model', 'feature', 'environment', 'operation'] as const;

type Query = Readonly<Record<string, string | undefined>>;

interface Parts {
  readonly calls: CallStore;
  readonly judgements: JudgementStore;
  readonly clock: Clock;
}

/** The answer of GET /v1/feedback/summary. */
export const feedbackSummary = async (parts: Parts, project: ProjectId, query: Query, waiting: Waiting) => {
  const days = readWholeNumber(query, 'days', { min: 1, max: MAX_DAYS, otherwise: 7 });
  const within = rangeOf(query, parts.clock(), days);
  const given = await Array.fromAsync(parts.judgements.feedbackByTime(project, within, waiting));
  const isStated = query['from'] !== undefined && query['from'] !== '';
  const covered = isStated ? Math.ceil((Math.min(within.to, parts.clock()) - within.from) / DAY_MS) : days;
  return summariseFeedback(await matching(parts, project, given, query, waiting), Math.max(1, covered));
};

/** The answer of GET /v1/feedback/negative: newest first. */
export const negativeFeedback = async (parts: Parts, project: ProjectId, query: Query, waiting: Waiting) => {
  const threshold = readWholeNumber(query, 'threshold', { min: 1, max: 5, otherwise: 2 });
  const limit = readWholeNumber(query, 'limit', { min: 1, max: MAX_LIMIT, otherwise: 50 });
  const found: KeptFeedback[] = [];
  let page: KeptFeedback[] = [];
  for await (const one of parts.judgements.feedbackByTime(
    project,
    rangeOf(query, parts.clock(), NEGATIVE_DAYS),
    waiting,
  )) {
    if (!isNegative(one, threshold)) continue;
    page.push(one);
    if (page.length + found.length < limit) continue;
    found.push(...(await matching(parts, project, page, query, waiting)));
    page = [];
    if (found.length >= limit) break;
  }
  found.push(...(await matching(parts, project, page, query, waiting)));
  return { feedback: found.slice(0, limit).map(viewFeedback) };
};

/** From `from` to `to` where they are given, else the last days; what comes from clocks ahead of ours is in. */
const rangeOf = (query: Query, now: number, days: number): TimeRange => {
  const read = (name: 'from' | 'to'): number | undefined => {
    const text = query[name];
    if (text === undefined || text === '') return undefined;
    const instant = momentOf(text, now, toEpochMs);
    if (instant !== undefined) return instant;
    throw new AppError('invalid-request', `${name} ${TIME_EXPECTED}.`, {
      problems: [{ path: name, message: TIME_EXPECTED }],
    });
  };
  const to = read('to') ?? now + DAY_MS;
  const from = read('from') ?? Math.min(to, now) - days * DAY_MS;
  if (from < to && to - from <= (MAX_DAYS + 1) * DAY_MS) return { from, to };
  const message = `must be before to, and at most ${MAX_DAYS} days`;
  throw new AppError('invalid-request', `from ${message}.`, { problems: [{ path: 'from', message }] });
};

/** The feedback on calls that fit the filters. What the call was is kept with the feedback, or looked up. */
const matching = async (
  { calls }: Pick<Parts, 'calls'>,
  project: ProjectId,
  given: readonly KeptFeedback[],
  query: Query,
  waiting: Waiting,
): Promise<readonly KeptFeedback[]> => {
  const filters = FILTERS.filter((name) => query[name]);
  if (filters.length === 0) return given;
  const subjects = new Map<KeptFeedback, JudgedSubject<string>>();
  const unknown = given.filter(({ subject }) => subject === undefined);
  await inLanes(unknown.slice(0, MAX_LOOKUPS), async (one) => {
    subjects.set(one, subjectOf((await resolveTarget(calls, project, one, waiting))?.span));
  });
  return given.filter((one) => {
    const subject = one.subject ?? subjects.get(one) ?? {};
    return filters.every((name) => (subject[name] ?? statedIn(one, name)) === query[name]);
  });
};

/** Apps that give feedback before its call, or without any, often state the feature in its context. */
const statedIn = ({ context }: KeptFeedback, name: string): unknown =>
  isJsonObject(context) ? context[name] : undefined;
