/**
 * Does one step of a job: reads on from where the step before stopped, rewrites what it finds until its time is up, notes how far it
 * came, and asks for the next step. A step that dies is done again, and finds the rows that it had rewritten marked.
 */
import type { ProjectId } from '../../domain/call/ids.ts';
import { isInteraction } from '../../domain/call/span.ts';
import type { EpochMs, Milliseconds } from '../../domain/call/units.ts';
import type { PackFrame } from '../../domain/fragment/fragment.ts';
import { addCounts, isOver, type Job, type JobCounts, type JobState } from '../../domain/jobs/job.ts';
import type { CallStore } from '../ports/calls.ts';
import type { HistoricFragment, HistoricRow, HistoryStore } from '../ports/history.ts';
import type { JobMessage, JobQueue, JobStore } from '../ports/jobs.ts';
import type { Clock, Waiting } from '../ports/time.ts';
import type { JobKind, Rewriting, Step } from './kind.ts';

export interface WorkJobParts {
  readonly jobs: JobStore;
  readonly queue: JobQueue;
  readonly history: HistoryStore;
  readonly calls: Pick<CallStore, 'readPayloads'>;
  readonly kinds: readonly JobKind[];
  readonly clock: Clock;
  /** How long a step may read on; a page that was begun is finished. */
  readonly stepMs: Milliseconds;
}

/** Rows worked on at once: enough to hide the latency of reads and writes. */
const AT_ONCE = 8;

/** A fragment that changes under our hands is read again this often before the step is given up. */
const ATTEMPTS = 4;

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
  const done =
    'walk' in work
      ? await work.walk(job, () => clock() >= until, waiting)
      : await doStep(parts, work, { job, project }, waiting);
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

const doStep = async (
  parts: WorkJobParts,
  rewriting: Rewriting,
  { job, project }: { readonly job: Job; readonly project: ProjectId },
  waiting: Waiting,
): Promise<Step> => {
  const { history, clock, stepMs } = parts;
  const began = clock();
  const tally = createTally(rewriting, { job, project }, parts, waiting);
  let position = job.position;
  let state: JobState = 'done';
  for await (const page of history.history(project, job, job.position, waiting)) {
    await inLanes(page.rows, tally.add);
    if (tally.mustWait()) {
      // The page is read again tomorrow; what was rewritten of it is marked.
      state = 'waiting';
      break;
    }
    position = page.position;
    if (clock() - began >= stepMs) {
      state = 'running';
      break;
    }
  }
  await tally.settle();
  return { counts: tally.counts(), position, state };
};

/** Rewrites rows one by one, and gathers what has to be done once for all of them. */
const createTally = (
  rewriting: Rewriting,
  { job, project }: { readonly job: Job; readonly project: ProjectId },
  { history, calls, clock }: WorkJobParts,
  waiting: Waiting,
) => {
  let counts: JobCounts = {};
  let mustWait = false;
  let expiresAt = 0;
  const frames: PackFrame[] = [];
  const instants: EpochMs[] = [];
  const count = (more: JobCounts): void => {
    counts = addCounts(counts, more);
  };

  /** False when the fragment changed under our hands. `isOwn`: it is the row's, not one that was split from the same. */
  const rewriteOne = async (before: HistoricFragment, isOwn: boolean): Promise<boolean> => {
    if (before.rewrittenBy === job.jobId) {
      frames.push(...before.formerFrames);
      if (isOwn) count({ fragments: 1, changed: 1 });
      return true;
    }
    const { fragment } = before;
    const spans = rewriting.needsDocuments ? await calls.readPayloads(fragment.spans, waiting) : fragment.spans;
    const rewritten = await rewriting.rewrite({ ...fragment, spans }, waiting);
    if (rewritten.mustWait) {
      mustWait = true;
      return true;
    }
    if (
      rewriting.dropsHeld &&
      isOwn &&
      !job.dryRun &&
      fragment.spans.some(({ sampling }) => sampling?.kept === false)
    ) {
      const place = { traceId: fragment.traceId, fragmentKey: fragment.key };
      count({ held_dropped: await history.dropHeld(project, place, waiting) });
    }
    const changed = rewritten.spans === undefined ? 0 : 1;
    if (rewritten.spans !== undefined && !job.dryRun) {
      const former = await history.replaceFragment(project, before, rewritten.spans, job.jobId, waiting);
      if (former === undefined) return false;
      frames.push(...former);
      instants.push(...rewritten.spans.filter(isInteraction).map(({ start }) => start));
      instants.push(...fragment.spans.filter(isInteraction).map(({ start }) => start));
      expiresAt = Math.max(expiresAt, before.expiresAt);
    }
    count(isOwn ? { fragments: 1, changed, ...rewritten.counts } : rewritten.counts);
    return true;
  };

  const rewriteFragments = async (row: Exclude<HistoricRow, { judgement: object }>): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const group = await history.readFragments(project, row, waiting);
      // Those that were split from one fragment share a frame, which is wiped only when none of them points into it.
      let isDone = true;
      for (const before of group) {
        const isOwn = before.fragment.key === row.fragmentKey;
        if ((isOwn || !job.dryRun) && !(await rewriteOne(before, isOwn))) isDone = false;
      }
      if (isDone) return;
    }
    throw new Error('a fragment kept changing while it was rewritten');
  };

  const rewriteJudgement = async ({ judgement: before, row }: HistoricRow & { judgement: object }): Promise<void> => {
    if (rewriting.rewriteJudgement === undefined) return;
    const { judgement, counts: more } = rewriting.rewriteJudgement(before);
    if (judgement !== undefined && !job.dryRun) await history.replaceJudgement(row, before, judgement, waiting);
    count({ judgements: 1, judgements_changed: judgement === undefined ? 0 : 1, ...more });
  };

  return {
    add: async (row: HistoricRow): Promise<void> => {
      if (mustWait) return;
      if (row.judgement === undefined) await rewriteFragments(row);
      else await rewriteJudgement(row);
    },
    /** Wipes what nothing points into any more, and has the hours summed up anew: before the progress is noted, so that both happen. */
    settle: async (): Promise<void> => {
      await history.wipeFrames(frames, waiting);
      const at = { mark: `${job.jobId}.${job.step}`, now: clock(), expiresAt };
      if (instants.length > 0) await history.markLate(project, instants, at, waiting);
    },
    counts: () => counts,
    mustWait: () => mustWait,
  };
};

const inLanes = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, left.length) }, lane));
};
