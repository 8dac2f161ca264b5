/** Alarms on what AI calls cost: the budget of an hour, a spike over the usual, a surge of tokens, calls whose price nobody knows. */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../parts/runbook-alarm.ts';
import type { AlarmContext } from './alarm-context.ts';
import type { CostSpikeSettings } from './alarm-settings.ts';

const HOUR = Duration.hours(1);

/** `cause` is the hour's budget, which calls someone itself; `symptoms` feed a composite alarm, which calls while the budget holds. */
export interface SpendingAlarms {
  readonly cause: IAlarm;
  readonly symptoms: readonly IAlarm[];
}

/** Adds `ai-cost` and, in the full set, `ai-cost-spike`, `ai-token-surge` and `ai-unpriced-calls`. */
export const addCostAlarms = (scope: Construct, context: AlarmContext): SpendingAlarms => {
  const { onCall, metrics, alarms } = context;
  // A call that takes a hundredth of the hour's budget is worth seeing by itself.
  const dearCalls = onCall.calls(`min_cost_usd=${alarms.costPerHourUsd / 100}`, '2h');
  const cause = new RunbookAlarm(scope, 'Cost', {
    onCall,
    name: 'ai-cost',
    runbook: 'ai-cost',
    what: `AI calls cost more than $${alarms.costPerHourUsd} within an hour.`,
    look: `${dearCalls} and ${onCall.hours()}`,
    severity: 'critical',
    metric: metrics.total('CostUsd', { period: HOUR, label: 'cost, $ per hour' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: alarms.costPerHourUsd,
    periods: [1, 1],
    silence: 'is fine',
    because: 'no calls cost nothing.',
    notifies: 'on-call',
  });
  if (alarms.set === 'standard') return { cause, symptoms: [] };

  const { timesUsual, floorUsd, ceilingUsd } = alarms.costSpike;
  const spike = new RunbookAlarm(scope, 'CostSpike', {
    onCall,
    name: 'ai-cost-spike',
    runbook: 'ai-cost-spike',
    what: `AI calls of one hour cost more than ${timesUsual} times what they usually do at this hour of the week.`,
    look: dearCalls,
    severity: 'warning',
    metric: new MathExpression({
      expression: `cost - ${spikeThreshold('FILL(usual, 1000000)', alarms.costSpike)}`,
      usingMetrics: {
        cost: metrics.total('CostUsd', { period: HOUR }),
        usual: metrics.total('CostBaselineUsd', { period: HOUR }),
      },
      label: `$ above ${timesUsual} times the usual (at least ${floorUsd}, at most ${ceilingUsd})`,
      period: HOUR,
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    periods: [1, 1],
    silence: 'is fine',
    because: 'no calls cost nothing.',
    notifies: 'composite',
  });
  const surge = new RunbookAlarm(scope, 'TokenSurge', {
    onCall,
    name: 'ai-token-surge',
    runbook: 'ai-token-surge',
    what: `AI calls used more than ${alarms.tokensPerHour} tokens within an hour.`,
    look: `${onCall.calls(`min_tokens=${alarms.tokensPerHour / 1000}`, '2h')} and ${onCall.hours()}`,
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
    notifies: 'composite',
  });
  addUnpricedAlarm(scope, context);
  return { cause, symptoms: [spike, surge] };
};

/**
 * A number of times the usual, held between floor and ceiling. Without a baseline `usual` must be large, so that the ceiling
 * holds. Written with IF, as MIN and MAX take no numbers beside series.
 */
const spikeThreshold = (usual: string, { timesUsual, floorUsd, ceilingUsd }: CostSpikeSettings): string => {
  if (!(0 < floorUsd && floorUsd <= ceilingUsd && timesUsual > 1)) {
    throw new Error('costSpike needs 0 < floorUsd <= ceilingUsd and timesUsual above 1; check lib/stages.ts');
  }
  const moved = `${timesUsual} * ${usual}`;
  return `IF(${moved} > ${ceilingUsd}, ${ceilingUsd}, IF(${moved} < ${floorUsd}, ${floorUsd}, ${moved}))`;
};

const addUnpricedAlarm = (scope: Construct, { onCall, metrics, alarms }: AlarmContext): void => {
  new RunbookAlarm(scope, 'UnpricedCalls', {
    onCall,
    name: 'ai-unpriced-calls',
    runbook: 'ai-unpriced-calls',
    what: `The cost of more than ${alarms.unpricedPercent} % of AI calls is unknown, so every cost figure is too low.`,
    look: onCall.calls('unpriced=true'),
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
