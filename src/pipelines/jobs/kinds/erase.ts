/**
 * The kind `erase`: takes away what was stored of a person, a session, a trace or one call. It finds traces by the ids that people
 * know, and counts what it took from where: the job is the receipt. Done again, it finds nothing.
 */
import {
  interactionId,
  type ProjectId,
  parseInteractionId,
  parseTraceId,
  type TraceId,
  type UserPseudonym,
} from '../../../domain/call/ids.ts';
import { inLanes } from '../../../domain/call/in-lanes.ts';
import type { JsonObject } from '../../../domain/call/json.ts';
import type { Keyed } from '../../../domain/call/keyed.ts';
import type { Result } from '../../../domain/call/problem.ts';
import { DAY_MS } from '../../../domain/call/units.ts';
import { addCounts, type Job, type JobCounts } from '../../../domain/jobs/job.ts';
import { redactIdentifier } from '../../../domain/redact/redact-span.ts';
import type { Redactor } from '../../../domain/redact/redactor.ts';
import type { CallStore } from '../../ports/calls.ts';
import type { EraseStore } from '../../ports/history.ts';
import type { Clock, Waiting } from '../../ports/time.ts';
import type { OfProject } from '../../project-settings.ts';
import type { JobKind, Step } from '../kind.ts';

export interface EraseParts {
  readonly erasing: EraseStore;
  readonly calls: Pick<CallStore, 'rowsByPosting'>;
  readonly keyed: Keyed;
  readonly stepsOf: OfProject<{ readonly redactor: Redactor }>;
  readonly clock: Clock;
}

/** Days whose feedback is looked through before the time is looked at; most of the thousands of days before today have none. */
const DAYS_AT_ONCE = 64;

/** What may be asked for, each by the name that the API gives it. */
const FIELDS = ['user_id', 'session_id', 'trace_id', 'interaction_id'] as const;

/** Longest id that may be asked for: those of OpenTelemetry have no limit, and each must be erasable by the one that the app sent. */
const MAX_ID_LENGTH = 8_192;

export const createErase = (parts: EraseParts): JobKind => ({
  name: 'erase',
  looksAtAll: true,
  readOptions: (rest, project, waiting) => readTarget(parts, rest, project, waiting),
  begin: async (_job, project) => ({
    walk: (job, isTimeUp, waiting) => walk(parts, { job, project }, isTimeUp, waiting),
  }),
});

/** The target as it is stored: a person's pseudonym, an id as redaction left it. The ids of the request are kept nowhere. */
const readTarget = async (
  { keyed, stepsOf }: EraseParts,
  rest: JsonObject,
  project: ProjectId,
  waiting: Waiting,
): Promise<Result<JsonObject>> => {
  const problem = (path: string, message: string): Result<JsonObject> => ({ ok: false, problems: [{ path, message }] });
  const [field, ...more] = Object.keys(rest);
  if (field === undefined || more.length > 0 || !(FIELDS as readonly string[]).includes(field)) {
    return problem('', `must name exactly one of ${FIELDS.join(', ')}`);
  }
  const value = rest[field];
  if (typeof value !== 'string' || value === '' || value.length > MAX_ID_LENGTH)
    return problem(field, `must be a text of 1–${MAX_ID_LENGTH} characters`);
  if (field === 'user_id') return { ok: true, value: { user: keyed.user(project, value) } };
  if (field === 'trace_id') {
    const traceId = parseTraceId(value);
    return traceId === undefined
      ? problem(field, 'must be 32 hexadecimal digits')
      : { ok: true, value: { trace: traceId } };
  }
  const ours = field === 'interaction_id' ? parseInteractionId(value.toLowerCase()) : undefined;
  if (ours !== undefined) return { ok: true, value: { call: interactionId(ours.traceId, ours.spanId) } };
  const { redactor } = await stepsOf(project, waiting);
  const id = redactIdentifier(value, { project, redactor, keyed });
  if (field === 'session_id') return { ok: true, value: { session: id } };
  // A client's own id: its call's place was derived from it, unless the client named a trace too, and then a posting leads there.
  const call = interactionId(keyed.traceId(project, value), keyed.spanId(project, value));
  return { ok: true, value: { call, client: id } };
};

const walk = async (
  { erasing, calls, clock }: EraseParts,
  { job, project }: { readonly job: Job; readonly project: ProjectId },
  isTimeUp: () => boolean,
  waiting: Waiting,
): Promise<Step> => {
  const { user, session, trace, call, client } = job.options as Readonly<Record<string, string | undefined>>;
  const { jobId, dryRun } = job;
  let counts: JobCounts = {};
  const count = (more: JobCounts): void => {
    counts = addCounts(counts, Object.fromEntries(Object.entries(more).filter(([, number]) => number > 0)));
  };
  const about = { jobId, dryRun, now: clock() };

  if (trace !== undefined) count(await erasing.eraseTrace(project, trace as TraceId, about, waiting));
  const place = call === undefined ? undefined : parseInteractionId(call);
  if (place !== undefined) {
    count(await erasing.eraseTrace(project, place.traceId, { ...about, only: { spanId: place.spanId } }, waiting));
  }
  const found =
    user !== undefined
      ? { kind: 'user' as const, value: user }
      : session !== undefined
        ? { kind: 'session' as const, value: session }
        : client !== undefined
          ? { kind: 'client' as const, value: client }
          : undefined;
  const done = (): Step => ({ counts, position: undefined, state: 'done', options: forgotten(job.options) });
  if (found === undefined) return done();

  const [phase = 'traces', at] = job.position?.split('|') ?? [];
  if (phase === 'traces') {
    for await (const { traceId, position, at: foundAt } of calls.rowsByPosting(project, found, job, at, waiting)) {
      const only = client === undefined ? {} : { only: { clientId: client } };
      const erased = await erasing.eraseTrace(
        project,
        traceId,
        { ...about, ...only, foundBy: { ...found, at: foundAt } },
        waiting,
      );
      // A register may lead to what is gone already.
      const isEmpty = Object.values(erased).every((number) => number === 0);
      count({ ...erased, traces: isEmpty ? 0 : 1 });
      if (isTimeUp()) return { counts, position: `traces|${position}`, state: 'running' };
    }
    if (found.kind !== 'user') {
      count(await erasing.eraseJudgements(project, { by: found.kind, value: found.value }, dryRun, waiting));
    }
  }
  if (user === undefined) return done();
  for (let from = phase === 'days' ? Number(at) : job.from; from < job.to + DAY_MS; from += DAYS_AT_ONCE * DAY_MS) {
    const days = Array.from({ length: DAYS_AT_ONCE }, (_, number) => from + number * DAY_MS);
    await inLanes(days, async (day) => {
      count(await erasing.eraseFeedbackOf(project, user as UserPseudonym, day, dryRun, waiting));
    });
    if (isTimeUp()) return { counts, position: `days|${from + DAYS_AT_ONCE * DAY_MS}`, state: 'running' };
  }
  return done();
};

/** A receipt says what kind of thing was erased; whose it was is known to whoever asked for it. */
const forgotten = (options: JsonObject): JsonObject => ({ erased: Object.keys(options)[0] ?? '' });
