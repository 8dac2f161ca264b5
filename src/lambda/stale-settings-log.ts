/** Tells the log that a project's settings could not be read, and that those read last hold on. */
import { errorFields, type Log } from './log.ts';

export const logStaleSettings =
  (log: Log) =>
  (error: unknown): void =>
    log('WARN', 'settings-stale', errorFields(error));
