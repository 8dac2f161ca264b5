/** Runs once a day on a schedule: jobs that waited for a new budget go on, and deep passes begin where projects chose them. */
import { errorFields, type Log } from '../../src/lambda/log.ts';
import type { Waiting } from '../../src/pipelines/ports/time.ts';

/** What the schedule sends. */
export interface DailyEvent {
  readonly daily: true;
}

export interface DailyHandlerParts {
  readonly runDaily: (waiting: Waiting) => Promise<{ readonly resumed: number; readonly begun: number }>;
  readonly log: Log;
}

/** Throws what went wrong after logging what may be told of it: then the schedule tries again. */
export const createDailyHandler =
  ({ runDaily, log }: DailyHandlerParts) =>
  async (): Promise<void> => {
    try {
      const { resumed, begun } = await runDaily({});
      if (resumed + begun > 0) log('INFO', 'daily-jobs', { resumed, begun });
    } catch (error) {
      log('ERROR', 'daily-jobs-failed', errorFields(error));
      throw new Error('the daily jobs failed; see the log line before', { cause: error });
    }
  };
