/** Alarms on personal data: what could not be redacted, and what suddenly had to be. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Adds `redaction-failure` and, in the full set, `redaction-surge`. */
export const addPrivacyAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): void => {
  new RunbookAlarm(scope, 'RedactionFailure', {
    onCall,
    name: 'redaction-failure',
    runbook: 'redaction-failure',
    what: 'Texts could not be redacted; they were dropped, so nothing leaked, but calls are being kept without them.',
    look: `${onCall.calls('redaction_failed=true')} and log group /sightglass/${onCall.stage}/ingest, event redaction-failed`,
    severity: 'critical',
    metric: metrics.total('RedactionFailures', { label: 'texts dropped' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    periods: [1, 1],
    silence: 'is fine',
    because: 'nothing is published while redaction works.',
    notifies: 'on-call',
  });
  if (alarms.set === 'standard') return;

  const period = Duration.minutes(5);
  new RunbookAlarm(scope, 'RedactionSurge', {
    onCall,
    name: 'redaction-surge',
    runbook: 'redaction-surge',
    what: `More than ${alarms.redactionFindingsPerCall} pieces of personal data or secrets per call were replaced.`,
    look: onCall.calls(`min_redactions=${Math.ceil(alarms.redactionFindingsPerCall)}`),
    severity: 'warning',
    metric: new MathExpression({
      expression: `IF(calls >= ${alarms.minimumCalls}, FILL(findings, 0) / calls, 0)`,
      usingMetrics: {
        findings: metrics.total('RedactionFindings', { period }),
        calls: metrics.total('Interactions', { period }),
      },
      label: 'findings per call',
      period,
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.redactionFindingsPerCall,
    periods: [2, 3],
    silence: 'is fine',
    because: 'without calls there is nothing to redact.',
    notifies: 'on-call',
  });
};

/** Adds `jobs-dead-letters`: an erasure or a new policy that did not reach all calls is nothing to be found out by chance. */
export const addJobsAlarm = (scope: Construct, { onCall }: AlarmContext, deadLetters: IQueue): void => {
  new RunbookAlarm(scope, 'JobsDeadLetters', {
    onCall,
    name: 'jobs-dead-letters',
    runbook: 'jobs-dead-letters',
    what: 'A job that rewrites stored calls failed for good: what it had not reached is as it was.',
    look: `${onCall.query('/v1/jobs')} (scope admin), and log group /sightglass/${onCall.stage}/redaction, event job-step-failed`,
    severity: 'warning',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
      label: 'failed jobs',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    periods: [1, 1],
    silence: 'is fine',
    because: 'SQS stops publishing for a queue that has been empty for six hours.',
    notifies: 'on-call',
  });
};
