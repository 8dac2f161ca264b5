/** What a kind of job is: which options it takes, and what it makes of one fragment. The walking, the writing and the progress are common. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { JsonObject } from '../../domain/call/json.ts';
import type { Result } from '../../domain/call/problem.ts';
import type { EpochMs, Milliseconds } from '../../domain/call/units.ts';
import type { Fragment, StoredSpan } from '../../domain/fragment/fragment.ts';
import type { Job, JobCounts, JobState } from '../../domain/jobs/job.ts';
import type { KeptJudgement } from '../ports/judgements.ts';
import type { Waiting } from '../ports/time.ts';

export interface JobKind {
  /** As callers name it. */
  readonly name: string;
  /** Checks the fields of the request that are the kind's own. What it gives is stored, so no raw text may be in it. */
  readonly readOptions: (
    rest: JsonObject,
    project: ProjectId,
    waiting: Waiting,
  ) => Result<JsonObject> | Promise<Result<JsonObject>>;
  /**
   * Whether it looks at everything unless it is told from when on. Calls may have begun long before they are kept: people import old
   * ones. Other kinds look through each day, and begin where calls that came in as they happened can still be.
   */
  readonly looksAtAll?: boolean;
  /** How long the first step waits, where something has to settle first. */
  readonly delayMs?: (project: ProjectId, now: EpochMs, waiting: Waiting) => Promise<Milliseconds>;
  /** Prepares one step: settings are read here, once a step. */
  readonly begin: (job: Job, project: ProjectId, waiting: Waiting) => Promise<Rewriting | Walking>;
}

/** What a step does with what it reads. It must give the same result for the same row, as a step may be done twice. */
export interface Rewriting {
  /** Whether documents are fetched from their packs; a kind that doesn't look at them spares a read each. */
  readonly needsDocuments: boolean;
  /** Whether documents that sampling left out, and that are held in case somebody complains, are let go: nobody looks at them. */
  readonly dropsHeld?: boolean;
  /** Whether rows are looked at one after the other: then what waits for tomorrow is all that was not paid for. */
  readonly inOrder?: boolean;
  readonly rewrite: (fragment: Fragment, waiting: Waiting) => Rewritten | Promise<Rewritten>;
  readonly rewriteJudgement?: (judgement: KeptJudgement) => RewrittenJudgement;
}

/** A step of a kind that finds its own way through what is stored, and does not look at calls by their time. */
export interface Walking {
  /** Does what it can until `isTimeUp`; what it has done it must be able to do again. */
  readonly walk: (job: Job, isTimeUp: () => boolean, waiting: Waiting) => Promise<Step>;
}

/** What a step did. */
export interface Step {
  readonly counts: JobCounts;
  /** Where the next step goes on. */
  readonly position: string | undefined;
  /** `running` for more to do, `done`, or `waiting` for tomorrow. */
  readonly state: JobState;
  /** Put in place of the job's options, where they must not be kept any longer. */
  readonly options?: JsonObject;
}

export interface Rewritten {
  /** The spans that stand in place of the fragment's own; absent when nothing changes. */
  readonly spans?: readonly StoredSpan[];
  /** Added to what the job reports. */
  readonly counts: JobCounts;
  /** Nothing was done, as today's budget is spent: the job goes on tomorrow, from this fragment. */
  readonly mustWait?: boolean;
}

export interface RewrittenJudgement {
  readonly judgement?: KeptJudgement;
  readonly counts: JobCounts;
}
