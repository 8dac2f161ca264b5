/** Jobs: a row each, by the time they were asked for. */
import { DAY_MS } from '../../domain/call/units.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobStore } from '../../pipelines/ports/jobs.ts';
import { jobKey } from './keys.ts';
import type { PutIf } from './put-if.ts';
import { type Item, type Table, ttl } from './table.ts';

/** How long a job is told of; that it was begun stays in the audit trail. */
const KEPT_MS = 400 * DAY_MS;

export const createJobStore = (table: Table, putIf: PutIf): JobStore => ({
  addJob: async (project, job, waiting) => {
    await table.put(itemOf(jobKey(project, job.jobId), job), waiting, { keepsOld: true });
  },
  findJob: async (project, jobId, waiting) => {
    const item = await table.get(jobKey(project, jobId), waiting);
    return item === undefined ? undefined : jobOf(item);
  },
  listJobs: async (project, limit, waiting) => {
    const { pk } = jobKey(project, '');
    const jobs: Job[] = [];
    for await (const item of table.query(
      { pk, from: ' ', to: '\uffff', newestFirst: true, limit, consistent: true },
      waiting,
    )) {
      jobs.push(jobOf(item));
      if (jobs.length === limit) break;
    }
    return jobs;
  },
  updateJob: (project, before, after, waiting) =>
    putIf(
      itemOf(jobKey(project, after.jobId), after),
      's = :before',
      { ':before': { S: JSON.stringify(before) } },
      waiting,
    ),
});

const itemOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }, job: Job): Item => ({
  pk: { S: pk },
  sk: { S: sk },
  s: { S: JSON.stringify(job) },
  ttl: ttl(job.createdAt + KEPT_MS),
});

const jobOf = (item: Item): Job => JSON.parse(item['s']?.S ?? '') as Job;
