/** A world in which jobs run over the real stores, with a queue in memory that brings some messages twice. */
import { randomUUID } from 'node:crypto';
import type { ProjectId } from '../../../src/domain/call/ids.ts';
import type { JsonObject } from '../../../src/domain/call/json.ts';
import type { RedactedSpan } from '../../../src/domain/call/span.ts';
import { cutFragments } from '../../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import type { JobKind } from '../../../src/pipelines/jobs/kind.ts';
import { startJob } from '../../../src/pipelines/jobs/start-job.ts';
import { workJob } from '../../../src/pipelines/jobs/work-job.ts';
import type { HistoryStore } from '../../../src/pipelines/ports/history.ts';
import type { JobMessage } from '../../../src/pipelines/ports/jobs.ts';
import { readTrace, withPayloads } from '../../../src/pipelines/read-trace.ts';
import type { Stores } from '../../adapters/stores.ts';
import { NOON, traceId } from '../../builders/spans.ts';

/** Jobs run some hours after the calls. */
export const LATER = NOON + 1e7;

export interface Running {
  readonly history?: HistoryStore;
  readonly stepMs?: number;
  readonly clock?: () => number;
}

export const createWorld = (stores: Stores, kindsOf: (project: ProjectId) => readonly JobKind[]) => {
  const messages: JobMessage[] = [];
  const queue = { send: async (message: JobMessage): Promise<void> => void messages.push(message) };
  const common = (project: ProjectId) => ({ jobs: stores.jobs, queue, kinds: kindsOf(project) });

  /** Does steps until the queue is empty. */
  const work = async (
    project: ProjectId,
    { history = stores.history, stepMs = 1e6, clock = () => LATER }: Running = {},
  ) => {
    for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
      const parts = { ...common(project), history, calls: stores.calls, clock, stepMs };
      await workJob(parts, message, {});
      // As a queue does now and then: the same message once more.
      await workJob({ ...parts, queue: { send: async () => undefined } }, message, {});
    }
  };

  return {
    messages,
    work,
    startParts: (project: ProjectId) => ({ ...common(project), audit: stores.audit, keptDaysOf: async () => 30 }),

    run: async (project: ProjectId, body: JsonObject, running: Running = {}): Promise<Job> => {
      const asked = { project, keyId: 'k', body: { from: NOON / 1000 - 1e4, ...body }, at: LATER };
      const parts = { ...common(project), audit: stores.audit, keptDaysOf: async () => 30 };
      const { jobId } = await startJob(parts, { ...asked, unique: randomUUID().slice(0, 8) }, {});
      await work(project, running);
      return (await stores.jobs.findJob(project, jobId, {})) as Job;
    },

    keep: (project: ProjectId, digest: string, spans: readonly StoredSpan[], receivedAt = NOON) => {
      const fragments = cutFragments(spans, { digest, receivedAt });
      return stores.calls.keep({ project, digest, receivedAt, expiresAt: NOON + 1e9, fragments, feedback: [] }, {});
    },

    /** The first span of a trace, with its documents. */
    read: async (project: ProjectId, trace: number): Promise<RedactedSpan | undefined> => {
      const whole = await readTrace(stores.calls, project, traceId(trace), {});
      return (await withPayloads(stores.calls, whole?.spans ?? [], {}))[0];
    },

    /** Where in a project's rows and objects something is found. */
    placesOf: async (project: ProjectId, needle: RegExp): Promise<readonly string[]> =>
      (await stores.dump())
        .filter(([place, content]) => new RegExp(`\\b${project}[#/]`).test(place) && needle.test(place + content))
        .map(([place]) => place),
  };
};
