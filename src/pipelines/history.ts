/**
 * What past periods were like, as baselines, trends and corrections need it: a small row beside each roll-up, so that eight
 * weeks of hours are read in one query of about a megabyte instead of a thousand roll-ups.
 */
import type { ProjectId } from '../domain/call/ids.ts';
import { type EpochMs, toIso } from '../domain/call/units.ts';
import type { Anomaly } from '../domain/summarise/anomaly.ts';
import type { HistoryPoint } from '../domain/summarise/baseline.ts';
import type { PeriodKind } from '../domain/summarise/period.ts';
import type { SummaryStore } from './ports/summaries.ts';
import type { Waiting } from './ports/time.ts';

/** What is remembered of one period. */
export interface Remembered extends HistoryPoint {
  /** What was out of the ordinary in it. */
  readonly anomalies: readonly Anomaly[];
  /** How often late events have changed it since it was first summed up, and how many calls it had then. */
  readonly revision: number;
  readonly firstCalls: number;
}

const kindOf = (kind: PeriodKind): string => `points-${kind}`;

/**
 * The periods of a kind that start within a stretch, oldest first; `from` inclusive, `to` exclusive. Six weeks of hours are most of what
 * a run reads, and the latest of them was written minutes ago, or by the run itself, which knows it.
 */
export const readHistory = async (
  summaries: SummaryStore,
  project: ProjectId,
  kind: PeriodKind,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
  waiting: Waiting,
): Promise<readonly Remembered[]> => {
  const rows = await summaries.rollups(
    project,
    kindOf(kind),
    { from: toIso(from), to: toIso(to - 1), mayLag: true },
    waiting,
  );
  return rows.map(({ rollup }) => JSON.parse(rollup) as Remembered);
};

/** What is remembered of one period, if it was summed up before. */
export const recall = async (
  summaries: SummaryStore,
  project: ProjectId,
  { kind, start }: { readonly kind: PeriodKind; readonly start: EpochMs },
  waiting: Waiting,
): Promise<Remembered | undefined> => {
  const row = await summaries.getRollup(project, kindOf(kind), toIso(start), waiting);
  return row === undefined ? undefined : (JSON.parse(row) as Remembered);
};

/** Remembers a period, in place of what was remembered before. */
export const remember = (
  summaries: SummaryStore,
  project: ProjectId,
  kind: PeriodKind,
  { point, expiresAt }: { readonly point: Remembered; readonly expiresAt: EpochMs },
  waiting: Waiting,
): Promise<void> =>
  summaries.putRollup(project, kindOf(kind), toIso(point.start), JSON.stringify(point), expiresAt, waiting);
