/**
 * Does one step of a job, notes how far it came, and asks for the next step. A step that dies before that is done again, and finds
 * what it had done.
 */
import type { Milliseconds } from '../../domain/call/units.ts';
import { addCounts, isOver, type Job } from '../../domain/jobs/job.ts';
import type { JobMessage, JobQueue, JobStore } from '../ports/jobs.ts';
import type { Waiting } from '../ports/time.ts';
import type { JobKind } from './kind.ts';
import { type RewritingParts, rewriteHistory } from './rewrite-history.ts';

export interface WorkJobParts extends RewritingParts {
  readonly jobs: JobStore;
  readonly queue: JobQueue;
  readonly kinds: readonly JobKind[];
  /** How long a step may read on; rows that were begun are finished. */
  readonly stepMs: Milliseconds;
}

/** Does the step that a message asks for. Messages may come twice, late, or for a job that is over. */
export const workJob = async (parts: WorkJobParts, message: JobMessage, waiting: Waiting): Promise<void> => {
  const { jobs, queue, kinds, clock } = parts;
  const { project, jobId, step } = message;
  const job = await jobs.findJob(project, jobId, waiting);
  if (job === undefined || isOver(job)) return;
  if (step !== job.step) {
    // The step was done, and its worker may have died before it could ask for the next.
    if (step < job.step && job.state === 'running') await queue.send({ ...message, step: job.step }, 0, waiting);
    return;
  }
  const kind = kinds.find(({ name }) => name === job.kind);
  if (kind === undefined) throw new Error(`a job is of kind ${job.kind}, which this version does not know`);

  const work = await kind.begin(job, project, waiting);
  const until = clock() + parts.stepMs;
  const isTimeUp = (): boolean => clock() >= until;
  const done =
    'walk' in work
      ? await work.walk(job, isTimeUp, waiting)
      : await rewriteHistory(parts, work, { job, project }, isTimeUp, waiting);
  const { position, ...rest } = job;
  const after: Job = {
    ...rest,
    ...(done.position === undefined ? {} : { position: done.position }),
    ...(done.options === undefined ? {} : { options: done.options }),
    step: job.step + 1,
    state: done.state,
    counts: addCounts(job.counts, done.counts),
    updatedAt: clock(),
  };
  if (!(await jobs.updateJob(project, job, after, waiting))) return;
  if (after.state === 'running') await queue.send({ project, jobId, step: after.step }, 0, waiting);
};

/** Notes that a job failed: its step was tried as often as the queue allows. */
export const failJob = async (
  { jobs, clock }: Pick<WorkJobParts, 'jobs' | 'clock'>,
  { project, jobId }: JobMessage,
  error: unknown,
  waiting: Waiting,
): Promise<void> => {
  const job = await jobs.findJob(project, jobId, waiting);
  if (job === undefined || isOver(job)) return;
  const errorType = error instanceof Error ? error.name : typeof error;
  await jobs.updateJob(project, job, { ...job, state: 'failed', errorType, updatedAt: clock() }, waiting);
};
