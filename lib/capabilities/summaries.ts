/** Sums up closed hours, days and weeks: a function on three schedules, and the queue of what it could not do. */
import { Duration, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import { GraphWidget, type IAlarm, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Environment, SummaryRequest } from '../../functions/summaries/contract.ts';
import { addChangeAlarms } from '../alarms/change-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addDeadLetterAlarm } from '../alarms/service-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowByTime, allowObjects, allowRows } from '../parts/keeping.ts';
import { allowKey, queueEncryption } from '../parts/key-grants.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';

/** Five minutes after the hour late parts of its calls have mostly come; a day waits for its last hour, a week for its last day. */
const SCHEDULES = [
  { id: 'Hourly', period: 'hour', cron: { minute: '5' } },
  { id: 'Daily', period: 'day', cron: { minute: '20', hour: '0' } },
  { id: 'Weekly', period: 'week', cron: { minute: '35', hour: '0', weekDay: 'MON' } },
] as const satisfies readonly {
  readonly id: string;
  readonly period: SummaryRequest['period'];
  readonly cron: object;
}[];

export class Summaries extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  /** Alarms on what summaries find out of the ordinary. They call nobody themselves: they feed a composite alarm. */
  readonly changeAlarms: readonly IAlarm[];
  /** Announces the reports of days and weeks to whoever subscribes; costs nothing while nobody does. */
  readonly reports: Topic;
  private readonly metrics: ServiceMetrics;

  constructor(
    scope: Construct,
    id: string,
    { settings, data, onCall, metrics, judgeQueue }: CapabilityProps & { readonly judgeQueue: IQueue | undefined },
  ) {
    super(scope, id);
    this.metrics = metrics;
    const deadLetters = new Queue(this, 'DeadLetters', {
      ...queueEncryption(data.key),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is a dead-letter queue itself: of the schedules below, and of the function they invoke.',
    });
    this.reports = new Topic(this, 'Reports', {
      displayName: `Sightglass ${settings.stage}: reports`,
      enforceSSL: true,
      ...(data.key === undefined ? {} : { masterKey: data.key }),
    });
    if (settings.reportsEmail !== undefined) this.reports.addSubscription(new EmailSubscription(settings.reportsEmail));
    this.function = new ServiceFunction(this, 'Function', {
      name: 'summaries',
      settings,
      key: data.key,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        BUCKET_NAME: data.bucket.bucketName,
        METRICS_NAMESPACE: metrics.namespace,
        REPORTS_TOPIC_ARN: this.reports.topicArn,
        JUDGE_QUEUE_URL: judgeQueue?.queueUrl ?? '',
        RETENTION_DAYS: String(settings.retention.summaryDays),
        INTERACTION_DAYS: String(settings.retention.interactionDays),
      },
      deadLetters,
    });

    allowRows(this.function, data, ['GetItem', 'PutItem', 'BatchWriteItem', 'DeleteItem', 'Query']);
    allowByTime(this.function, data);
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'summaries' });
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'payloads' });
    // Complaints that could not be told of which call they are when they came save what sampling left out of it.
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'held' });
    allowObjects(this.function, data, { verb: 'PutObject', kind: 'payloads' });
    allowObjects(this.function, data, { verb: 'PutObject', kind: 'summaries' });
    if (judgeQueue !== undefined) {
      this.function.addToRolePolicy(
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [judgeQueue.queueArn] }),
      );
    }
    // What it could not do goes to its dead letters in its own name.
    allowKey(this.function, data.key, 'send messages');
    this.allowMetrics(metrics.namespace);
    this.function.addToRolePolicy(
      new PolicyStatement({ actions: ['sns:Publish'], resources: [this.reports.topicArn] }),
    );
    allowKey(this.function, data.key, 'publish notices');

    this.addSchedules(deadLetters, data.key);

    const context = { onCall, metrics, alarms: settings.alarms };
    addDeadLetterAlarm(this, context, deadLetters);
    this.changeAlarms = addChangeAlarms(this, context);
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'summaries', handler: this.function, settings });
  }

  widgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Summaries written',
        width: 12,
        left: [this.metrics.total('SummariesWritten', { period: Duration.hours(1) })],
      }),
      new GraphWidget({
        title: 'Out of the ordinary',
        width: 12,
        left: [
          this.metrics.total('Anomalies', { period: Duration.hours(1), label: 'measures worse than in past weeks' }),
          this.metrics.total('DriftedDistributions', { period: Duration.hours(1), label: 'drifted distributions' }),
        ],
      }),
    ];
  }

  businessWidgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Active sessions by hour',
        width: 24,
        left: [this.metrics.total('ActiveSessions', { period: Duration.hours(1), label: 'sessions' })],
      }),
    ];
  }

  private allowMetrics(namespace: string): void {
    this.function.addToRolePolicy(
      new PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
      }),
    );
    Validations.of(this.function.role!).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: `Metrics have no ARN; the condition confines the grant to the namespace ${namespace}.`,
    });
  }

  private addSchedules(deadLetters: Queue, key: IKey | undefined): void {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    allowKey(role, key, 'send messages');

    for (const { id, period, cron } of SCHEDULES) {
      const input: SummaryRequest = { period };
      new Schedule(this, id, {
        description: `Sums up the ${period} that has just closed`,
        schedule: ScheduleExpression.cron({ ...cron, timeZone: TimeZone.ETC_UTC }),
        target: new LambdaInvoke(this.function, {
          // The grants stand above: what the target adds by itself would allow every version of the function as well.
          role: role.withoutPolicyUpdates(),
          input: ScheduleTargetInput.fromObject(input),
          // Left alone, the scheduler would try 185 times over a day; the next run corrects what this one missed.
          retryAttempts: 3,
          maxEventAge: Duration.minutes(30),
          deadLetterQueue: deadLetters,
        }),
      });
    }
  }
}
