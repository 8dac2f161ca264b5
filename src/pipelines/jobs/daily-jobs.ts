/**
 * What happens to jobs once a day: those that waited for a new budget go on, and projects that have chosen features for the deep pass
 * get a job for what came in since the last one. Nothing of it is on the way of a call, and without such projects it costs a query.
 */
import type { ProjectId } from '../../domain/call/ids.ts';
import { DAY_MS, type EpochMs } from '../../domain/call/units.ts';
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

export const runDaily = async (
  parts: DailyJobsParts,
  { at, uniqueOf }: { readonly at: EpochMs; readonly uniqueOf: () => string },
  waiting: Waiting,
): Promise<{ readonly resumed: number; readonly begun: number }> => {
  let resumed = 0;
  let begun = 0;
  for (const project of await parts.projects(waiting)) {
    const recent = await parts.jobs.listJobs(project, RECENT, waiting);
    for (const job of recent)
      if (job.state === 'waiting' && (await resume(parts, project, job, at, waiting))) resumed += 1;
    const { deep } = await parts.settingsOf(project, waiting);
    const last = recent.find(({ kind, dryRun }) => kind === DEEP && !dryRun);
    const isUnderWay = last !== undefined && !isOver(last);
    if (deep.features.length === 0 || deep.dailyBudgetUsd === 0 || isUnderWay) continue;
    // A job that failed or was cancelled is taken up where it began.
    const from = last === undefined ? at - DAY_MS : last.state === 'done' ? last.to : last.from;
    const body = { kind: DEEP, from: from / 1000, to: at / 1000 };
    await startJob(parts, { project, keyId: BY_SCHEDULE, body, at, unique: uniqueOf() }, waiting);
    begun += 1;
  }
  return { resumed, begun };
};

const resume = async (
  { jobs, queue }: DailyJobsParts,
  project: ProjectId,
  job: Job,
  at: EpochMs,
  waiting: Waiting,
): Promise<boolean> => {
  const running: Job = { ...job, state: 'running', updatedAt: at };
  if (!(await jobs.updateJob(project, job, running, waiting))) return false;
  await queue.send({ project, jobId: job.jobId, step: job.step }, 0, waiting);
  return true;
};
