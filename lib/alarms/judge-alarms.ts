/** Alarms on the model that judges calls. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Adds `judge-dead-letters`. */
export const addJudgeAlarm = (scope: Construct, { onCall }: AlarmContext, deadLetters: IQueue): void => {
  new RunbookAlarm(scope, 'JudgeDeadLetters', {
    onCall,
    name: 'judge-dead-letters',
    runbook: 'judge-dead-letters',
    what: 'The model could not be asked about some calls: they stay without its judgement. Nothing else is affected.',
    look: `log group /sightglass/${onCall.stage}/judge, event judge-failed`,
    severity: 'warning',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
      label: 'calls given up',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    periods: [1, 1],
    silence: 'is fine',
    because: 'SQS stops publishing for a queue that has been empty for six hours.',
    notifies: 'on-call',
  });
};
