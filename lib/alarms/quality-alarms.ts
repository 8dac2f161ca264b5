/** Alarms on what AI calls say: unsafe, poor, invalid. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

const QUARTER_HOUR = Duration.minutes(15);

/** Adds `ai-safety`, `ai-low-quality` and, in the full set, `ai-hallucination` and `ai-validation-failures`; returns the quiet ones. */
export const addQualityAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): readonly IAlarm[] => {
  new RunbookAlarm(scope, 'Safety', {
    onCall,
    name: 'ai-safety',
    runbook: 'ai-safety',
    what: `At least ${alarms.safetyFlagsPerQuarterHour} AI calls were flagged as unsafe within 15 minutes.`,
    look: 'GET /v1/interactions, the calls with safety flags',
    severity: 'critical',
    metric: metrics.total('SafetyFlags', { period: QUARTER_HOUR, label: 'safety flags' }),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: alarms.safetyFlagsPerQuarterHour,
    periods: [1, 1],
    silence: 'is fine',
    because: 'no flags are raised where nothing is flagged.',
    notifies: 'on-call',
  });
  const lowQuality = new RunbookAlarm(scope, 'LowQuality', {
    onCall,
    name: 'ai-low-quality',
    runbook: 'ai-low-quality',
    what: `At least ${alarms.lowQualityPerQuarterHour} assessments fell below their threshold within 15 minutes.`,
    look: 'GET /v1/interactions, the calls with failed assessments',
    severity: 'warning',
    metric: metrics.total('LowQuality', { period: QUARTER_HOUR, label: 'assessments below threshold' }),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: alarms.lowQualityPerQuarterHour,
    periods: [2, 3],
    silence: 'is fine',
    because: 'nothing is published while every assessment passes.',
    notifies: 'composite',
  });
  if (alarms.set === 'standard') return [lowQuality];

  new RunbookAlarm(scope, 'Hallucination', {
    onCall,
    name: 'ai-hallucination',
    runbook: 'ai-hallucination',
    what: `More than ${alarms.hallucinationPercent} % of AI calls were assessed as made up.`,
    look: 'GET /v1/interactions, the calls with a failed assessment of hallucination',
    severity: 'warning',
    metric: metrics.percent({
      part: 'Hallucinations',
      whole: 'Interactions',
      atLeast: alarms.minimumCalls,
      label: 'made up, %',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.hallucinationPercent,
    periods: [2, 3],
    silence: 'is fine',
    because: 'nothing is published while no answer is assessed as made up.',
    notifies: 'on-call',
  });
  const invalid = new RunbookAlarm(scope, 'ValidationFailures', {
    onCall,
    name: 'ai-validation-failures',
    runbook: 'ai-validation-failures',
    what: `The app could not use more than ${alarms.validationFailurePercent} % of answers: they failed its validation.`,
    look: 'GET /v1/interactions, the calls with validation_failed',
    severity: 'warning',
    metric: metrics.percent({
      part: 'ValidationFailures',
      whole: 'Interactions',
      atLeast: alarms.minimumCalls,
      label: 'invalid answers, %',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.validationFailurePercent,
    periods: [2, 3],
    silence: 'is fine',
    because: 'without calls no answer is invalid.',
    notifies: 'composite',
  });
  return [lowQuality, invalid];
};
