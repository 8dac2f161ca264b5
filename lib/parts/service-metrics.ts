/** Our own metrics as alarms and widgets read them: totals in the stage's namespace, by the names of the catalogue. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../src/domain/measure/catalogue.ts';

export interface MetricView {
  /** CloudWatch statistic: `Sum` when absent. */
  readonly statistic?: string;
  /** Five minutes when absent. */
  readonly period?: Duration;
  readonly label?: string;
}

const FIVE_MINUTES = Duration.minutes(5);

/** Namespace of a stage's metrics; the functions publish there and may nowhere else. */
export const namespaceOf = (stage: string): string => `Sightglass/${stage}`;

/** The metrics of one stage. */
export class ServiceMetrics {
  readonly namespace: string;

  constructor(stage: string) {
    this.namespace = namespaceOf(stage);
  }

  /** One metric, over all environments and models. */
  total(name: MetricName, { statistic = Stats.SUM, period = FIVE_MINUTES, label = name }: MetricView = {}): Metric {
    return new Metric({ namespace: this.namespace, metricName: name, statistic, period, label });
  }

  /**
   * `part` as a share of `whole` in percent, and 0 where `whole` is below `atLeast` or `part` below `partAtLeast`: one failed
   * call of two at night is no outage, and two of twenty-five are a coincidence. A part without data counts as none, as a request without failures publishes no failures.
   */
  percent(props: {
    readonly part: MetricName;
    readonly whole: MetricName;
    /** What of the whole is counted: its sum when absent. */
    readonly wholeStatistic?: string;
    readonly atLeast: number;
    readonly partAtLeast?: number;
    readonly label: string;
    readonly period?: Duration;
  }): MathExpression {
    const { period = FIVE_MINUTES, wholeStatistic = Stats.SUM } = props;
    const enough = props.partAtLeast === undefined ? '' : ` AND FILL(part, 0) >= ${props.partAtLeast}`;
    return new MathExpression({
      expression: `IF(whole >= ${props.atLeast}${enough}, 100 * FILL(part, 0) / whole, 0)`,
      usingMetrics: {
        part: this.total(props.part, { period }),
        whole: this.total(props.whole, { period, statistic: wholeStatistic }),
      },
      label: props.label,
      period,
    });
  }

  /** A percentile of a metric, and 0 in periods with fewer than `atLeast` values: the p99 of two calls is the slower one. */
  percentile(props: {
    readonly name: MetricName;
    readonly percentile: number;
    readonly atLeast: number;
    readonly label: string;
  }): MathExpression {
    return new MathExpression({
      expression: `IF(calls >= ${props.atLeast}, value, 0)`,
      usingMetrics: {
        value: this.total(props.name, { statistic: Stats.percentile(props.percentile) }),
        calls: this.total(props.name, { statistic: Stats.SAMPLE_COUNT }),
      },
      label: props.label,
      period: FIVE_MINUTES,
    });
  }
}
