/** Alarms on Sightglass as a service: its API answers errors, its summaries fail for good. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ServiceApi } from '../parts/http-api.ts';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Adds `api-server-errors`. */
export const addApiAlarm = (scope: Construct, { onCall, alarms }: AlarmContext, api: ServiceApi): IAlarm =>
  new RunbookAlarm(scope, 'ServerErrors', {
    onCall,
    name: 'api-server-errors',
    runbook: 'api-server-errors',
    what: `Sightglass itself answered at least ${alarms.serverErrorsPerFiveMinutes} requests with an error within 5 minutes.`,
    look: `log group /aws/vendedlogs/sightglass/${onCall.stage}/access, status 500 and above`,
    severity: 'critical',
    metric: api.metricServerErrors({ label: 'answers of 500 and above' }),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: alarms.serverErrorsPerFiveMinutes,
    periods: [2, 3],
    silence: 'is fine',
    because: 'API Gateway publishes nothing while nobody calls.',
    notifies: 'on-call',
  });

/** Adds `summaries-dead-letters`. */
export const addDeadLetterAlarm = (scope: Construct, { onCall }: AlarmContext, deadLetters: IQueue): IAlarm =>
  new RunbookAlarm(scope, 'DeadLettersWaiting', {
    onCall,
    name: 'summaries-dead-letters',
    runbook: 'summaries-dead-letters',
    what: 'A summary failed for good: its hour, day or week has none.',
    look: `log group /sightglass/${onCall.stage}/summaries, then the messages of the queue`,
    severity: 'warning',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
      label: 'failed summaries',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    periods: [1, 1],
    silence: 'is fine',
    because: 'SQS stops publishing for a queue that has been empty for six hours.',
    notifies: 'on-call',
  });
