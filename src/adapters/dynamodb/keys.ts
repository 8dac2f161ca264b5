/**
 * The keys of the one table: `pk`/`sk` find rows, and the index `by-time` finds them by `g1pk`/`g1sk`. Every key starts with
 * the project, so that one project's reader can't form a key of another's. docs/data-model.md shows what each is for.
 */
import type { ProjectId, TraceId } from '../../domain/call/ids.ts';
import { DAY_MS, type EpochMs, toIso } from '../../domain/call/units.ts';
import type { PostingKind } from '../../domain/fragment/find.ts';

export const TIME_INDEX = 'by-time';

/**
 * Partitions that one day of the by-time index is spread over. One takes 1,000 writes a second, and an index that throttles
 * throttles the table; readers pay one query a shard. With another number, rows that jobs write anew would leave the places that registers
 * know (docs/decisions/0016-registers-point-into-the-index.md).
 */
export const SHARDS = 4;

const LETTERS: Readonly<Record<PostingKind, string>> = {
  user: 'U',
  session: 'S',
  correlation: 'C',
  response: 'R',
  client: 'I',
};

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The partition of a trace: its fragments, feedback and assessments. */
export const tracePk = (project: ProjectId, traceId: TraceId): string => `${project}#T#${traceId}`;
/** What sampling left out of a fragment, for a while. */
export const heldSk = (fragmentKey: string): string => `H#${fragmentKey}`;
export const fragmentSk = (fragmentKey: string): string => `F#${fragmentKey}`;
export const feedbackSk = (feedbackId: string): string => `B#${feedbackId}`;
export const assessmentSk = (assessmentId: string): string => `A#${assessmentId}`;
export const outcomeSk = (outcomeId: string): string => `O#${outcomeId}`;

/** The key of the fragment that a row, or its row of the index, holds. */
export const fragmentKeyOf = ({ sk }: Readonly<Record<string, { readonly S?: string }>>): string =>
  (sk?.S ?? '').slice(2);

/** The partition of an id that people know: its postings, and feedback given to it. */
export const postingPk = (project: ProjectId, kind: PostingKind, value: string): string =>
  `${project}#${LETTERS[kind]}#${value}`;
export const postingSk = (at: EpochMs, traceId: TraceId): string => `P#${toIso(at)}#${traceId}`;

/** A row of an hour's register, by the bucket of the ids it holds; and how far hours are registered. */
export const registerPk = (project: ProjectId, bucket: string): string => `${project}#X#${bucket}`;
export const registerSk = (hour: EpochMs, part: string): string => `${toIso(hour)}#${part}`;
export const registerUntilKey = (project: ProjectId): Key => ({ pk: `${project}#X`, sk: 'until' });

export const receiptKey = (project: ProjectId, digest: string): Key => ({ pk: `${project}#Q#${digest}`, sk: 'Q' });
/** Says which target a feedback id was given to first: one id is one feedback. */
export const feedbackClaimKey = (project: ProjectId, feedbackId: string): Key => ({
  pk: `${project}#F#${feedbackId}`,
  sk: 'F',
});
/** What machines measured within an hour, a row for each request. */
export const machinePk = (project: ProjectId, hour: EpochMs): string => `${project}#M#${toIso(hour)}`;
export const machineSk = (digest: string): string => `M#${digest}`;
export const lateHourKey = (project: ProjectId, hour: string): Key => ({ pk: `${project}#LATE`, sk: hour });
export const rollupKey = (project: ProjectId, period: string, start: string): Key => ({
  pk: `${project}#SUM#${period}`,
  sk: start,
});
/** What a project's deep pass, or its judge, cost on a day. */
export const spendKey = (project: ProjectId, purpose: string, day: string): Key => ({
  pk: `${project}#SPENT`,
  sk: `${purpose}#${day}`,
});
/** Jobs of a project, by the time they were asked for. */
export const jobKey = (project: ProjectId, jobId: string): Key => ({ pk: `${project}#JOB`, sk: jobId });
export const settingsKey = (project: ProjectId): Key => ({ pk: `${project}#SET`, sk: 'SET' });
/** The shares of payloads that are kept, as planned from the traffic of the day before. */
export const samplingPlanKey = (project: ProjectId): Key => ({ pk: `${project}#SET`, sk: 'SAMPLING' });
/** The partition of a project's audit trail, by time. */
export const auditPk = (project: ProjectId): string => `${project}#AUDIT`;
/** API keys are looked up before the project is known, so theirs alone begins otherwise. */
export const apiKeyKey = (keyHash: string): Key => ({ pk: `KEY#${keyHash}`, sk: 'KEY' });
export const API_KEYS_G1PK = 'KEYS';

