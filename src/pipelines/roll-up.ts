/** Sums up an hour from its calls and feedback, and longer periods from their hours. */
import type { CallFacts } from '../domain/call/facts.ts';
import type { ProjectId, TraceId } from '../domain/call/ids.ts';
import { type EpochMs, FAR_FUTURE, HOUR_MS, toIso } from '../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../domain/fragment/cut.ts';
import { addCall } from '../domain/summarise/add-call.ts';
import { hoursOf, type Period } from '../domain/summarise/period.ts';
import {
  addFeedback,
  createRollup,
  decodeRollup,
  encodeRollup,
  mergeAll,
  type Rollup,
} from '../domain/summarise/rollup.ts';
import type { JudgementStore, SummaryStore, TimeRow, Waiting } from './ports.ts';
import type { TraceReading } from './read-trace.ts';
import { createRowReader, inChunks } from './trust-rows.ts';

export interface RollUpParts extends TraceReading {
  /** Told of other hours under which reports of the hour's calls stand: a call counts in the hour of its earliest report only. */
  readonly onElsewhere?: (hour: EpochMs) => void;
  readonly judgements: JudgementStore;
  readonly summaries: SummaryStore;
}

/** Sums up one hour (or a longer stretch) from what is stored now. The same calls give the same bytes, whenever and however often it runs. */
export const rollUpHour = async (
  { judgements, ...parts }: Omit<RollUpParts, 'summaries'>,
  project: ProjectId,
  hour: Period,
  waiting: Waiting,
): Promise<Rollup> => {
  const rollup = createRollup({ project, from: hour.start, to: hour.end });
  const subjects = new Map<string, CallFacts>();
  for await (const facts of callsWithin(parts, project, hour, waiting)) {
    addCall(rollup, facts);
    subjects.set(facts.interactionId, facts);
  }
  for await (const given of judgements.feedbackByTime(project, { from: hour.start, to: hour.end }, waiting)) {
    const subject = given.target.by === 'interaction' ? subjects.get(given.target.interactionId) : undefined;
    addFeedback(rollup, given, subject === undefined ? {} : subjectOf(subject));
  }
  return rollup;
};

const subjectOf = (facts: CallFacts) =>
  Object.fromEntries(
    Object.entries({
      model: facts.model,
      provider: facts.provider,
      feature: facts.feature,
      environment: facts.environment,
      operation: facts.operation,
    }).filter(([, name]) => name !== undefined),
  );

/**
 * The calls that started within a period, each once. Rows a little before and after it tell which traces go on across its
 * edges: a call in parts belongs to the hour of its earliest part, and to no other.
 */
const callsWithin = async function* (
  { onElsewhere, ...reading }: TraceReading & Pick<RollUpParts, 'onElsewhere'>,
  project: ProjectId,
  { start, end }: Period,
  waiting: Waiting,
): AsyncGenerator<CallFacts> {
  const traces = new Map<TraceId, TimeRow[]>();
  const stretch = { from: start - MAX_EXTENT_MS, to: end + MAX_EXTENT_MS };
  for await (const row of reading.calls.rowsByTime(project, stretch, undefined, waiting)) {
    const rows = traces.get(row.traceId);
    if (rows === undefined) traces.set(row.traceId, [row]);
    else rows.push(row);
  }
  for await (const chunk of inChunks(toAsync(traces.values()), TRACES_AT_ONCE)) {
    const reader = createRowReader(reading, project, waiting);
    await reader.take(chunk.flat());
    for (const rows of chunk) {
      const counted = new Set<string>();
      for (const { facts, at, reportedAt } of rows.flatMap(reader.callsIn)) {
        for (const other of reportedAt) {
          if (other < start || other >= end) onElsewhere?.(Math.floor(other / HOUR_MS) * HOUR_MS);
        }
        if (at < start || at >= end || counted.has(facts.interactionId)) continue;
        counted.add(facts.interactionId);
        yield facts;
      }
    }
  }
};

