/** Alarms without a threshold of ours: CloudWatch learns what is usual for the hour and the weekday. Opt-in, as each costs three. */
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS } from '../../src/domain/measure/catalogue.ts';
import { MEANINGS } from '../../src/domain/measure/meanings.ts';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Width of the band: three standard deviations leave out one usual value in 370, a call a day at five-minute periods. */
const STANDARD_DEVIATIONS = 3;

/** Adds `anomaly-<Metric>` for each metric that the stage names. */
export const addAnomalyBands = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): void => {
  for (const name of alarms.anomalyBands) {
    // Durations go wrong in their slow tail; everything else is counted or added up.
    const statistic = METRICS[name].unit === 'Milliseconds' ? Stats.percentile(90) : Stats.SUM;
    const period = Duration.minutes(15);
    new RunbookAlarm(scope, `Anomaly${name}`, {
      onCall,
      name: `anomaly-${name}`,
      runbook: 'anomaly',
      what: `${MEANINGS[name]}: unusually much for this hour and weekday.`,
      look: `the band on the alarm in CloudWatch, then ${onCall.hours()}`,
      severity: 'warning',
      metric: Metric.anomalyDetectionFor({
        metric: metrics.total(name, { statistic, period }),
        stdDevs: STANDARD_DEVIATIONS,
        period,
      }),
      comparison: ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
      threshold: Alarm.ANOMALY_DETECTION_NO_THRESHOLD,
      periods: [3, 3],
      silence: 'is fine',
      because: 'no traffic is not too much traffic.',
      notifies: 'on-call',
    });
  }
};
