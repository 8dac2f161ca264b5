/**
 * EventBridge Scheduler: fires each schedule of the template when it is due. What has fired is on disk in the same
 * transaction as the event it caused, so a restart neither fires twice nor forgets.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../aws/sqlite.ts';
import { type Authority, denialMessage } from '../iam/authority.ts';
import type { Principal } from '../iam/decide.ts';
import type { AsyncEvents } from '../lambda/async-events.ts';
import type { MetricSample } from '../metric-sample.ts';
import { parseSchedule, type Timetable } from './schedule-expression.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

export const SCHEDULER_SCHEMA = `
  CREATE TABLE IF NOT EXISTS schedules (
    arn TEXT PRIMARY KEY,
    expression TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_due_at INTEGER
  ) STRICT;
`;

export interface SchedulerOptions {
  readonly database: DatabaseSync;
  readonly schedules: readonly ScheduleSettings[];
  readonly authority: Authority;
  readonly events: Pick<AsyncEvents, 'accept' | 'runDue'>;
  /** Takes what could not be delivered, for the schedule's dead letter queue. */
  readonly onDeadLetter: (schedule: ScheduleSettings, payload: string, error: string) => Promise<void>;
  readonly onMetric: (sample: MetricSample) => void;
  readonly accountId: string;
  readonly region: string;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

export interface Scheduler {
  /**
   * Fires what has become due since each schedule last fired: once, however many runs were missed while the runner was
   * off. Call it at least once a minute.
   */
  readonly runDue: () => Promise<void>;
}

interface Entry {
  readonly schedule: ScheduleSettings;
  readonly timetable: Timetable;
}

export const createScheduler = (options: SchedulerOptions): Scheduler => {
  const { database, clock, authority, accountId, region } = options;
  const find = database.prepare('SELECT expression, created_at, last_due_at FROM schedules WHERE arn = ?');
  const create = database.prepare(
    'INSERT OR REPLACE INTO schedules (arn, expression, created_at, last_due_at) VALUES (?, ?, ?, NULL)',
  );
  const record = database.prepare('UPDATE schedules SET last_due_at = ? WHERE arn = ?');

  const entries = options.schedules
    .filter(({ enabled }) => enabled)
    .map((schedule): Entry => {
      const expression = `${schedule.expression} ${schedule.timezone}`;
      const known = find.get(schedule.arn);
      // A changed expression is a new schedule: it has missed nothing yet.
      if (known?.['expression'] !== expression) create.run(schedule.arn, expression, clock());
      const createdAt = Number(find.get(schedule.arn)?.['created_at']);
      const startsAt = Math.max(createdAt, schedule.startsAt ?? createdAt);
      return { schedule, timetable: parseSchedule(schedule.expression, schedule.timezone, startsAt) };
    });

  const metric = ({ group }: ScheduleSettings, name: string): void =>
    options.onMetric({
      namespace: 'AWS/Scheduler',
      name,
      value: 1,
      unit: 'Count',
      dimensions: { ScheduleGroup: group },
      timestamp: clock(),
    });

  const payloadOf = (schedule: ScheduleSettings, dueAt: number): string => {
    const time = new Date(dueAt).toISOString().replace('.000Z', 'Z');
    const executionId = randomUUID();
    if (schedule.input === undefined)
      return JSON.stringify({
        version: '0',
        id: executionId,
        'detail-type': 'Scheduled Event',
        source: 'aws.scheduler',
        account: accountId,
        time,
        region,
        resources: [schedule.arn],
        detail: '{}',
      });
    return schedule.input
      .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', executionId)
      .replaceAll('<aws.scheduler.attempt-number>', '1');
  };

  /** Why the schedule's role may not do this; undefined when it may. */
  const denial = ({ targetArn, roleArn, groupArn }: ScheduleSettings): string | undefined => {
    // Scheduler assumes roles on behalf of the schedule's group, not of the schedule.
    if (!authority.mayAssume({ kind: 'service', service: 'scheduler.amazonaws.com', sourceArn: groupArn }, roleArn))
      return `the role ${roleArn} does not let scheduler.amazonaws.com assume it`;
    const role: Principal = { kind: 'role', name: roleArn.split('/').at(-1)!, arn: roleArn };
    const need = { action: 'lambda:InvokeFunction', resource: targetArn };
    const decision = authority.decide(role, need);
    return decision.allowed ? undefined : denialMessage(role, need, decision.denial, accountId);
  };

  const fire = async (schedule: ScheduleSettings, dueAt: number): Promise<void> => {
    const payload = payloadOf(schedule, dueAt);
    const denied = denial(schedule);
    metric(schedule, 'InvocationAttemptCount');
    inTransaction(database, () => {
      record.run(dueAt, schedule.arn);
      if (denied === undefined) options.events.accept(schedule.targetArn, payload);
    });
    if (denied === undefined) {
      options.events.runDue();
      return;
    }
    // A denial is a client error, which Scheduler does not retry.
    metric(schedule, 'TargetErrorCount');
    metric(schedule, 'InvocationDroppedCount');
    options.log(`schedule ${schedule.name}: ${denied}`);
    await options.onDeadLetter(schedule, payload, denied);
  };

  return {
    runDue: async () => {
      const now = clock();
      for (const { schedule, timetable } of entries) {
        const state = find.get(schedule.arn);
        const createdAt = Number(state?.['created_at']);
        const after = state?.['last_due_at'] === null ? createdAt - 1 : Number(state?.['last_due_at']);
        const dueAt = timetable.latestDue(after, Math.min(now, schedule.endsAt ?? now));
        if (dueAt !== undefined && dueAt >= (schedule.startsAt ?? dueAt)) await fire(schedule, dueAt);
      }
    },
  };
};
