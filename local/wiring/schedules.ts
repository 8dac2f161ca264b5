/** Makes the scheduler for the template's schedules, with their dead letter queues. */
import type { DatabaseSync } from 'node:sqlite';
import type { Gateway } from '../gateway/gateway.ts';
import { callJson } from '../gateway/internal-call.ts';
import type { Authority } from '../iam/authority.ts';
import type { AsyncEvents } from '../lambda/async-events.ts';
import type { FunctionDirectory } from '../lambda/function-directory.ts';
import type { MetricSample } from '../metric-sample.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { type ScheduleSettings, scheduleSettings } from '../triggers/schedule-settings.ts';
import { createScheduler, type Scheduler } from '../triggers/scheduler.ts';
import type { Refuse } from './refuse.ts';

export interface SchedulesOptions {
  readonly database: DatabaseSync;
  readonly gateway: Gateway;
  readonly authority: Authority;
  readonly events: AsyncEvents;
  readonly queueUrl: (arn: string) => string;
  readonly onMetric: (sample: MetricSample) => void;
  readonly accountId: string;
  readonly region: string;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

export const readSchedules = (
  resources: readonly Resource[],
  functions: FunctionDirectory,
  refuse: Refuse,
): readonly ScheduleSettings[] =>
  resources
    .filter(({ type }) => type === 'AWS::Scheduler::Schedule')
    .flatMap((resource) =>
      refuse.unless(resource, 'Properties', () => {
        const settings = scheduleSettings(resource);
        if (functions.find(settings.targetArn) === undefined)
          throw new Error(`Target.Arn ${settings.targetArn} is not a function that runs here`);
        return settings;
      }),
    );

export const makeScheduler = (schedules: readonly ScheduleSettings[], options: SchedulesOptions): Scheduler =>
  createScheduler({
    ...options,
    schedules,
    onDeadLetter: async ({ roleArn, deadLetterArn, arn, targetArn }, payload, error) => {
      if (deadLetterArn === undefined) return;
      const text = (value: string): object => ({ DataType: 'String', StringValue: value });
      try {
        await callJson(options.gateway, {
          principal: { kind: 'role', name: roleArn.split('/').at(-1)!, arn: roleArn },
          service: 'sqs',
          target: 'AmazonSQS.SendMessage',
          input: {
            QueueUrl: options.queueUrl(deadLetterArn),
            MessageBody: payload,
            MessageAttributes: {
              ERROR_CODE: text('AccessDeniedException'),
              ERROR_MESSAGE: text(error.slice(0, 1000)),
              SCHEDULE_ARN: text(arn),
              TARGET_ARN: text(targetArn),
            },
          },
        });
      } catch (cause) {
        options.log(`the dead letter queue of ${arn} could not be told: ${(cause as Error).message}`);
      }
    },
  });
