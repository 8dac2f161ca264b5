/**
 * Removes personal data on request, and from what is stored: the function behind POST /v1/redact, the settings of projects and the
 * jobs that rewrite history, and everything measured about redaction anywhere.
 */
import { Duration, Validations } from 'aws-cdk-lib';
import { GraphWidget, type IAlarm, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type Environment, MAX_RECEIVES, ROUTES } from '../../functions/redaction/contract.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addJobsAlarm, addPrivacyAlarms } from '../alarms/privacy-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { JobQueue } from '../parts/job-queue.ts';
import { allowByTime, allowObjects, allowRows, allowSecret, allowTellingAbsence } from '../parts/keeping.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';

export class Redaction extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  private readonly metrics: ServiceMetrics;

  constructor(scope: Construct, id: string, { settings, data, api, onCall, metrics }: CapabilityProps) {
    super(scope, id);
    this.metrics = metrics;
    const jobs = new JobQueue(this, 'Jobs', {
      maxReceives: MAX_RECEIVES,
      timeout: Duration.seconds(settings.functions.redaction.timeoutSeconds),
      key: data.key,
    });
    this.function = new ServiceFunction(this, 'Function', {
      name: 'redaction',
      settings,
      key: data.key,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        SECRET_ARN: data.secret.secretArn,
        BUCKET_NAME: data.bucket.bucketName,
        JOBS_QUEUE_URL: jobs.queue.queueUrl,
        RETENTION_DAYS: String(settings.retention.interactionDays),
        METRICS_NAMESPACE: metrics.namespace,
        METRIC_CATEGORIES: settings.metricDimensions.categories.join(','),
      },
      // For the daily run, which the scheduler invokes asynchronously. Steps of jobs reach the same queue by the redrive of their own.
      deadLetters: jobs.deadLetters,
      // A job asks for its next step on the queue that its steps come from; how many there are is bounded by what is stored.
      invokesItself: true,
    });

    allowRows(this.function, data, ['GetItem', 'PutItem', 'BatchWriteItem', 'DeleteItem', 'Query']);
    allowByTime(this.function, data);
    for (const verb of ['GetObject', 'PutObject', 'DeleteObject'] as const) {
      allowObjects(this.function, data, { verb, kind: 'payloads' });
      allowObjects(this.function, data, { verb, kind: 'held' });
    }
    // What it was not allowed to erase it must not call erased.
    allowTellingAbsence(this.function, data);

    allowSecret(this.function, data);
    jobs.drivenBy(this.function);
    jobs.daily(this.function);
    this.allowDetection();

    api.route('Redaction', this.function, ROUTES);

    const context = { onCall, metrics, alarms: settings.alarms };
    addPrivacyAlarms(this, context);
    addJobsAlarm(this, context, jobs.deadLetters);
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'redaction', handler: this.function, settings });
  }

  private allowDetection(): void {
    this.function.addToRolePolicy(new PolicyStatement({ actions: ['comprehend:DetectPiiEntities'], resources: ['*'] }));
    Validations.of(this.function.role!).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Detection has no resource to name. It is called for projects only that chose features and a daily budget.',
    });
  }

  widgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Personal data and secrets replaced',
        width: 12,
        left: [this.metrics.total('RedactionFindings')],
      }),
      new GraphWidget({
        title: 'Texts that could not be redacted',
        width: 12,
        left: [this.metrics.total('RedactionFailures')],
      }),
    ];
  }
}