/** Traces looked into at once; those of them that have to be read are read side by side. */
const TRACES_AT_ONCE = 256;

const toAsync = async function* <T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
};

/** Hours of summaries are stored under their start in UTC. */
export const storedStart = (period: Period): string => toIso(period.start);

/** The stored roll-up of an hour, or undefined when it had no calls and no feedback. */
const storedHours = async (
  { summaries }: Pick<RollUpParts, 'summaries'>,
  project: ProjectId,
  period: Period,
  waiting: Waiting,
): Promise<ReadonlyMap<string, Rollup>> => {
  const within = { from: toIso(period.start), to: toIso(period.end - 1) };
  const stored = await summaries.rollups(project, 'hour', within, waiting);
  return new Map(stored.map(({ start, rollup }) => [start, decodeRollup(rollup)]));
};

/**
 * A period's roll-up as it stands at `now`: closed hours from their stored roll-ups, and the hours that were not summed up yet
 * from their calls. Merging hours is exact, so a day is the same whether it is summed up at once or by hours.
 */
export const rollUpPeriod = async (
  parts: RollUpParts,
  project: ProjectId,
  period: Period,
  { now, waiting }: { readonly now: number; readonly waiting: Waiting },
): Promise<Rollup> => {
  const stored = await storedHours(parts, project, period, waiting);
  const settledUntil = await summedUpUntil(parts.summaries, project, waiting);
  const found: Rollup[] = [];
  let open: { start: number; end: number } | undefined;
  const sumUpOpen = async (): Promise<void> => {
    if (open !== undefined) found.push(await rollUpHour(parts, project, { ...period, ...open }, waiting));
    open = undefined;
  };
  for (const hour of hoursOf(period)) {
    if (hour.start > now) break;
    const held = stored.get(storedStart(hour));
    if (held === undefined && hour.end > settledUntil) {
      // Hours that were not summed up yet are read as one stretch: hour by hour a fresh week would be a thousand queries.
      open = { start: open?.start ?? hour.start, end: hour.end };
      continue;
    }
    await sumUpOpen();
    if (held !== undefined) found.push(held);
  }
  await sumUpOpen();
  return mergeAll({ project, from: period.start, to: period.end }, found);
};

/** Under this name a project's roll-ups hold how far hours were summed up. */
const PROGRESS = { period: 'progress', start: 'hour' } as const;

/** The instant up to which a project's hours were summed up; 0 before the first time. */
export const summedUpUntil = async (summaries: SummaryStore, project: ProjectId, waiting: Waiting): Promise<number> =>
  Number((await summaries.getRollup(project, PROGRESS.period, PROGRESS.start, waiting)) ?? 0);

/** Remembers how far a project's hours were summed up. */
export const setSummedUpUntil = (
  summaries: SummaryStore,
  project: ProjectId,
  until: number,
  waiting: Waiting,
): Promise<void> => summaries.putRollup(project, PROGRESS.period, PROGRESS.start, String(until), FAR_FUTURE, waiting);

/** Whether anything happened in a period. */
export const isEmpty = (rollup: Rollup): boolean =>
  rollup.figures.calls + rollup.figures.unfinished + rollup.figures.opinions.count === 0;

/** Stores a roll-up, unless the period was empty. */
export const storeRollup = async (
  { summaries }: Pick<RollUpParts, 'summaries'>,
  period: Period,
  rollup: Rollup,
  { expiresAt, waiting }: { readonly expiresAt: number; readonly waiting: Waiting },
): Promise<boolean> => {
  // An hour that a correction has emptied must not keep what it was.
  const wasStored = async (): Promise<boolean> =>
    (await summaries.getRollup(rollup.project, period.kind, storedStart(period), waiting)) !== undefined;
  if (isEmpty(rollup) && !(await wasStored())) return false;
  await summaries.putRollup(rollup.project, period.kind, storedStart(period), encodeRollup(rollup), expiresAt, waiting);
  return true;
};
