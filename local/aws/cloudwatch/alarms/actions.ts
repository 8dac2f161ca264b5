/** Takes the actions that alarms owe: each is published once, and how it went is written into the history. */
import type { AlarmRecords, PendingAction } from './records.ts';

export interface ActionOptions {
  readonly records: Pick<AlarmRecords, 'pending' | 'finish'>;
  /** Runs changes of the records so that all of them are kept or none. */
  readonly together: (work: () => void) => void;
  readonly publish: (topicArn: string, subject: string, message: string) => void | Promise<void>;
  readonly log: (line: string) => void;
}

export interface ActionTaker {
  /** Publishes what is owed and not under way, in the order of the changes. `now` in milliseconds. */
  take(now: number): void;
  /** Resolves when every action under way has been taken. */
  settled(): Promise<void>;
}

/**
 * Actions are queued in the same transaction as the change they follow from, so a killed process still owes them; one
 * that was killed after publishing publishes again.
 */
export const createActionTaker = ({ records, together, publish, log }: ActionOptions): ActionTaker => {
  const underway = new Map<number, Promise<void>>();

  const finish = (action: PendingAction, now: number, error?: unknown): void => {
    if (error !== undefined) log(`alarm ${action.alarm}: could not tell ${action.topic}: ${String(error)}`);
    together(() => records.finish(action, now, error));
  };

  const takeOne = (action: PendingAction, now: number): void => {
    let delivery: void | Promise<void>;
    try {
      delivery = publish(action.topic, action.subject, action.message);
    } catch (error) {
      finish(action, now, error);
      return;
    }
    if (delivery === undefined) {
      finish(action, now);
      return;
    }
    const done = delivery
      .then(
        () => finish(action, now),
        (error: unknown) => finish(action, now, error),
      )
      .finally(() => underway.delete(action.id));
    underway.set(action.id, done);
  };

  return {
    take: (now) => {
      for (const action of records.pending()) if (!underway.has(action.id)) takeOne(action, now);
    },
    settled: async () => {
      await Promise.all(underway.values());
    },
  };
};
