/** Takes judgements in: the function behind the feedback routes. */
import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IAlarm, type IWidget, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Environment, ROUTES } from '../../functions/feedback/contract.ts';
import type { MetricName } from '../../src/domain/measure/catalogue.ts';
import { addFeedbackAlarms } from '../alarms/feedback-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowObjects, allowRows, allowSecret } from '../parts/keeping.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';

export class Feedback extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  /** Alarms on what people dislike. They call nobody themselves: they feed a composite alarm. */
  readonly feedbackAlarms: readonly IAlarm[];
  private readonly metrics: ServiceMetrics;

  constructor(scope: Construct, id: string, { settings, data, api, onCall, metrics }: CapabilityProps) {
    super(scope, id);
    this.metrics = metrics;
    this.function = new ServiceFunction(this, 'Function', {
      name: 'feedback',
      settings,
      key: data.key,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        BUCKET_NAME: data.bucket.bucketName,
        SECRET_ARN: data.secret.secretArn,
        METRICS_NAMESPACE: metrics.namespace,
        METRIC_CATEGORIES: settings.metricDimensions.categories.join(','),
        RETENTION_DAYS: String(settings.retention.interactionDays),
      },
    });

    allowRows(this.function, data, ['GetItem', 'PutItem', 'BatchWriteItem', 'Query']);
    // Negative feedback saves what sampling left out of its call.
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'held' });
    allowObjects(this.function, data, { verb: 'PutObject', kind: 'payloads' });
    allowSecret(this.function, data);

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

  businessWidgets(): IWidget[] {
    const { metrics } = this;
    const day = { period: DAY };
    return [
      new GraphWidget({
        title: 'Thumbs up, % of all thumbs by day',
        width: 8,
        left: [shareOf(metrics, 'ThumbsUp', 'ThumbsDown', 'thumbs up, %')],
        leftYAxis: { min: 0, max: 100 },
      }),
      new GraphWidget({
        title: 'Average rating by day, 1 to 5',
        width: 8,
        left: [metrics.total('Rating', { ...day, statistic: Stats.AVERAGE, label: 'rating' })],
        leftYAxis: { min: 1, max: 5 },
      }),
      new GraphWidget({
        title: 'Tasks completed, % of those ended by day',
        width: 8,
        left: [shareOf(metrics, 'TasksCompleted', 'TasksFailed', 'completed, %')],
        leftYAxis: { min: 0, max: 100 },
      }),
    ];
  }
}

const DAY = Duration.days(1);

/** One of two outcomes as a share of both, by day. */
const shareOf = (metrics: ServiceMetrics, good: MetricName, bad: MetricName, label: string): MathExpression =>
  new MathExpression({
    expression: '100 * FILL(good, 0) / (FILL(good, 0) + FILL(bad, 0))',
    usingMetrics: { good: metrics.total(good, { period: DAY }), bad: metrics.total(bad, { period: DAY }) },
    label,
    period: DAY,
  });
