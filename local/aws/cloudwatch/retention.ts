/** Keeps the metric store bounded: fine points become coarser with age, and the oldest go. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Seconds become minutes after 3 hours and minutes become hours after 15 days, as in CloudWatch (which has a 5-minute
 * step in between and keeps hours for 455 days). Hours go after 92 days: enough for the weeks that baselines look back.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
const STEPS = [
  { resolution: 1, into: 60, after: 3 * HOUR },
  { resolution: 60, into: HOUR, after: 15 * DAY },
] as const;
const KEPT_SECONDS = 92 * DAY;

/** How long alarm history is kept, as in CloudWatch. */
const HISTORY_KEPT_MS = 30 * DAY * 1000;

type Due = { series: number; since: number };

/** Rolls up and deletes what is due at `now` (milliseconds). Statistics over a rolled-up period stay the same. */
export const createSweeper = (database: DatabaseSync): ((now: number) => void) => {
  const prepare = (sql: string) => database.prepare(sql);
  const old = 'series = $series AND at >= $since AND at < $before AND resolution = $resolution';
  const due = prepare('SELECT series, min(at) AS since FROM point WHERE resolution = ? AND at < ? GROUP BY series');
  const rollUpPoints = prepare(
    `INSERT INTO point (series, at, resolution, sum, count, minimum, maximum)
     SELECT series, CAST(at / $into AS INTEGER) * $into AS start, $into, sum(sum), sum(count), min(minimum), max(maximum)
     FROM point WHERE ${old} GROUP BY start
     ON CONFLICT DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count,
       minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum)`,
  );
  const rollUpSamples = prepare(
    `INSERT INTO sample (series, at, resolution, value, count)
     SELECT series, CAST(at / $into AS INTEGER) * $into AS start, $into, value, sum(count)
     FROM sample WHERE ${old} GROUP BY start, value
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const dropPoints = prepare(`DELETE FROM point WHERE ${old}`);
  const dropSamples = prepare(`DELETE FROM sample WHERE ${old}`);
  const expireHistory = prepare('DELETE FROM history WHERE at < ?');

  /** Walks over what is older than `before`, series by series, so that only rows that are due are touched. */
  const sweepOlder = (resolution: number, before: number, into?: number): void => {
    for (const { series, since } of due.all(resolution, before) as Due[]) {
      const range = { $series: series, $since: since, $before: before, $resolution: resolution };
      if (into !== undefined) {
        rollUpPoints.run({ ...range, $into: into });
        rollUpSamples.run({ ...range, $into: into });
      }
      dropPoints.run(range);
      dropSamples.run(range);
    }
  };

  return (now) => {
    const second = Math.floor(now / 1000);
    inTransaction(database, () => {
      for (const { resolution, into, after } of STEPS)
        sweepOlder(resolution, Math.floor((second - after) / into) * into, into);
      sweepOlder(HOUR, second - KEPT_SECONDS);
      expireHistory.run(now - HISTORY_KEPT_MS);
    });
  };
};
