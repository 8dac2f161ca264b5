/** A job that rewrites a project's history: what was asked for, how far it is, and what it did so far. */
import type { JsonObject } from '../call/json.ts';
import type { EpochMs } from '../call/units.ts';

/** `waiting` is for tomorrow: the day's budget is spent. */
const JOB_STATES = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What was counted while it ran, by names of the kind's own, as `changed` or `repriced`. */
export type JobCounts = Readonly<Record<string, number>>;

export interface Job {
  /** Sorts by the time it was asked for. */
  readonly jobId: string;
  /** The name of its kind, as `redact-again`. */
  readonly kind: string;
  /** The calls it looks at, by their start; `to` is exclusive. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Only counts what it would do. */
  readonly dryRun: boolean;
  /** What else the kind was told, checked by it; ids are pseudonyms and texts redacted by then. */
  readonly options: JsonObject;
  readonly state: JobState;
  /** Steps done: each goes on where the one before stopped, and a step that is done twice changes nothing the second time. */
  readonly step: number;
  /** Where the next step goes on; absent at the start. */
  readonly position?: string;
  readonly counts: JobCounts;
  readonly createdAt: EpochMs;
  /** Id of the key that asked for it. */
  readonly createdBy: string;
  readonly updatedAt: EpochMs;
  /** Class of the error that it failed with. */
  readonly errorType?: string;
}

export const isOver = ({ state }: Job): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** Both counts together. */
export const addCounts = (one: JobCounts, other: JobCounts): JobCounts => {
  const sum: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

/** The id of a job: the instant it was asked for, and something that no other has. */
export const jobIdOf = (at: EpochMs, unique: string): string =>
  `${new Date(at).toISOString().replace(/[-:.Z]/g, '')}-${unique}`;

/** Whether a text may be the id of a job. */
export const isJobId = (text: string): boolean => /^\d{8}T\d{9}-[a-z0-9]{8,32}$/.test(text);
