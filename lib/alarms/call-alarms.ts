/** Alarms on AI calls as such: they fail, they are slow, they are slow to begin. */
import { ComparisonOperator, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext, CallAlarms } from './alarm-context.ts';

const NO_CALLS = 'without calls none is slow or failing; ingest-stalled watches for silence.';

/** Adds `ai-error-rate`, `ai-latency` and, in the full set, `ai-time-to-first-token`. */
export const addCallAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): CallAlarms => {
  const atLeast = alarms.minimumCalls;
  const cause = new RunbookAlarm(scope, 'ErrorRate', {
    onCall,
    name: 'ai-error-rate',
    runbook: 'ai-error-rate',
    what: `More than ${alarms.errorPercent} % of AI calls fail, and at least ${alarms.minimumFailures} in five minutes.`,
    look: onCall.calls('status=error'),
    severity: 'critical',
    metric: metrics.percent({
      part: 'InteractionErrors',
      whole: 'Interactions',
      atLeast,
      partAtLeast: alarms.minimumFailures,
      label: 'failed calls, %',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.errorPercent,
    periods: [2, 3],
    silence: 'is fine',
    because: NO_CALLS,
    notifies: 'on-call',
  });
  const slow = (
    id: string,
    name: 'Latency' | 'TimeToFirstToken',
    {
      alarm,
      what,
      filter,
      threshold,
    }: { readonly alarm: string; readonly what: string; readonly filter: string; readonly threshold: number },
  ): IAlarm =>
    new RunbookAlarm(scope, id, {
      onCall,
      name: alarm,
      runbook: alarm,
      what: `The slowest 1 % of AI calls take more than ${threshold} ms ${what}.`,
      look: onCall.calls(`${filter}=${threshold}`),
      severity: 'warning',
      metric: metrics.percentile({ name, percentile: 99, atLeast, label: `${name} p99, ms` }),
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold,
      periods: [2, 3],
      silence: 'is fine',
      because: NO_CALLS,
      notifies: 'composite',
    });

  const latency = slow('Latency', 'Latency', {
    alarm: 'ai-latency',
    what: 'to answer',
    filter: 'min_latency_ms',
    threshold: alarms.latencyP99Ms,
  });
  if (alarms.set === 'standard') return { cause, symptoms: [latency] };

  const firstToken = slow('TimeToFirstToken', 'TimeToFirstToken', {
    alarm: 'ai-time-to-first-token',
    what: 'until their first token',
    filter: 'min_time_to_first_token_ms',
    threshold: alarms.timeToFirstTokenP99Ms,
  });
  return { cause, symptoms: [latency, firstToken] };
};
