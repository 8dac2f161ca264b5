/** Answers what admins ask of jobs that rewrite a project's history. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/domain/call/problem.ts';
import { toIso } from '../../src/domain/call/units.ts';
import { decompress } from '../../src/domain/decode/body.ts';
import { readObject } from '../../src/domain/decode/read-object.ts';
import { isJobId, isOver, type Job, type JobCounts } from '../../src/domain/jobs/job.ts';
import { bodyOf, type HttpEvent, json } from '../../src/lambda/http.ts';
import { type Answer, grantOf } from '../../src/lambda/http-handler.ts';
import { largeAnswer } from '../../src/lambda/large-answer.ts';
import { type StartJobParts, startJob } from '../../src/pipelines/jobs/start-job.ts';
import type { Clock } from '../../src/pipelines/ports/time.ts';

export interface JobsParts extends StartJobParts {
  readonly clock: Clock;
}

/** Jobs in one answer. */
const MOST = 100;

export const jobsAnswers = (parts: JobsParts): Readonly<Record<string, Answer>> => {
  const find = async (event: HttpEvent, project: Parameters<typeof parts.jobs.findJob>[0], waiting: object) => {
    const jobId = event.pathParameters?.['job_id'] ?? '';
    const job = isJobId(jobId) ? await parts.jobs.findJob(project, jobId, waiting) : undefined;
    if (job === undefined) throw new AppError('not-found', 'There is no such job in this project.');
    return job;
  };
  return {
    'POST /v1/jobs': async (event, known, waiting) => {
      const { project, keyId } = grantOf(known);
      const body = readObject(decompress(bodyOf(event)));
      const unique = randomUUID().replaceAll('-', '').slice(0, 12);
      return json(202, shown(await startJob(parts, { project, keyId, body, at: parts.clock(), unique }, waiting)));
    },
    'GET /v1/jobs': async (event, known, waiting) => {
      const jobs = (await parts.jobs.listJobs(grantOf(known).project, MOST, waiting)).map(shown);
      return largeAnswer(event, { jobs }, () => ({ jobs: jobs.map((job) => ({ ...job, counts: inAll(job.counts) })) }));
    },
    'GET /v1/jobs/{job_id}': async (event, known, waiting) =>
      json(200, shown(await find(event, grantOf(known).project, waiting))),
    'DELETE /v1/jobs/{job_id}': async (event, known, waiting) => {
      const { project, keyId } = grantOf(known);
      const job = await find(event, project, waiting);
      if (isOver(job)) return json(200, shown(job));
      const cancelled: Job = { ...job, state: 'cancelled', updatedAt: parts.clock() };
      if (!(await parts.jobs.updateJob(project, job, cancelled, waiting))) {
        throw new AppError('conflict', 'The job went on meanwhile; cancel it again.');
      }
      const entry = { at: parts.clock(), keyId, action: 'job.cancelled', jobId: job.jobId, kind: job.kind };
      await parts.audit.addToAudit(project, entry, waiting);
      return json(200, shown(cancelled));
    },
  };
};

/** Counts without those of single days and models, of which one job may have thousands. */
const inAll = (counts: JobCounts): JobCounts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => !name.includes('|')));

/** How far a job is, as a share of the time that it looks through: calls are not spread evenly, so it is an estimate. */
const progressOf = (job: Job): number => {
  if (job.state === 'done') return 1;
  const day = Date.parse(job.position?.slice(0, 10) ?? '');
  if (Number.isNaN(day)) return 0;
  return Math.round(Math.min(0.99, Math.max(0, (day - job.from) / (job.to - job.from))) * 100) / 100;
};

const shown = (job: Job) => ({
  job_id: job.jobId,
  kind: job.kind,
  state: job.state,
  progress: progressOf(job),
  dry_run: job.dryRun,
  from: toIso(job.from),
  to: toIso(job.to),
  options: job.options,
  counts: job.counts,
  steps: job.step,
  created_at: toIso(job.createdAt),
  created_by: job.createdBy,
  updated_at: toIso(job.updatedAt),
  ...(job.errorType === undefined ? {} : { error_type: job.errorType }),
});
