/** Alarms on what AI calls cost: the budget of an hour, a surge of tokens, calls whose price nobody knows. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';

const HOUR = Duration.hours(1);

/** Adds `ai-cost` and, in the full set, `ai-token-surge` and `ai-unpriced-calls`. */
export const addCostAlarms = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): void => {
  new RunbookAlarm(scope, 'Cost', {
    onCall,
    name: 'ai-cost',
    runbook: 'ai-cost',
    what: `AI calls cost more than $${alarms.costPerHourUsd} within an hour.`,
    look: 'GET /v1/summaries?period=hour',
    severity: 'critical',
    metric: metrics.total('CostUsd', { period: HOUR, label: 'cost, $ per hour' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.costPerHourUsd,
    periods: [1, 1],
    silence: 'is fine',
    because: 'no calls cost nothing.',
    notifies: 'on-call',
  });
  if (alarms.set === 'standard') return;

  new RunbookAlarm(scope, 'TokenSurge', {
    onCall,
    name: 'ai-token-surge',
    runbook: 'ai-token-surge',
    what: `AI calls used more than ${alarms.tokensPerHour} tokens within an hour.`,
    look: 'GET /v1/summaries?period=hour',
    severity: 'warning',
    metric: new MathExpression({
      expression: 'FILL(input, 0) + FILL(output, 0)',
      usingMetrics: {
        input: metrics.total('InputTokens', { period: HOUR }),
        output: metrics.total('OutputTokens', { period: HOUR }),
      },
      label: 'tokens per hour',
      period: HOUR,
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.tokensPerHour,
    periods: [1, 1],
    silence: 'is fine',
    because: 'no calls use no tokens.',
    notifies: 'on-call',
  });
  new RunbookAlarm(scope, 'UnpricedCalls', {
    onCall,
    name: 'ai-unpriced-calls',
    runbook: 'ai-unpriced-calls',
    what: `The cost of more than ${alarms.unpricedPercent} % of AI calls is unknown, so every cost figure is too low.`,
    look: 'GET /v1/summaries?period=hour',
    severity: 'warning',
    metric: metrics.percent({
      part: 'UnpricedInteractions',
      whole: 'Interactions',
      atLeast: alarms.minimumCalls,
      label: 'unpriced calls, %',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.unpricedPercent,
    periods: [3, 3],
    silence: 'is fine',
    because: 'without calls none is unpriced.',
    notifies: 'on-call',
  });
};
