/** The message an alarm sends to its topics: the same JSON that CloudWatch sends, so that what reads it works in both. */
import type { Alarm, AlarmState, MetricAlarm } from './definition.ts';
import { timestamp } from './reason.ts';
import { regionName } from './region-names.ts';

/** The change of state a message is about; times in milliseconds. */
export interface Change {
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly at: number;
  readonly configuredAt: number;
  /** For a composite alarm, the children whose change made its own. */
  readonly triggers: readonly { readonly arn: string; readonly state: AlarmState; readonly at: number }[];
}

export interface Notification {
  readonly subject: string;
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;

/** SNS takes subjects of up to 100 characters; the name gives way. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT = 100;

const subjectOf = (state: AlarmState, name: string, region: string): string => {
  const around = `${state}: "" in ${region}`;
  const room = MAX_SUBJECT - around.length;
  return `${state}: "${name.length > room ? `${name.slice(0, room - 3)}...` : name}" in ${region}`;
};

/** Dimensions in messages have small-lettered names, unlike everywhere else. */
const dimensions = (value: unknown): readonly Json[] =>
  (Array.isArray(value) ? value : []).map(({ Name: name, Value: text }) => ({ value: text, name }));

const metricsOf = (metrics: unknown): readonly Json[] =>
  (metrics as readonly Json[]).map((query) => {
    const { MetricStat: stat, ...rest } = query;
    const { Metric: metric, ...measure } = (stat ?? {}) as Json;
    const shown = { ...(metric as Json), Dimensions: dimensions((metric as Json | undefined)?.['Dimensions']) };
    return {
      ...rest,
      ...(stat === undefined ? {} : { MetricStat: { Metric: shown, ...measure } }),
      ReturnData: query['ReturnData'] ?? true,
    };
  });

const SNAKE = { SampleCount: 'SAMPLE_COUNT' } as const;

const triggerOf = ({ properties, ...alarm }: MetricAlarm): Json => {
  const statistic = properties['Statistic'] as string | undefined;
  const measured =
    properties['Metrics'] === undefined
      ? {
          MetricName: properties['MetricName'],
          Namespace: properties['Namespace'],
          ...(statistic === undefined
            ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: properties['ExtendedStatistic'] }
            : { StatisticType: 'Statistic', Statistic: SNAKE[statistic as 'SampleCount'] ?? statistic.toUpperCase() }),
          Unit: properties['Unit'] ?? null,
          Dimensions: dimensions(properties['Dimensions']),
        }
      : {};
  return {
    ...measured,
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ComparisonOperator: alarm.comparison,
    ...(typeof alarm.threshold === 'number' ? { Threshold: alarm.threshold } : { ThresholdMetricId: alarm.threshold }),
    TreatMissingData: alarm.missingData,
    EvaluateLowSampleCountPercentile: properties['EvaluateLowSampleCountPercentile'] ?? '',
    ...(properties['Metrics'] === undefined ? {} : { Metrics: metricsOf(properties['Metrics']) }),
  };
};

/** Makes the notification. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export const notificationOf = (
  alarm: Alarm,
  change: Change,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): Notification => {
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: timestamp(change.configuredAt),
    NewStateValue: change.to,
    NewStateReason: change.reason,
    StateChangeTime: timestamp(change.at),
    Region: regionName(region),
    AlarmArn: alarm.arn,
    OldStateValue: change.from,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    ...(alarm.kind === 'MetricAlarm'
      ? { Trigger: triggerOf(alarm) }
      : {
          AlarmRule: alarm.ruleText,
          TriggeringChildren: change.triggers.map(({ arn, state, at }) => ({
            Arn: arn,
            State: { Value: state, Timestamp: timestamp(at) },
          })),
        }),
  };
  return { subject: subjectOf(change.to, alarm.name, regionName(region)), message: JSON.stringify(message) };
};
