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

/** Rolls up and deletes what is due at `now` (milliseconds). Statistics over a rolled-up period stay the same. */
export const createSweeper = (database: DatabaseSync): ((now: number) => void) => {
  const prepare = (sql: string) => database.prepare(sql);
  const old = 'resolution = $resolution AND at < $before';
  const rollUpPoints = prepare(
    `INSERT INTO point (series, at, resolution, sum, count, minimum, maximum)
     SELECT series, CAST(at / $into AS INTEGER) * $into AS start, $into, sum(sum), sum(count), min(minimum), max(maximum)
     FROM point WHERE ${old} GROUP BY series, start
     ON CONFLICT DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count,
       minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum)`,
  );
  const rollUpSamples = prepare(
    `INSERT INTO sample (series, at, resolution, value, count)
     SELECT series, CAST(at / $into AS INTEGER) * $into AS start, $into, value, sum(count)
     FROM sample WHERE ${old} GROUP BY series, start, value
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const dropPoints = prepare(`DELETE FROM point WHERE ${old}`);
  const dropSamples = prepare(`DELETE FROM sample WHERE ${old}`);
  const expirePoints = prepare('DELETE FROM point WHERE at < ?');
  const expireSamples = prepare('DELETE FROM sample WHERE at < ?');
  const expireHistory = prepare('DELETE FROM history WHERE at < ?');

  return (now) => {
    const second = Math.floor(now / 1000);
    inTransaction(database, () => {
      for (const { resolution, into, after } of STEPS) {
        const before = Math.floor((second - after) / into) * into;
        const due = { $resolution: resolution, $before: before };
        rollUpPoints.run({ ...due, $into: into });
        rollUpSamples.run({ ...due, $into: into });
        dropPoints.run(due);
        dropSamples.run(due);
      }
      expirePoints.run(second - KEPT_SECONDS);
      expireSamples.run(second - KEPT_SECONDS);
      expireHistory.run(now - HISTORY_KEPT_MS);
    });
  };
};
