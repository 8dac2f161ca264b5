/** Alarms on what only summaries see: an hour worse than the same hour of past weeks, traffic that is not what it was. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Adds, in the full set, `ai-anomalies` and `ai-drift`, which call nobody themselves: they feed the composite `ai-changed`. */
export const addChangeAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): readonly IAlarm[] => {
  if (alarms.set === 'standard') return [];

  // Each project and period publishes a figure of its own: the worst counts, as sums would say the same thing twice.
  const view = { period: Duration.hours(1), statistic: Stats.MAXIMUM };
  const story = {
    onCall,
    severity: 'warning',
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    silence: 'is fine',
    notifies: 'composite',
  } as const;
  return [
    new RunbookAlarm(scope, 'Anomalies', {
      ...story,
      name: 'ai-anomalies',
      runbook: 'ai-anomalies',
      what: `For two hours, at least ${alarms.anomaliesPerHour} measures have been worse than at the same hours of past weeks.`,
      look: onCall.closedHours(),
      metric: metrics.total('Anomalies', { ...view, label: 'measures out of the ordinary' }),
      threshold: alarms.anomaliesPerHour,
      // One odd hour is news for the report; two in a row are a change.
      periods: [2, 2],
      because: 'nothing is published while an hour is like its past.',
    }),
    new RunbookAlarm(scope, 'Drift', {
      ...story,
      name: 'ai-drift',
      runbook: 'ai-drift',
      what: `At least ${alarms.driftedDistributions} distributions of prompts or answers are not what they were.`,
      look: onCall.query('/v1/summaries?period=day'),
      metric: metrics.total('DriftedDistributions', { ...view, label: 'drifted distributions' }),
      threshold: alarms.driftedDistributions,
      periods: [1, 1],
      because: 'nothing is published while traffic is like its reference.',
    }),
  ];
};
