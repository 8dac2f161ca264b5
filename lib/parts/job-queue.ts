/** The queue that hands a function the steps of its jobs, one at a time, and the one for steps that failed for good. */
import { Duration, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import { Grant, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allowKey, queueEncryption } from './key-grants.ts';

export interface JobQueueProps {
  /** How often a step is tried. */
  readonly maxReceives: number;
  /** The function's own time-out: a message stays hidden for six times as long, as Lambda asks for. */
  readonly timeout: Duration;
  /** Encrypts the messages, where the stage has a key of its own. */
  readonly key: IKey | undefined;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const TIMEOUTS_HIDDEN = 6;

/** Jobs of several projects side by side, and still most of the function's environments free for requests. 2 is the least AWS takes. */
const STEPS_AT_ONCE = 2;

export class JobQueue extends Construct {
  readonly deadLetters: Queue;
  readonly queue: Queue;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { maxReceives, timeout, key }: JobQueueProps) {
    super(scope, id);
    this.key = key;
    const common = { ...queueEncryption(key), enforceSSL: true, retentionPeriod: Duration.days(14) };
    this.deadLetters = new Queue(this, 'DeadLetters', common);
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is a dead-letter queue itself, of the queue beside it.',
    });
    this.queue = new Queue(this, 'Steps', {
      ...common,
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * TIMEOUTS_HIDDEN),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxReceives },
    });
  }

  /**
   * Has the function do the steps, and ask for the next. Lambda polls an empty queue some 650,000 times a month, which is within the
   * million requests that are free.
   */
  drivenBy(worker: LambdaFunction): void {
    Grant.addToPrincipal({
      grantee: worker,
      actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resourceArns: [this.queue.queueArn],
    });
    allowKey(worker, this.key, 'send messages');
    new EventSourceMapping(this, 'Mapping', {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      maxConcurrency: STEPS_AT_ONCE,
    });
  }

  /** Has the function look once a day for jobs that wait and passes that are due: thirty calls a month, whatever they find. */
  daily(worker: LambdaFunction): void {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [worker.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }));
    allowKey(role, this.key, 'send messages');
    new Schedule(this, 'Daily', {
      description: 'Resumes jobs that wait for a new budget, and begins the deep passes of projects that chose them',
      schedule: ScheduleExpression.cron({ minute: '45', hour: '1', timeZone: TimeZone.ETC_UTC }),
      target: new LambdaInvoke(worker, {
        // The grants stand above: what the target adds by itself would allow every version of the function as well.
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject({ daily: true }),
        retryAttempts: 3,
        maxEventAge: Duration.hours(2),
        deadLetterQueue: this.deadLetters,
      }),
    });
  }
}
