/** Takes judgements in: the function behind the feedback routes. */
import { GraphWidget, type IAlarm, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Environment, ROUTES } from '../../functions/feedback/contract.ts';
import { addFeedbackAlarms } from '../alarms/feedback-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowRows, allowSecret } from '../parts/keeping.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';

export class Feedback extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  /** What people dislike about answers, for a composite to speak of. */
  readonly feedbackAlarms: readonly IAlarm[];
  private readonly metrics: ServiceMetrics;

  constructor(scope: Construct, id: string, { settings, data, api, onCall, metrics }: CapabilityProps) {
    super(scope, id);
    this.metrics = metrics;
    this.function = new ServiceFunction(this, 'Function', {
      name: 'feedback',
      settings,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        BUCKET_NAME: data.bucket.bucketName,
        SECRET_ARN: data.secret.secretArn,
        METRICS_NAMESPACE: metrics.namespace,
        RETENTION_DAYS: String(settings.retention.interactionDays),
      },
    });

    allowRows(this.function, data.table, ['GetItem', 'PutItem', 'BatchWriteItem', 'Query']);
    allowSecret(this.function, data.secret);

    api.route('Feedback', this.function, ROUTES);

    const context = { onCall, metrics, alarms: settings.alarms };
    this.feedbackAlarms = addFeedbackAlarms(this, context);
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'feedback', handler: this.function, settings });
  }

  widgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Feedback',
        width: 8,
        left: [
          this.metrics.total('Feedback', { label: 'all' }),
          this.metrics.total('ThumbsUp'),
          this.metrics.total('ThumbsDown'),
        ],
      }),
      new GraphWidget({
        title: 'Tasks people finished or gave up',
        width: 8,
        left: [this.metrics.total('TasksCompleted'), this.metrics.total('TasksFailed')],
      }),
      new GraphWidget({
        title: 'Average rating, 1 to 5',
        width: 8,
        left: [this.metrics.total('Rating', { statistic: Stats.AVERAGE })],
        leftYAxis: { min: 1, max: 5 },
      }),
    ];
  }
}
