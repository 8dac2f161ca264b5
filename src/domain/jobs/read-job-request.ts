/** Reads what a caller asks a job for: its kind, the stretch of time, and whatever else the kind wants to know. */
import type { JsonObject } from '../call/json.ts';
import { AppError, type FieldProblem } from '../call/problem.ts';
import type { EpochMs } from '../call/units.ts';

export interface JobRequest {
  readonly kind: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly dryRun: boolean;
  /** The fields that are the kind's own, not yet checked. */
  readonly rest: JsonObject;
}

const COMMON = ['kind', 'from', 'to', 'dry_run'];

/** Before this there were no calls of ours. */
const BEGINNING: EpochMs = Date.UTC(2000, 0, 1);

/**
 * Reads a request. Without `from` it reaches back to the beginning, without `to` to now and the few minutes that clocks run ahead.
 * @throws {AppError} `invalid-request` naming every field that is wrong
 */
export const readJobRequest = (
  body: JsonObject,
  {
    kinds,
    now,
    readTime,
  }: {
    readonly kinds: readonly string[];
    readonly now: EpochMs;
    readonly readTime: (text: string | number) => EpochMs | undefined;
  },
): JobRequest => {
  const problems: FieldProblem[] = [];
  const instant = (field: string, otherwise: EpochMs): EpochMs => {
    const value = body[field];
    if (value === undefined || value === null) return otherwise;
    const at = typeof value === 'string' || typeof value === 'number' ? readTime(value) : undefined;
    if (at === undefined) problems.push({ path: field, message: 'must be an ISO 8601 time or epoch seconds' });
    return at ?? otherwise;
  };
  const { kind, dry_run: dryRun = false } = body;
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    problems.push({ path: 'kind', message: `must be one of ${kinds.join(', ')}` });
  }
  if (typeof dryRun !== 'boolean') problems.push({ path: 'dry_run', message: 'must be true or false' });
  const from = instant('from', BEGINNING);
  const to = instant('to', now + AHEAD_MS);
  if (from >= to) problems.push({ path: 'from', message: 'must be before to' });
  const [first] = problems;
  if (first !== undefined) throw new AppError('invalid-request', `${first.path} ${first.message}.`, { problems });
  const rest = Object.fromEntries(Object.entries(body).filter(([field]) => !COMMON.includes(field)));
  return { kind: kind as string, from, to, dryRun: dryRun === true, rest };
};

/** Clients' clocks run ahead of ours by up to this much and are believed. */
const AHEAD_MS = 5 * 60_000;
