/** Alarms on what apps send us: nothing any more, or what we must refuse. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

const PERIOD_MINUTES = 5;

/** Adds `ingest-stalled` where the stage asks for it and, in the full set, `ingest-rejected-items`. */
export const addIntakeAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): void => {
  if (alarms.ingestStalledMinutes !== null) {
    const periods = wholePeriods(alarms.ingestStalledMinutes);
    new RunbookAlarm(scope, 'Stalled', {
      onCall,
      name: 'ingest-stalled',
      runbook: 'ingest-stalled',
      what: `No AI call has arrived for ${alarms.ingestStalledMinutes} minutes.`,
      look: `log group /aws/vendedlogs/sightglass/${onCall.stage}/access, then the exporters of the apps`,
      severity: 'critical',
      metric: metrics.total('Interactions', { period: Duration.minutes(PERIOD_MINUTES), label: 'calls' }),
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      periods: [periods, periods],
      silence: 'is the alarm',
      because: 'silence is what this alarm listens for.',
      notifies: 'on-call',
    });
  }
  if (alarms.set === 'standard') return;

  new RunbookAlarm(scope, 'RejectedItems', {
    onCall,
    name: 'ingest-rejected-items',
    runbook: 'ingest-rejected-items',
    what: `At least ${alarms.rejectedItemsPerQuarterHour} items were refused as invalid within 15 minutes.`,
    look: `log group /sightglass/${onCall.stage}/ingest, the codes of the problems`,
    severity: 'warning',
    metric: metrics.total('RejectedItems', { period: Duration.minutes(15), label: 'refused items' }),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: alarms.rejectedItemsPerQuarterHour,
    periods: [2, 3],
    silence: 'is fine',
    because: 'nothing is published while nothing is refused.',
    notifies: 'on-call',
  });
};

/**
 * CloudWatch looks back a day at most with periods under an hour.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
const wholePeriods = (minutes: number): number => {
  const periods = minutes / PERIOD_MINUTES;
  if (Number.isInteger(periods) && periods >= 1 && minutes <= 24 * 60) return periods;
  throw new Error(
    `ingestStalledMinutes must be a multiple of ${PERIOD_MINUTES} from ${PERIOD_MINUTES} to 1440, got ${minutes}; check lib/stages.ts`,
  );
};
