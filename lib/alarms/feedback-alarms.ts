/** Alarms on what people say about answers. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

/** Adds, in the full set, `feedback-thumbs-down`. It feeds the composite `ai-degraded`, as other alarms may have seen the same already. */
export const addFeedbackAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): readonly IAlarm[] => {
  if (alarms.set === 'standard') return [];

  const period = Duration.hours(1);
  const thumbsDown = new RunbookAlarm(scope, 'ThumbsDown', {
    onCall,
    name: 'feedback-thumbs-down',
    runbook: 'feedback-thumbs-down',
    what: `More than ${alarms.thumbsDownPercent} % of the thumbs of the last hour point down.`,
    look: onCall.query('/v1/feedback/negative?limit=50'),
    severity: 'warning',
    metric: new MathExpression({
      expression: `IF(FILL(down, 0) + FILL(up, 0) >= ${alarms.minimumThumbs}, 100 * FILL(down, 0) / (FILL(down, 0) + FILL(up, 0)), 0)`,
      usingMetrics: { down: metrics.total('ThumbsDown', { period }), up: metrics.total('ThumbsUp', { period }) },
      label: 'thumbs down, %',
      period,
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.thumbsDownPercent,
    periods: [1, 1],
    silence: 'is fine',
    because: 'people often say nothing.',
    notifies: 'composite',
  });
  return [thumbsDown];
};
