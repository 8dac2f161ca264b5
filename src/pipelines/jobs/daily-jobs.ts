/**
 * What happens to jobs once a day: those that waited for a new budget go on, those whose message was lost get another, and projects that
 * have chosen features for the deep pass get a job for what came in since the last one. Nothing of it is on the way of a call, and
 * without such projects it costs a query.
 */
import type { ProjectId } from '../../domain/call/ids.ts';
import { inLanes } from '../../domain/call/in-lanes.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/call/units.ts';
import { isOver, type Job } from '../../domain/jobs/job.ts';
import type { Waiting } from '../ports/time.ts';
import type { SettingsOf } from '../project-settings.ts';
import { DEEP } from './kinds/deep.ts';
import { type StartJobParts, startJob } from './start-job.ts';

export interface DailyJobsParts extends StartJobParts {
  readonly projects: (waiting: Waiting) => Promise<readonly ProjectId[]>;
  readonly settingsOf: SettingsOf;
}

/** Jobs that are looked through for those that wait, and for the last deep one. */
const RECENT = 100;

/** As the audit trail names who began the job. */
const BY_SCHEDULE = 'schedule';

/** A step is tried for a quarter of an hour at most, and its first begins within as much again: after this its message is lost. */
const STRANDED_MS = HOUR_MS;

/** A job that gets a new message every day and makes no step of it is given up after this. */
const GIVEN_UP_MS = 3 * DAY_MS;

/** Every project gets its turn; what went wrong with one is thrown after the last. */
export const runDaily = async (
  parts: DailyJobsParts,
  { at, uniqueOf }: { readonly at: EpochMs; readonly uniqueOf: () => string },
  waiting: Waiting,
): Promise<{ readonly resumed: number; readonly begun: number }> => {
  let resumed = 0;
  let begun = 0;
  const errors: unknown[] = [];
  await inLanes(await parts.projects(waiting), async (project) => {
    try {
      const recent = await parts.jobs.listJobs(project, RECENT, waiting);
      for (const job of recent) if (await resume(parts, project, job, at, waiting)) resumed += 1;
      const last = recent.find(({ kind, dryRun }) => kind === DEEP && !dryRun);
      if (await beginPass(parts, { project, last, at, unique: uniqueOf() }, waiting)) begun += 1;
    } catch (error) {
      errors.push(error);
    }
  });
  if (errors.length > 0) throw errors[0];
  return { resumed, begun };
};

/** Begins the deep pass of a project that chose one and has none under way. */
const beginPass = async (
  parts: DailyJobsParts,
  {
    project,
    last,
    at,
    unique,
  }: { readonly project: ProjectId; readonly last: Job | undefined; readonly at: EpochMs; readonly unique: string },
  waiting: Waiting,
): Promise<boolean> => {
  const { deep } = await parts.settingsOf(project, waiting);
  const isUnderWay = last !== undefined && !isOver(last);
  if (deep.features.length === 0 || deep.dailyBudgetUsd === 0 || isUnderWay) return false;
  // A job that failed or was cancelled is taken up where it began.
  const from = last === undefined ? at - DAY_MS : last.state === 'done' ? last.to : last.from;
  const body = { kind: DEEP, from: from / 1000, to: at / 1000 };
  await startJob(parts, { project, keyId: BY_SCHEDULE, body, at, unique }, waiting);
  return true;
};

/** Asks for the next step of a job that waits for today, or whose message was lost; tells whether it did. */
const resume = async (
  { jobs, queue }: DailyJobsParts,
  project: ProjectId,
  job: Job,
  at: EpochMs,
  waiting: Waiting,
): Promise<boolean> => {
  const idleMs = at - job.updatedAt;
  if (job.state === 'waiting') {
    // Noted first: a schedule that calls twice must not have one step paid for twice.
    if (!(await jobs.updateJob(project, job, { ...job, state: 'running', updatedAt: at }, waiting))) return false;
  } else if (isOver(job) || idleMs < STRANDED_MS) {
    return false;
  } else if (idleMs > GIVEN_UP_MS) {
    await jobs.updateJob(project, job, { ...job, state: 'failed', errorType: 'NoProgress', updatedAt: at }, waiting);
    return false;
  }
  await queue.send({ project, jobId: job.jobId, step: job.step }, 0, waiting);
  return true;
};
