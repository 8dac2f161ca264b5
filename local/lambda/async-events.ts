/**
 * Lambda's queue of asynchronous invocations: kept on disk until the function has succeeded or its retries are used up,
 * then handed to the destination or the dead letter queue.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { FunctionDirectory } from './function-directory.ts';
import type { Invocation } from './function-pool.ts';

export const ASYNC_EVENTS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS async_events (
    id TEXT PRIMARY KEY,
    function_arn TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL
  ) STRICT;
`;

/** How often and how long an event is tried; Lambda's own defaults where a function configures nothing. */
export interface AsyncSettings {
  /** 0 to 2. */
  readonly maxRetries: number;
  readonly maxAgeMs: number;
}

export const DEFAULT_ASYNC_SETTINGS: AsyncSettings = { maxRetries: 2, maxAgeMs: 6 * 3_600_000 };

/** One event that is done with, one way or the other. */
export interface SettledEvent {
  readonly functionArn: string;
  readonly requestId: string;
  readonly payload: string;
  /** How often the function was run. */
  readonly attempts: number;
  readonly outcome: 'succeeded' | 'retries exhausted' | 'too old';
  readonly invocation: Invocation | undefined;
  /** Milliseconds since the epoch. */
  readonly settledAt: number;
}

export interface AsyncEventsOptions {
  readonly database: DatabaseSync;
  readonly functions: FunctionDirectory;
  readonly settingsOf: (functionArn: string) => AsyncSettings;
  /** Tells destinations and dead letter queues; the event is forgotten when it resolves. */
  readonly onSettled: (event: SettledEvent) => Promise<void>;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

export interface AsyncEvents {
  /** Accepts an event: it is on disk when this returns. Safe inside a transaction of the same database. */
  readonly accept: (functionArn: string, payload: string) => void;
  /** Starts everything that is due. Call it often; it does not wait for the functions. */
  readonly runDue: () => void;
  /** Resolves when nothing is running. */
  readonly settled: () => Promise<void>;
}

/** Lambda waits one minute before the first retry and two before the second. */
const retryDelayMs = (attempts: number): number => attempts * 60_000;
/** A throttled event is tried again after a second, and then ever later, for as long as its age allows. */
const THROTTLE_DELAY_MS = 1_000;

interface Row {
  readonly id: string;
  readonly function_arn: string;
  readonly payload: string;
  readonly received_at: number;
  readonly attempts: number;
}

export const createAsyncEvents = (options: AsyncEventsOptions): AsyncEvents => {
  const { database, functions, clock } = options;
  const insert = database.prepare(
    'INSERT INTO async_events (id, function_arn, payload, received_at, due_at) VALUES (?, ?, ?, ?, ?)',
  );
  const selectDue = database.prepare('SELECT * FROM async_events WHERE due_at <= ? ORDER BY due_at, received_at');
  const postpone = database.prepare('UPDATE async_events SET attempts = ?, due_at = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM async_events WHERE id = ?');
  const running = new Map<string, Promise<void>>();

  const settle = async (row: Row, outcome: SettledEvent['outcome'], invocation?: Invocation): Promise<void> => {
    const attempts = row.attempts + (invocation === undefined ? 0 : 1);
    await options.onSettled({
      functionArn: row.function_arn,
      requestId: row.id,
      payload: row.payload,
      attempts,
      outcome,
      invocation,
      settledAt: clock(),
    });
    remove.run(row.id);
  };

  const run = async (row: Row): Promise<void> => {
    const { maxRetries, maxAgeMs } = options.settingsOf(row.function_arn);
    if (clock() - row.received_at > maxAgeMs) return settle(row, 'too old');
    const invocation = await functions.find(row.function_arn)?.invoke(row.payload, row.function_arn);
    if (invocation === undefined) {
      options.log(`an event for ${row.function_arn} is dropped: there is no such function any more`);
      remove.run(row.id);
      return;
    }
    if (invocation.kind === 'ok') return settle(row, 'succeeded', invocation);
    if (invocation.kind === 'throttled') {
      postpone.run(row.attempts, clock() + THROTTLE_DELAY_MS, row.id);
      return;
    }
    const attempts = row.attempts + 1;
    if (attempts > maxRetries) return settle(row, 'retries exhausted', invocation);
    postpone.run(attempts, clock() + retryDelayMs(attempts), row.id);
  };

  return {
    accept: (functionArn, payload) => {
      const now = clock();
      insert.run(randomUUID(), functionArn, payload, now, now);
    },
    runDue: () => {
      for (const row of selectDue.all(clock()) as unknown as Row[]) {
        if (running.has(row.id)) continue;
        const work = run(row)
          .catch((error: unknown) => {
            options.log(`an event for ${row.function_arn} could not be settled: ${(error as Error).message}`);
            postpone.run(row.attempts, clock() + THROTTLE_DELAY_MS, row.id);
          })
          .finally(() => running.delete(row.id));
        running.set(row.id, work);
      }
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
};
