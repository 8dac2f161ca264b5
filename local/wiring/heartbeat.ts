/** Everything that happens because time passes: schedules, retries, alarms, expiry. One place, so that tests can turn it by hand. */
import type { AsyncEvents } from '../lambda/async-events.ts';
import type { Scheduler } from '../triggers/scheduler.ts';
import type { LocalServices } from './services.ts';

export interface HeartbeatOptions {
  readonly services: LocalServices;
  readonly scheduler: Scheduler;
  readonly events: AsyncEvents;
  readonly publishQueueMetrics: (now: number) => void;
  /** Stores metrics that are still on their way, so that alarms see them. */
  readonly flushMetrics: () => void;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

export interface Heartbeat {
  /** Runs everything that is due now and waits until it has come to rest. */
  readonly tick: () => Promise<void>;
  readonly stop: () => void;
}

const SECOND = 1_000;
/** How often CloudWatch looks at its alarms. */
const ALARMS_MS = 10 * SECOND;
const MINUTE = 60 * SECOND;

export const startHeartbeat = (options: HeartbeatOptions): Heartbeat => {
  const { services, scheduler, events, clock, log } = options;
  const { cloudwatch, sns, dynamodb, s3, sqs } = services;

  const safely = (what: string, work: () => unknown): void => {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => log(`${what} failed: ${(error as Error).message}`));
  };
  const fire = async (): Promise<void> => {
    await scheduler.runDue();
    events.runDue();
  };
  const sweep = async (): Promise<void> => {
    const now = clock();
    options.publishQueueMetrics(now);
    await Promise.all([dynamodb.sweepExpired(now), s3.sweepExpired(now), sqs.sweepExpired(now)]);
  };
  const evaluate = (): void => {
    options.flushMetrics();
    cloudwatch.evaluate();
  };
  const timers = [
    setInterval(() => safely('scheduling', fire), SECOND),
    setInterval(() => safely('evaluating alarms', evaluate), ALARMS_MS),
    setInterval(() => safely('expiring', sweep), MINUTE),
  ];
  for (const timer of timers) timer.unref();

  return {
    tick: async () => {
      await fire();
      await events.settled();
      await sweep();
      evaluate();
      await cloudwatch.settled();
      await sns.settled();
      events.runDue();
      await events.settled();
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
};
