/** A local CloudWatch with a clock that tests turn, over a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AlarmResource } from '../../../local/aws/cloudwatch/alarms/definition.ts';
import { type CloudWatch, type CloudWatchOptions, createCloudWatch } from '../../../local/aws/cloudwatch/cloudwatch.ts';
import { serve } from '../serve.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Friday, on the hour. */
export const START = Date.parse('2026-11-20T10:00:00Z');
export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:oncall';

export interface Published {
  readonly topic: string;
  readonly subject: string;
  readonly message: Readonly<Record<string, unknown>>;
}

export interface Bench {
  cloudwatch: CloudWatch;
  readonly directory: string;
  readonly published: Published[];
  readonly logged: string[];
  now: number;
  /** Turns the clock on and evaluates the alarms. */
  pass(ms: number): void;
  /** Closes and opens again over the same folder; alarms are the caller's to create. */
  restart(): Promise<void>;
}

/** Opens a CloudWatch that is closed and removed when the test ends. */
export const openBench = (context: TestContext, options: Partial<CloudWatchOptions> = {}): Bench => {
  const directory = mkdtempSync(join(tmpdir(), 'cloudwatch-'));
  const open = (): CloudWatch =>
    createCloudWatch({
      directory,
      region: 'eu-west-1',
      accountId: '123456789012',
      clock: () => bench.now,
      log: (line) => bench.logged.push(line),
      publish: (topic, subject, message) => {
        bench.published.push({ topic, subject, message: JSON.parse(message) });
      },
      ...options,
    });
  const bench: Bench = {
    cloudwatch: undefined as never,
    directory,
    published: [],
    logged: [],
    now: START,
    pass: (ms) => {
      bench.now += ms;
      bench.cloudwatch.evaluate();
    },
    restart: async () => {
      await bench.cloudwatch.close();
      bench.cloudwatch = open();
    },
  };
  bench.cloudwatch = open();
  context.after(async () => {
    await bench.cloudwatch.close();
    rmSync(directory, { recursive: true });
  });
  return bench;
};

/** The real SDK client, talking to the bench over HTTP. */
export const clientOf = async (context: TestContext, bench: Bench): Promise<CloudWatchClient> => {
  const served = await serve({ handle: (request) => bench.cloudwatch.handle(request) });
  const client = new CloudWatchClient(served.client);
  context.after(async () => {
    client.destroy();
    await served.stop();
  });
  return client;
};

/** An alarm on the sum of `App Errors` per minute, changed by `properties`. */
export const errorsAlarm = (
  properties: Readonly<Record<string, unknown>> = {},
  logicalId = 'Errors',
): AlarmResource => ({
  logicalId,
  type: 'AWS::CloudWatch::Alarm',
  properties: {
    Namespace: 'App',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    ...properties,
  },
});

export const compositeAlarm = (
  properties: Readonly<Record<string, unknown>>,
  logicalId = 'Composite',
): AlarmResource => ({
  logicalId,
  type: 'AWS::CloudWatch::CompositeAlarm',
  properties,
});

export const stateOf = (bench: Bench, name: string): string =>
  bench.cloudwatch.alarmStates().find((alarm) => alarm.name === name)!.state;
