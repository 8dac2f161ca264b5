/** Takes a job on: checks what is asked, keeps it, has it in the audit trail, and asks for its first step. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { JsonObject } from '../../domain/call/json.ts';
import { AppError } from '../../domain/call/problem.ts';
import { DAY_MS, type EpochMs } from '../../domain/call/units.ts';
import { toEpochMs } from '../../domain/decode/shapes.ts';
import { type Job, jobIdOf } from '../../domain/jobs/job.ts';
import { readJobRequest } from '../../domain/jobs/read-job-request.ts';
import type { JobQueue, JobStore } from '../ports/jobs.ts';
import type { AuditStore } from '../ports/settings.ts';
import type { Waiting } from '../ports/time.ts';
import type { JobKind } from './kind.ts';

export interface StartJobParts {
  readonly jobs: JobStore;
  readonly queue: JobQueue;
  readonly audit: AuditStore;
  readonly kinds: readonly JobKind[];
  /** Days that a project's calls are kept: before that there is nothing to look for. */
  readonly keptDaysOf: (project: ProjectId, waiting: Waiting) => Promise<number>;
}

/** @throws {AppError} `invalid-request` naming every field that is wrong */
export const startJob = async (
  parts: StartJobParts,
  asked: {
    readonly project: ProjectId;
    readonly keyId: string;
    readonly body: JsonObject;
    readonly at: EpochMs;
    /** Eight random letters or digits at least. */
    readonly unique: string;
  },
  waiting: Waiting,
): Promise<Job> => {
  const { project, keyId, body, at, unique } = asked;
  const request = readJobRequest(body, {
    kinds: parts.kinds.map(({ name }) => name),
    now: at,
    readTime: toEpochMs,
  });
  const kind = parts.kinds.find(({ name }) => name === request.kind) as JobKind;
  const options = await kind.readOptions(request.rest, project, waiting);
  if (!options.ok) {
    const [first = { path: '', message: 'is not valid' }] = options.problems;
    throw new AppError('invalid-request', `${first.path} ${first.message}.`.trim(), { problems: options.problems });
  }
  const earliest = at - ((await parts.keptDaysOf(project, waiting)) + 2) * DAY_MS;
  const job: Job = {
    jobId: jobIdOf(at, unique),
    kind: kind.name,
    from: body['from'] == null && kind.looksAtAll !== true ? Math.max(request.from, earliest) : request.from,
    // No call begins later than a moment from now: whoever asks for ever must not be given empty days till then.
    to: Math.min(request.to, at + DAY_MS),
    dryRun: request.dryRun,
    options: options.value,
    state: 'queued',
    step: 0,
    counts: {},
    createdAt: at,
    createdBy: keyId,
    updatedAt: at,
  };
  await parts.audit.addToAudit(
    project,
    { at, keyId, action: 'job.started', jobId: job.jobId, kind: kind.name },
    waiting,
  );
  await parts.jobs.addJob(project, job, waiting);
  const delayMs = job.dryRun ? 0 : ((await kind.delayMs?.(project, at, waiting)) ?? 0);
  await parts.queue.send({ project, jobId: job.jobId, step: 0 }, delayMs, waiting);
  return job;
};