export const dayOf = (at: EpochMs): string => toIso(at).slice(0, 10);

/** Days from the one that holds `to` back to the one that holds `from`. */
export const daysBackwards = function* (from: EpochMs, to: EpochMs): Generator<string> {
  for (let day = Math.floor(to / DAY_MS); day >= Math.floor(from / DAY_MS); day--) yield dayOf(day * DAY_MS);
};

/** The shard of a trace: its id is random or a digest, so its last byte spreads evenly. */
export const shardOf = (traceId: TraceId): number => Number.parseInt(traceId.slice(-2), 16) % SHARDS;
export const timeG1pk = (project: ProjectId, day: string, shard: number): string => `${project}#H#${day}#${shard}`;
/** Fragments without an AI call: no list shows them, and jobs that rewrite history must find them. */
export const otherG1pk = (project: ProjectId, day: string, shard: number): string => `${project}#O#${day}#${shard}`;
/** Characters of a row's instant, and with them of what rows of the index may share: the beginning of the trace tells most apart. */
const TIME_LENGTH = 24;
const SHARED_LENGTH = TIME_LENGTH + '#0123'.length;

/**
 * Orders rows by time, and nearly by trace. The rest of the trace stands in the row's own key, where it costs nothing, so rows that share
 * a key of the index come in any order: readers go by their positions. Older rows have the whole trace, and the end of the fragment's key.
 */
export const timeG1sk = (at: EpochMs, traceId: TraceId): string => `${toIso(at)}#${traceId}`.slice(0, SHARED_LENGTH);
/** The shard that the index has a row in: that of its trace, unless there were fewer of them when it was written. */
export const shardOfRow = ({ g1pk }: Readonly<Record<string, { readonly S?: string }>>): number =>
  Number((g1pk?.S ?? '').slice((g1pk?.S ?? '').lastIndexOf('#') + 1));
/** The instant at which the index has a row, in whole milliseconds. */
export const indexedAt = ({ g1sk }: Readonly<Record<string, { readonly S?: string }>>): EpochMs =>
  Date.parse((g1sk?.S ?? '').slice(0, TIME_LENGTH));

/**
 * Where a row of the index stands among all of them, which no other does: a fragment by its instant, its trace and the end of its key,
 * 36 bits of the request's digest and the part. What is no fragment has a key of its own.
 */
export const positionOf = (item: Readonly<Record<string, { readonly S?: string }>>): string => {
  const key = item['g1sk']?.S ?? '';
  if (!isFragment(item)) return key;
  const [pk, fragmentKey] = [item['pk']?.S ?? '', fragmentKeyOf(item)];
  const end = fragmentKey.slice(Math.max(0, fragmentKey.indexOf('.') - 6));
  return `${key.slice(0, TIME_LENGTH)}${pk.slice(pk.lastIndexOf('#'))}#${end}`;
};

/** What rows have in common that the index has in any order. */
export const sharedKeyOf = (item: Readonly<Record<string, { readonly S?: string }>>): string =>
  (item['g1sk']?.S ?? '').slice(0, isFragment(item) ? SHARED_LENGTH : undefined);
/** The least key of the index that a fragment behind a position can have. */
export const leastKeyBehind = (position: string): string => position.slice(0, SHARED_LENGTH);

export const isFragment = ({ sk }: Readonly<Record<string, { readonly S?: string }>>): boolean =>
  sk?.S?.startsWith('F#') === true;
export const feedbackG1pk = (project: ProjectId, day: string): string => `${project}#B#${day}`;
export const assessmentG1pk = (project: ProjectId, day: string): string => `${project}#A#${day}`;
export const outcomeG1pk = (project: ProjectId, day: string): string => `${project}#O#${day}`;

/** The partitions of the by-time index that together hold all that was stored of a day. */
export const historyLanes = (project: ProjectId, day: string): readonly string[] => [
  ...Array.from({ length: SHARDS }, (_, shard) => timeG1pk(project, day, shard)),
  ...Array.from({ length: SHARDS }, (_, shard) => otherG1pk(project, day, shard)),
  feedbackG1pk(project, day),
  assessmentG1pk(project, day),
  outcomeG1pk(project, day),
];

/** Whether the lane of a number holds fragments, and not what people and others said. */
export const holdsFragments = (lane: number): boolean => lane < 2 * SHARDS;
