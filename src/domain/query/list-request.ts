/** Reads the query string of GET /v1/interactions. */
import { AppError, type FieldProblem } from '../call/problem.ts';
import { DAY_MS, type EpochMs } from '../call/units.ts';
import { type Cursor, decodeCursor } from './cursor.ts';
import type { Filter } from './filter.ts';
import { momentOf, type ReadTime, TIME_EXPECTED } from './time.ts';

export interface ListRequest {
  readonly within: { readonly from: EpochMs; readonly to: EpochMs };
  readonly filter: Filter;
  readonly limit: number;
  readonly cursor?: Cursor;
}

/** How the ids of a query become the ids that are stored. */
export interface StoredIds {
  readonly user: (userId: string) => string;
  readonly identifier: (text: string) => string;
}

/** Parameters of GET /v1/interactions, as the contract lists them. */
export const LIST_PARAMETERS = [
  'from',
  'to',
  'model',
  'provider',
  'status',
  'user_id',
  'session_id',
  'correlation_id',
  'feature',
  'environment',
  'service',
  'release',
  'error_type',
  'min_latency_ms',
  'max_latency_ms',
  'min_cost_usd',
  'min_time_to_first_token_ms',
  'min_tokens',
  'min_redactions',
  'flagged',
  'failed_dimension',
  'validation_failed',
  'redaction_failed',
  'unpriced',
  'limit',
  'cursor',
] as const;

/** Clients' clocks run ahead of ours by up to this much and are believed, so "now" includes it. */
const AHEAD_MS = 5 * 60_000;

/** Longest range of one list: every day of it is four queries, whether anything happened on it or not. */
const MAX_RANGE_MS = 100 * DAY_MS;

/**
 * Reads a query string. A parameter that we don't know is refused: a misspelt filter would silently list everything.
 * @throws {AppError} `invalid-request` naming every parameter that is wrong
 */
export const readListRequest = (
  query: Readonly<Record<string, string | undefined>>,
  { now, ids, readTime }: { readonly now: EpochMs; readonly ids: StoredIds; readonly readTime: ReadTime },
): ListRequest => {
  const problems: FieldProblem[] = [];
  for (const name of Object.keys(query)) {
    if (!(LIST_PARAMETERS as readonly string[]).includes(name))
      problems.push({ path: /^\w{1,40}$/.test(name) ? name : '*', message: 'is not a parameter of this list' });
  }
  const text = (name: string): string | undefined => query[name] || undefined;
  const number = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const parsed = Number(value);
    if (Number.isFinite(parsed) && parsed >= 0) return parsed;
    problems.push({ path: name, message: 'must be a number of at least 0' });
    return undefined;
  };
  const time = (name: string): EpochMs | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const parsed = momentOf(value, now, readTime);
    if (parsed === undefined) problems.push({ path: name, message: TIME_EXPECTED });
    return parsed;
  };

  const flag = (name: string): boolean | undefined => {
    const value = text(name);
    if (value === 'true' || value === 'false') return value === 'true';
    if (value !== undefined) problems.push({ path: name, message: 'must be true or false' });
    return undefined;
  };

  const to = time('to') ?? now + AHEAD_MS;
  const from = time('from') ?? to - DAY_MS - (text('to') === undefined ? AHEAD_MS : 0);
  if (from >= to) problems.push({ path: 'from', message: 'must be before to' });
  if (to - from > MAX_RANGE_MS) {
    problems.push({
      path: 'from',
      message: `must be at most ${MAX_RANGE_MS / DAY_MS} days before to; ask piece by piece`,
    });
  }
  const limit = number('limit') ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) {
    problems.push({ path: 'limit', message: 'must be a whole number between 1 and 200' });
  }
  // Of an id that a script has not set everybody's calls would be the answer.
  for (const name of ['user_id', 'session_id', 'correlation_id'] as const)
    if (query[name] === '') problems.push({ path: name, message: 'must not be empty' });
  const status = statusOf(text('status'), problems);
  const filter: Filter = Object.fromEntries(
    Object.entries({
      model: text('model'),
      provider: text('provider')?.toLowerCase(),
      status,
      user: mapped(text('user_id'), ids.user),
      sessionId: mapped(text('session_id'), ids.identifier),
      correlationId: mapped(text('correlation_id'), ids.identifier),
      feature: text('feature'),
      environment: text('environment'),
      service: text('service'),
      release: text('release'),
      errorType: text('error_type'),
      minLatencyMs: number('min_latency_ms'),
      maxLatencyMs: number('max_latency_ms'),
      minCostUsd: number('min_cost_usd'),
      minTimeToFirstTokenMs: number('min_time_to_first_token_ms'),
      minTokens: number('min_tokens'),
      minRedactions: number('min_redactions'),
      flagged: flag('flagged'),
      failedDimension: text('failed_dimension'),
      validationFailed: flag('validation_failed'),
      redactionFailed: flag('redaction_failed'),
      unpriced: flag('unpriced'),
    }).filter(([, value]) => value !== undefined),
  );
  if (problems.length > 0) {
    const [first] = problems as [FieldProblem];
    throw new AppError('invalid-request', `${first.path} ${first.message}.`, { problems });
  }
  const cursor = text('cursor');
  return {
    within: { from, to },
    filter,
    limit,
    ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor, { from, to }) }),
  };
};

const mapped = (text: string | undefined, map: (text: string) => string): string | undefined =>
  text === undefined ? undefined : map(text);

const statusOf = (text: string | undefined, problems: FieldProblem[]): 'ok' | 'error' | undefined => {
  if (text === undefined) return undefined;
  if (text === 'ok' || text === 'success') return 'ok';
  if (text === 'error' || text === 'failure' || text === 'failed') return 'error';
  problems.push({ path: 'status', message: 'must be ok or error' });
  return undefined;
};
