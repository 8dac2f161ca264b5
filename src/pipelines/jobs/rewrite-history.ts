/**
 * One step of a job that rewrites calls and judgements: reads on from where the step before stopped, and rewrites what it finds until
 * its time is up. What was rewritten is marked with the job, so a step that died is done again without harm.
 */
import type { ProjectId, TraceId } from '../../domain/call/ids.ts';
import { inLanesWhile } from '../../domain/call/in-lanes.ts';
import { isInteraction } from '../../domain/call/span.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { PackFrame, StoredSpan } from '../../domain/fragment/fragment.ts';
import { pointsInto } from '../../domain/fragment/frames.ts';
import { addCounts, type Job, type JobCounts } from '../../domain/jobs/job.ts';
import type { CallStore } from '../ports/calls.ts';
import type { HistoricFragment, HistoricRow, HistoryStore } from '../ports/history.ts';
import type { Clock, Waiting } from '../ports/time.ts';
import type { Rewriting, Rewritten, Step } from './kind.ts';

export interface RewritingParts {
  readonly history: HistoryStore;
  readonly calls: Pick<CallStore, 'readPayloads'>;
  readonly clock: Clock;
}

interface OfJob {
  readonly job: Job;
  readonly project: ProjectId;
}

/** Rows worked on at once: enough to hide the latency of reads and writes. */
const AT_ONCE = 8;

/** A fragment that changes under our hands is read again this often before the step is given up. */
const ATTEMPTS = 4;

/** Rewrites row by row until `isTimeUp`, and one row at least: a row that was begun is finished, frames and late hours included. */
export const rewriteHistory = async (
  parts: RewritingParts,
  rewriting: Rewriting,
  { job, project }: OfJob,
  isTimeUp: () => boolean,
  waiting: Waiting,
): Promise<Step> => {
  const tally = createTally(rewriting, { job, project }, parts, waiting);
  let { position } = job;
  for await (const page of parts.history.history(project, job, position, waiting)) {
    const undone = new Set<HistoricRow>();
    const begun = await inLanesWhile(
      page.rows,
      async (row) => {
        if (!(await tally.add(row))) undone.add(row);
      },
      { lanes: rewriting.inOrder ? 1 : AT_ONCE, goesOn: () => undone.size === 0 && !isTimeUp() },
    );
    // Before the place is noted: a step that dies up to here does all of it again.
    await tally.settle();
    const waits = page.rows.findIndex((row) => undone.has(row));
    const done = waits < 0 ? begun : waits;
    position = done === page.rows.length ? page.position : (page.rows[done - 1]?.position ?? position);
    if (waits >= 0) return { counts: tally.counts(), position, state: 'waiting' };
    if (done < page.rows.length || isTimeUp()) return { counts: tally.counts(), position, state: 'running' };
  }
  return { counts: tally.counts(), position, state: 'done' };
};

/** Rewrites rows one by one, and gathers what has to be done once for all of them. */
const createTally = (
  rewriting: Rewriting,
  { job, project }: OfJob,
  { history, calls, clock }: RewritingParts,
  waiting: Waiting,
) => {
  let counts: JobCounts = {};
  let expiresAt = 0;
  let frames: PackFrame[] = [];
  let instants: EpochMs[] = [];
  const count = (more: JobCounts): void => {
    counts = addCounts(counts, more);
  };

  const markLate = ({ expiresAt: until }: HistoricFragment, spans: readonly StoredSpan[]): void => {
    instants.push(...spans.filter(isInteraction).map(({ start }) => start));
    expiresAt = Math.max(expiresAt, until);
  };

  /** Puts spans in place of a fragment's own. False when it changed under our hands. */
  const replace = async (
    { before, beside, rewritten }: Rewrite,
    place: { readonly traceId: TraceId; readonly fragmentKey: string },
  ): Promise<boolean> => {
    if (rewriting.dropsHeld && before.fragment.spans.some(({ sampling }) => sampling?.kept === false)) {
      count({ held_dropped: await history.dropHeld(project, place, waiting) });
    }
    // Also where nothing changes: a job before may have died between its rewriting and its wiping.
    let left = rewriting.needsDocuments ? before.formerFrames : [];
    if (rewritten !== undefined) {
      const former = await history.replaceFragment(project, before, rewritten, { jobId: job.jobId }, waiting);
      if (former === undefined) return false;
      left = former;
      markLate(before, [...before.fragment.spans, ...rewritten]);
    }
    // Fragments that were split from one share a frame. Those beside it move out before it is wiped; their own turn comes.
    for (const other of beside.filter(({ fragment }) => pointsInto(fragment.spans, left))) {
      const spans = await calls.readPayloads(other.fragment.spans, waiting);
      const moved = { jobId: `${job.jobId}.moved` };
      if ((await history.replaceFragment(project, other, spans, moved, waiting)) === undefined) return false;
    }
    frames.push(...left);
    return true;
  };

  /** False when it has to wait for tomorrow. */
  const rewriteFragment = async (row: Exclude<HistoricRow, { judgement: object }>): Promise<boolean> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const group = await history.readFragments(project, row, waiting);
      const before = group.find(({ fragment }) => fragment.key === row.fragmentKey);
      if (before === undefined) return true;
      const beside = group.filter((other) => other !== before);
      const { fragment } = before;
      const isDone = before.rewrittenBy === job.jobId;
      if (isDone) markLate(before, fragment.spans);
      const spans =
        rewriting.needsDocuments && !isDone ? await calls.readPayloads(fragment.spans, waiting) : fragment.spans;
      const made: Rewritten = isDone
        ? { counts: { changed: 1 } }
        : await rewriting.rewrite({ ...fragment, spans }, waiting);
      if (made.mustWait) return false;
      if (!job.dryRun && !(await replace({ before, beside, rewritten: made.spans }, row))) continue;
      count({ fragments: 1, changed: made.spans === undefined ? 0 : 1 });
      count(made.counts);
      return true;
    }
    throw new Error('a fragment kept changing while it was rewritten');
  };

  const rewriteJudgement = async ({ judgement: before, row }: HistoricRow & { judgement: object }): Promise<void> => {
    if (rewriting.rewriteJudgement === undefined) return;
    const { judgement, counts: more } = rewriting.rewriteJudgement(before);
    if (judgement !== undefined && !job.dryRun)
      await history.replaceJudgement(project, row, { before, after: judgement }, waiting);
    count({ judgements: 1, judgements_changed: judgement === undefined ? 0 : 1, ...more });
  };

  return {
    /** False when the row has to wait for tomorrow. */
    add: async (row: HistoricRow): Promise<boolean> => {
      if (row.judgement === undefined) return rewriteFragment(row);
      await rewriteJudgement(row);
      return true;
    },
    /** Wipes what nothing points into any more, and has the hours summed up anew. */
    settle: async (): Promise<void> => {
      await history.wipeFrames(frames, waiting);
      const at = { mark: `${job.jobId}.${job.step}`, now: clock(), expiresAt };
      if (instants.length > 0) await history.markLate(project, instants, at, waiting);
      [frames, instants] = [[], []];
    },
    counts: () => counts,
  };
};

/** A fragment, those that were split from the same one, and what stands in its place; undefined when nothing changes. */
interface Rewrite {
  readonly before: HistoricFragment;
  readonly beside: readonly HistoricFragment[];
  readonly rewritten: readonly StoredSpan[] | undefined;
}
