/** The roll-ups of the last days, today's as it stands now: what answers about outcomes and agreement are made from. */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS } from '../domain/call/units.ts';
import { type Period, periodOf, previousPeriod } from '../domain/summarise/period.ts';
import { decodeRollup, type Rollup } from '../domain/summarise/rollup.ts';
import type { Waiting } from './ports/time.ts';
import type { SummaryQueryParts } from './query-summaries.ts';
import { rollUpPeriod, storedStart } from './roll-up.ts';

/** Days of one answer at most: each is a roll-up to be read. */
export const MAX_DAYS = 90;

export interface DayRollup {
  readonly period: Period;
  readonly rollup: Rollup;
}

/** The last days that anything happened on, oldest first; `days` counts today. */
export const lastDays = async (
  parts: SummaryQueryParts,
  project: ProjectId,
  days: number,
  waiting: Waiting,
): Promise<readonly DayRollup[]> => {
  const now = parts.clock();
  const zone = await parts.zoneOf(project, waiting);
  const today = periodOf(now, 'day', zone);
  const first = periodOf(now - (days - 1) * DAY_MS, 'day', zone);
  const within = { from: storedStart(first), to: storedStart(previousPeriod(today)) };
  const [stored, open] = await Promise.all([
    days === 1 ? [] : parts.summaries.rollups(project, 'day', within, waiting),
    rollUpPeriod(parts, project, today, { now, waiting }),
  ]);
  const closed = stored.map(({ start, rollup }) => ({
    period: periodOf(Date.parse(start), 'day', zone),
    rollup: decodeRollup(rollup),
  }));
  return [...closed, { period: today, rollup: open }];
};
