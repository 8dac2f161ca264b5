/** Takes AI calls in: the function behind the ingest routes, and everything that is measured about the calls themselves. */
import { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  type IAlarm,
  type IWidget,
  MathExpression,
  SingleValueWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Environment, ROUTES } from '../../functions/ingest/contract.ts';
import type { CallAlarms } from '../alarms/alarm-context.ts';
import { addCallAlarms } from '../alarms/call-alarms.ts';
import { addCostAlarms, type SpendingAlarms } from '../alarms/cost-alarms.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addIntakeAlarms } from '../alarms/intake-alarms.ts';
import { addQualityAlarms } from '../alarms/quality-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowObjects, allowRows, allowSecret } from '../parts/keeping.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';

export class Ingest extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  /** Alarms on AI calls: one that calls someone itself, and those that only feed a composite alarm. */
  readonly callAlarms: CallAlarms;
  /** Alarms on spending, likewise. */
  readonly spendingAlarms: SpendingAlarms;
  private readonly metrics: ServiceMetrics;

  constructor(scope: Construct, id: string, { settings, data, api, onCall, metrics }: CapabilityProps) {
    super(scope, id);
    this.metrics = metrics;
    this.function = new ServiceFunction(this, 'Function', {
      name: 'ingest',
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
        PAYLOAD_SAMPLE_RATE: String(settings.payloadSampleRate),
        METRIC_ENVIRONMENTS: settings.metricDimensions.environments.join(','),
        METRIC_MODELS: settings.metricDimensions.models.join(','),
      },
    });

    allowRows(this.function, data, ['GetItem', 'PutItem', 'BatchWriteItem', 'Query']);
    allowObjects(this.function, data, { verb: 'PutObject', kind: 'payloads' });
    allowObjects(this.function, data, { verb: 'PutObject', kind: 'held' });
    allowSecret(this.function, data);

    api.route('Ingest', this.function, ROUTES);

    const context = { onCall, metrics, alarms: settings.alarms };
    const calls = addCallAlarms(this, context);
    this.spendingAlarms = addCostAlarms(this, context);
    const poor = addQualityAlarms(this, context);
    addIntakeAlarms(this, context);
    this.callAlarms = { cause: calls.cause, symptoms: [...calls.symptoms, ...poor] };
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'ingest', handler: this.function, settings });
  }

  widgets(): IWidget[] {
    const { metrics } = this;
    return [
      new SingleValueWidget({
        title: 'AI calls',
        width: 24,
        height: 3,
        metrics: [
          metrics.total('Interactions', { label: 'calls' }),
          metrics.total('InteractionErrors', { label: 'failed' }),
          metrics.total('CostUsd', { label: 'cost, $' }),
          metrics.total('UnpricedInteractions', { label: 'unpriced' }),
          metrics.total('SafetyFlags', { label: 'safety flags' }),
        ],
        setPeriodToTimeRange: true,
      }),
      new GraphWidget({
        title: 'AI calls and failures',
        width: 8,
        left: [metrics.total('Interactions'), metrics.total('InteractionErrors')],
      }),
      new GraphWidget({
        title: 'Latency, ms',
        width: 8,
        left: [50, 90, 99].map((percentile) =>
          metrics.total('Latency', { statistic: Stats.percentile(percentile), label: `p${percentile}` }),
        ),
      }),
      new GraphWidget({
        title: 'Time to first token, ms',
        width: 8,
        left: [50, 99].map((percentile) =>
          metrics.total('TimeToFirstToken', { statistic: Stats.percentile(percentile), label: `p${percentile}` }),
        ),
      }),
      new GraphWidget({
        title: 'Cost, $',
        width: 8,
        left: [metrics.total('CostUsd')],
      }),
      new GraphWidget({
        title: 'Tokens',
        width: 8,
        stacked: true,
        left: [metrics.total('InputTokens'), metrics.total('CacheReadTokens'), metrics.total('OutputTokens')],
      }),
      new GraphWidget({
        title: 'Quality and safety',
        width: 8,
        left: [
          metrics.total('LowQuality'),
          metrics.total('Hallucinations'),
          metrics.total('SafetyFlags'),
          metrics.total('ValidationFailures'),
        ],
      }),
      new GraphWidget({
        title: 'Average quality score, 0 to 1',
        width: 12,
        left: [metrics.total('QualityScore', { statistic: Stats.AVERAGE })],
        leftYAxis: { min: 0, max: 1 },
      }),
      new GraphWidget({
        title: 'Items refused, requests repeated',
        width: 12,
        left: [metrics.total('RejectedItems'), metrics.total('DuplicateRequests')],
      }),
      new GraphWidget({
        title: 'Output tokens a second of one call',
        width: 12,
        left: [metrics.total('OutputTokensPerSecond', { statistic: Stats.AVERAGE, label: 'average' })],
      }),
      new GraphWidget({
        title: 'Machines of the apps, %',
        width: 12,
        left: [
          metrics.total('CpuUtilization', { statistic: Stats.AVERAGE, label: 'CPU' }),
          metrics.total('GpuUtilization', { statistic: Stats.AVERAGE, label: 'GPU' }),
        ],
        leftYAxis: { min: 0, max: 100 },
      }),
    ];
  }

  businessWidgets(): IWidget[] {
    const { metrics } = this;
    const [hour, day] = [Duration.hours(1), Duration.days(1)];
    return [
      new SingleValueWidget({
        title: 'In the time shown',
        width: 24,
        height: 3,
        metrics: [
          metrics.total('CostUsd', { label: 'cost, $' }),
          metrics.total('Interactions', { label: 'AI calls' }),
          metrics.total('UnpricedInteractions', { label: 'calls of unknown cost' }),
        ],
        setPeriodToTimeRange: true,
      }),
      new GraphWidget({
        title: 'Cost by day, $',
        width: 8,
        left: [metrics.total('CostUsd', { period: day, label: 'cost' })],
      }),
      new GraphWidget({
        title: 'Cost by hour against what is usual, $',
        width: 8,
        left: [
          metrics.total('CostUsd', { period: hour, label: 'cost' }),
          metrics.total('CostBaselineUsd', { period: hour, label: 'usual' }),
        ],
      }),
      new GraphWidget({
        title: 'Cost of a thousand calls by day, $',
        width: 8,
        left: [
          new MathExpression({
            expression: '1000 * cost / calls',
            usingMetrics: {
              cost: metrics.total('CostUsd', { period: day }),
              calls: metrics.total('Interactions', { period: day }),
            },
            label: 'cost of a thousand calls',
            period: day,
          }),
        ],
      }),
      new GraphWidget({
        title: 'AI calls by day',
        width: 8,
        left: [metrics.total('Interactions', { period: day, label: 'calls' })],
      }),
      new GraphWidget({
        title: "Answers from caches by day: the app's, and % of input tokens from the provider's",
        width: 8,
        left: [metrics.total('CacheHits', { period: day, label: 'answers from the app’s cache' })],
        right: [
          new MathExpression({
            expression: '100 * FILL(cached, 0) / input',
            usingMetrics: {
              cached: metrics.total('CacheReadTokens', { period: day }),
              input: metrics.total('InputTokens', { period: day }),
            },
            label: 'cached input, %',
            period: day,
          }),
        ],
      }),
      new GraphWidget({
        title: 'Quality by day: average score, 0 to 1',
        width: 8,
        left: [metrics.total('QualityScore', { period: day, statistic: Stats.AVERAGE, label: 'score' })],
        leftYAxis: { min: 0, max: 1 },
      }),
    ];
  }
}
