/** Alarms on what AI calls say: unsafe, poor, invalid. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

const QUARTER_HOUR = Duration.minutes(15);

/** Adds `ai-safety`, `ai-low-quality` and, in the full set, `ai-hallucination` and `ai-validation-failures`; returns the quiet ones. */
export const addQualityAlarms = (scope: Construct, context: AlarmContext): readonly IAlarm[] => {
  const { onCall, metrics, alarms } = context;
  new RunbookAlarm(scope, 'Safety', {
    onCall,
    name: 'ai-safety',
    runbook: 'ai-safety',
    what: `At least ${alarms.safetyFlagsPerQuarterHour} AI calls were flagged as unsafe within 15 minutes.`,
    look: onCall.calls('flagged=true'),
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
    ...lowQualityIn(context),
    look: onCall.calls('failed_dimension=any', '2h'),
    severity: 'warning',
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    periods: [2, 3],
    silence: 'is fine',
    because: 'nothing is published while every assessment passes.',
    notifies: 'composite',
  });
  if (alarms.set === 'standard') return [lowQuality];

  const madeUp = new RunbookAlarm(scope, 'Hallucination', {
    onCall,
    name: 'ai-hallucination',
    runbook: 'ai-hallucination',
    what: `More than ${alarms.hallucinationPercent} % of AI calls were assessed as made up.`,
    look: onCall.calls('failed_dimension=hallucination'),
    severity: 'warning',
    metric: metrics.percent({
      part: 'Hallucinations',
      whole: 'Interactions',
      // Of twenty calls two are ten per cent already: a quarter of an hour tells a rate from a coincidence.
      atLeast: 3 * alarms.minimumCalls,
      partAtLeast: alarms.minimumFailures,
      label: 'made up, %',
      period: QUARTER_HOUR,
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.hallucinationPercent,
    periods: [2, 3],
    silence: 'is fine',
    because: 'nothing is published while no answer is assessed as made up.',
    notifies: 'composite',
  });
  const invalid = new RunbookAlarm(scope, 'ValidationFailures', {
    onCall,
    name: 'ai-validation-failures',
    runbook: 'ai-validation-failures',
    what: `The app could not use more than ${alarms.validationFailurePercent} % of answers: they failed its validation.`,
    look: onCall.calls('validation_failed=true'),
    severity: 'warning',
    metric: metrics.percent({
      part: 'ValidationFailures',
      whole: 'Interactions',
      atLeast: alarms.minimumCalls,
      partAtLeast: alarms.minimumFailures,
      label: 'invalid answers, %',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.validationFailurePercent,
    periods: [2, 3],
    silence: 'is fine',
    because: 'without calls no answer is invalid.',
    notifies: 'composite',
  });
  return [lowQuality, madeUp, invalid];
};

/**
 * What low quality is: a number of failed assessments, which takes one alarm-metric, or in the full set their share, which takes
 * two and means the same by night and by day.
 */
const lowQualityIn = ({ metrics, alarms }: AlarmContext) =>
  alarms.set === 'standard'
    ? {
        what: `At least ${alarms.lowQualityPerQuarterHour} assessments fell below their threshold within 15 minutes.`,
        metric: metrics.total('LowQuality', { period: QUARTER_HOUR, label: 'assessments below threshold' }),
        threshold: alarms.lowQualityPerQuarterHour,
      }
    : {
        what: `At least ${alarms.lowQualityPercent} % of assessments fell below their threshold.`,
        metric: metrics.percent({
          part: 'LowQuality',
          // Every assessment is one score.
          whole: 'QualityScore',
          wholeStatistic: Stats.SAMPLE_COUNT,
          atLeast: alarms.minimumAssessments,
          label: 'assessments below threshold, %',
          period: QUARTER_HOUR,
        }),
        threshold: alarms.lowQualityPercent,
      };
