/** Alarms on a function of ours. They call nobody themselves: they feed the composite `functions-unhealthy`. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { FunctionName, StageSettings } from '../stage-settings.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Part of its timeout that a run may take before the alarm goes off. */
const NEAR_TIMEOUT = 0.8;

/** Adds, in the full set, `<name>-errors`, `<name>-throttles` and `<name>-duration`. */
export const addFunctionAlarms = (
  scope: Construct,
  { onCall, alarms }: AlarmContext,
  watched: { readonly name: FunctionName; readonly handler: IFunction; readonly settings: StageSettings },
): readonly IAlarm[] => {
  if (alarms.set === 'standard') return [];

  const { name, handler, settings } = watched;
  const period = Duration.minutes(5);
  const alarm = (
    id: string,
    kind: 'errors' | 'throttles' | 'duration',
    { metric, threshold, what }: { readonly metric: IMetric; readonly threshold: number; readonly what: string },
  ): IAlarm =>
    new RunbookAlarm(scope, id, {
      onCall,
      name: `${name}-${kind}`,
      runbook: `function-${kind}`,
      what,
      look: `log group /sightglass/${settings.stage}/${name}`,
      severity: 'warning',
      metric,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold,
      periods: [2, 3],
      silence: 'is fine',
      because: 'a function that nobody calls neither fails nor waits.',
      notifies: 'composite',
    });
  const nearTimeoutMs = settings.functions[name].timeoutSeconds * 1000 * NEAR_TIMEOUT;

  return [
    alarm('Errors', 'errors', {
      metric: handler.metricErrors({ period, label: 'errors' }),
      threshold: 0,
      what: `The function ${name} crashes or runs out of time.`,
    }),
    alarm('Throttles', 'throttles', {
      metric: handler.metricThrottles({ period, label: 'throttles' }),
      threshold: 0,
      what: `AWS refuses to run the function ${name} more often at a time.`,
    }),
    alarm('Duration', 'duration', {
      metric: handler.metricDuration({ period, statistic: Stats.percentile(99), label: 'p99, ms' }),
      threshold: nearTimeoutMs,
      what: `The slowest 1 % of runs of the function ${name} take more than ${nearTimeoutMs} ms, near its timeout.`,
    }),
  ];
};
