/**
 * Has a model of Amazon Bedrock judge calls: a queue of ids, and a function that works it off. It exists only where a stage opts in,
 * as Lambda's polling of one more queue would leave the free tier, and judging sends redacted text to a model.
 */
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { GraphWidget, type IAlarm, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Environment, MAX_RECEIVES } from '../../functions/judge/contract.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addJudgeAlarm } from '../alarms/judge-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowObjects, allowRows, allowSecret } from '../parts/keeping.ts';
import { allowKey, queueEncryption } from '../parts/key-grants.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';
import type { JudgingSettings } from '../stage-settings.ts';

/** Calls of one message batch, asked about one after the other: 4 × 30 s fit the function's time. */
const BATCH = 4;
/** Batches side by side: models throttle, and 2 is the least that AWS takes. */
const AT_ONCE = 2;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const TIMEOUTS_HIDDEN = 6;

/**
 * Ids of inference profiles begin with where they run: two letters as `eu` or `jp`, or one of three names. Ids of models begin with
 * their maker, and no maker's name has two letters.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const OF_A_GEOGRAPHY = /^(?:[a-z]{2}|apac|global|us-gov)\.(.+)$/;

export interface JudgeProps extends Omit<CapabilityProps, 'api'> {
  readonly judging: JudgingSettings;
}

export class Judge extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  /** Takes ids of calls. */
  readonly queue: Queue;
  private readonly metrics: ServiceMetrics;

  constructor(scope: Construct, id: string, { settings, judging, data, onCall, metrics }: JudgeProps) {
    super(scope, id);
    this.metrics = metrics;
    const common = { ...queueEncryption(data.key), enforceSSL: true };
    const deadLetters = new Queue(this, 'DeadLetters', { ...common, retentionPeriod: Duration.days(14) });
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is a dead-letter queue itself, of the queue beside it.',
    });
    this.queue = new Queue(this, 'Calls', {
      ...common,
      // A judgement that comes a day late tells nobody anything.
      retentionPeriod: Duration.days(1),
      visibilityTimeout: Duration.seconds(settings.functions.judge.timeoutSeconds * TIMEOUTS_HIDDEN),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.function = new ServiceFunction(this, 'Function', {
      name: 'judge',
      settings,
      key: data.key,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        BUCKET_NAME: data.bucket.bucketName,
        SECRET_ARN: data.secret.secretArn,
        METRICS_NAMESPACE: metrics.namespace,
        RETENTION_DAYS: String(settings.retention.interactionDays),
        JUDGE_MODELS: judging.models.join(','),
      },
    });

    allowRows(this.function, data, ['GetItem', 'PutItem', 'BatchWriteItem', 'Query']);
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'payloads' });
    allowSecret(this.function, data);
    this.allowModels(judging.models);

    Grant.addToPrincipal({
      grantee: this.function,
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resourceArns: [this.queue.queueArn],
    });
    allowKey(this.function, data.key, 'receive messages');
    new EventSourceMapping(this, 'Mapping', {
      target: this.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH,
      maxConcurrency: AT_ONCE,
      reportBatchItemFailures: true,
    });

    const context = { onCall, metrics, alarms: settings.alarms };
    addJudgeAlarm(this, context, deadLetters);
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'judge', handler: this.function, settings });
  }

  widgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Calls judged by a model',
        width: 12,
        left: [
          this.metrics.total('JudgedCalls'),
          this.metrics.total('JudgeSkipped'),
          this.metrics.total('JudgeFailures'),
        ],
      }),
      new GraphWidget({ title: 'Cost of judging, $', width: 12, left: [this.metrics.total('JudgeCostUsd')] }),
    ];
  }

  /**
   * Converse needs `InvokeModel` on the model; an inference profile (`eu.…`) is a resource of the account and asks for the model
   * behind it in every region that it spans.
   */
  private allowModels(models: readonly string[]): void {
    const { partition, account } = Stack.of(this);
    const resources = models.flatMap((model) => {
      const [, bare] = OF_A_GEOGRAPHY.exec(model) ?? [];
      return bare === undefined
        ? [`arn:${partition}:bedrock:*::foundation-model/${model}`]
        : [
            `arn:${partition}:bedrock:*:${account}:inference-profile/${model}`,
            `arn:${partition}:bedrock:*::foundation-model/${bare}`,
          ];
    });
    this.function.addToRolePolicy(new PolicyStatement({ actions: ['bedrock:InvokeModel'], resources }));
    for (const resource of resources) {
      Validations.of(this.function.role!).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${resource.replace(account, '<AWS::AccountId>').replace(partition, '<AWS::Partition>')}]`,
        reason: 'Names the model; the region is open because an inference profile asks in every region that it spans.',
      });
    }
  }
}
