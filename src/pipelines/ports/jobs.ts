/** Where jobs stand, the queue of their steps, and what a deep pass asks and spends. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { Milliseconds } from '../../domain/call/units.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Waiting } from './time.ts';

export interface JobStore {
  /** Keeps a new job. */
  addJob(project: ProjectId, job: Job, waiting: Waiting): Promise<void>;
  findJob(project: ProjectId, jobId: string, waiting: Waiting): Promise<Job | undefined>;
  /** Newest first. */
  listJobs(project: ProjectId, limit: number, waiting: Waiting): Promise<readonly Job[]>;
  /** Replaces a job as it was read; false when it has changed since: another worker was quicker. */
  updateJob(project: ProjectId, before: Job, after: Job, waiting: Waiting): Promise<boolean>;
}

/** Asks for the next step of a job. It holds ids and numbers only. */
export interface JobMessage {
  readonly project: ProjectId;
  readonly jobId: string;
  readonly step: number;
}

export interface JobQueue {
  send(message: JobMessage, delayMs: Milliseconds, waiting: Waiting): Promise<void>;
}

/** Finds personal data in a text, for money. Places are in characters of the text. */
export interface PiiDetector {
  detectPii(
    text: string,
    language: 'en' | 'es',
    waiting: Waiting,
  ): Promise<
    readonly { readonly type: string; readonly start: number; readonly end: number; readonly score: number }[]
  >;
}
