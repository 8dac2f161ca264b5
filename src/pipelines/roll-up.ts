/** Sums up an hour from its calls and feedback, and longer periods from their hours. */
import type { CallFacts } from '../domain/call/facts.ts';
import type { ProjectId, TraceId } from '../domain/call/ids.ts';
import { type EpochMs, FAR_FUTURE, HOUR_MS, toIso } from '../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../domain/fragment/cut.ts';
import { hourOfSeries } from '../domain/otlp/dialects/metrics/hour-of-series.ts';
import { addCall } from '../domain/summarise/add-call.ts';
import { addReadings } from '../domain/summarise/add-readings.ts';
import { hoursOf, type Period } from '../domain/summarise/period.ts';
import { createRollup, decodeRollup, encodeRollup, mergeAll, type Rollup } from '../domain/summarise/rollup.ts';
import type { CallStore, RegisterHour, TimeRow } from './ports/calls.ts';
import type { JudgementStore } from './ports/judgements.ts';
import type { MachineStore } from './ports/machines.ts';
import type { SummaryStore } from './ports/summaries.ts';
import type { Waiting } from './ports/time.ts';
import { addJudgements, type Rescue } from './roll-up-judgements.ts';
import { createRowReader, unpackedRow } from './trust-rows.ts';

export interface RollUpParts {
  readonly calls: CallStore;
  /** Told of other hours under which reports of the hour's calls stand: a call counts in the hour of its earliest report only. */
  readonly onElsewhere?: (hour: EpochMs) => void;
  /** Sees the rows of the hour as it is summed up, so that they are read once for both. */
  readonly registering?: RegisterHour | undefined;
  readonly judgements: JudgementStore;
  /** For the scheduled summaries only: what machines measured counts once an hour has closed. */
  readonly machines?: Pick<MachineStore, 'seriesWithin'> | undefined;
  readonly summaries: SummaryStore;
  /** For the scheduled summaries only: reading never changes anything. */
  readonly rescue?: Rescue | undefined;
}

/** Sums up one hour (or a longer stretch) from what is stored now. The same calls give the same bytes, whenever and however often it runs. */
export const rollUpHour = async (
  parts: Omit<RollUpParts, 'summaries'>,
  project: ProjectId,
  hour: Period,
  waiting: Waiting,
): Promise<Rollup> => {
  const rollup = createRollup({ project, from: hour.start, to: hour.end });
  for await (const facts of callsWithin(parts, project, hour, waiting)) addCall(rollup, facts);
  await parts.registering?.done();
  await addJudgements(parts, { project, rollup, within: { from: hour.start, to: hour.end } }, waiting);
  const series = (await parts.machines?.seriesWithin(project, { from: hour.start, to: hour.end }, waiting)) ?? [];
  addReadings(rollup, hourOfSeries(series));
  return rollup;
};

/**
 * The calls that started within a period, each once. Rows a little before and after it tell which traces go on across its
 * edges: a call in parts belongs to the hour of its earliest part, and to no other.
 */
export const callsWithin = async function* (
  { calls, onElsewhere, registering }: Pick<RollUpParts, 'calls' | 'onElsewhere' | 'registering'>,
  project: ProjectId,
  { start, end }: Pick<Period, 'start' | 'end'>,
  waiting: Waiting,
): AsyncGenerator<CallFacts> {
  const stretch = { from: start - MAX_EXTENT_MS, to: end + MAX_EXTENT_MS };
  // A slice at a time: its rows wait in memory until all rows of their traces are there.
  for (const slice of calls.slicesByTime(project, stretch, waiting)) {
    for (const packed of takenInChunks(await byTrace(slice))) {
      // Counting waits for nothing where all rows are trusted, and connections have to be told apart from those that were closed.
      await new Promise((resolve) => setImmediate(resolve));
      // Copies, not the rows that waited: what an old object holds outlives many a collection of garbage.
      const chunk = packed.map((rows) => rows.map(unpackedRow));
      const reader = createRowReader(calls, project, waiting);
      await reader.take(chunk.flat());
      await registering?.see(chunk.flat());
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
  }
};

const byTrace = async (slice: AsyncIterable<TimeRow>): Promise<Map<TraceId, TimeRow[]>> => {
  const traces = new Map<TraceId, TimeRow[]>();
  for await (const row of slice) {
    const rows = traces.get(row.traceId);
    if (rows === undefined) traces.set(row.traceId, [row]);
    else rows.push(row);
  }
  return traces;
};

/** Traces looked into at once; those of them that have to be read are read side by side. */
const TRACES_AT_ONCE = 256;

/** Some traces after others, each taken out of the map: what has been counted must not stay in memory. */
const takenInChunks = function* <T>(traces: Map<TraceId, T>): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const [traceId, rows] of traces) {
    traces.delete(traceId);
    chunk.push(rows);
    if (chunk.length < TRACES_AT_ONCE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
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
  const hours = hoursOf(period);
  // Hours that begin elsewhere are from before the project changed its time zone: then what is missing was not empty.
  const starts = new Set(hours.map(storedStart));
  const hasMoved = [...stored.keys()].some((start) => !starts.has(start));
  const found: Rollup[] = [];
  let open: { start: number; end: number } | undefined;
  const sumUpOpen = async (): Promise<void> => {
    if (open !== undefined) found.push(await rollUpHour(parts, project, { ...period, ...open }, waiting));
    open = undefined;
  };
  for (const hour of hours) {
    if (hour.start > now) break;
    const held = stored.get(storedStart(hour));
    if (held === undefined && (hasMoved || hour.end > settledUntil)) {
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
export const isEmpty = ({ figures }: Rollup): boolean =>
  figures.calls + figures.unfinished + figures.opinions.count === 0 &&
  figures.outcomes.kept.size + figures.judged.kept.size === 0;

/** Stores a roll-up. */
export const storeRollup = (
  { summaries }: Pick<RollUpParts, 'summaries'>,
  period: Period,
  rollup: Rollup,
  { expiresAt, waiting }: { readonly expiresAt: number; readonly waiting: Waiting },
): Promise<void> =>
  summaries.putRollup(rollup.project, period.kind, storedStart(period), encodeRollup(rollup), expiresAt, waiting);
