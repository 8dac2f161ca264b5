/** Composite alarms: several symptoms of one cause call once, and not at all while someone was called for the cause. */
import { Duration } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, type IAlarm, type IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { OnCall } from '../parts/on-call.ts';
import { RunbookComposite } from '../parts/runbook-alarm.ts';
import type { CallAlarms } from './alarm-context.ts';
import type { SpendingAlarms } from './cost-alarms.ts';

/** Any of these, while none of those that already called someone for the cause. */
const unexplained = (symptoms: readonly IAlarm[], causes: readonly IAlarm[]): IAlarmRule =>
  AlarmRule.allOf(
    AlarmRule.anyOf(...symptoms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    ...causes.map((alarm) => AlarmRule.not(AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
  );

const CHILDREN = 'The children of this alarm that are in ALARM, each has its own section and query.';

/** `ai-degraded`: answers are slow or poor although calls succeed. A failing provider makes both, and `ai-error-rate` says it. */
export const addDegradedComposite = (scope: Construct, onCall: OnCall, { cause, symptoms }: CallAlarms): IAlarm =>
  new RunbookComposite(scope, 'Degraded', {
    onCall,
    name: 'ai-degraded',
    runbook: 'ai-degraded',
    what: 'AI calls succeed, but their answers are slow or poor.',
    look: `${onCall.calls('')} ${CHILDREN}`,
    severity: 'warning',
    rule: unexplained(symptoms, [cause]),
  });

/** `ai-spending`: calls cost or use more than they should, while the budget of the hour is not yet used up. */
export const addSpendingComposite = (
  scope: Construct,
  onCall: OnCall,
  { cause, symptoms }: SpendingAlarms,
): readonly IAlarm[] =>
  symptoms.length === 0
    ? []
    : [
        new RunbookComposite(scope, 'Spending', {
          onCall,
          name: 'ai-spending',
          runbook: 'ai-spending',
          what: 'AI calls cost or use much more than they usually do.',
          look: `${onCall.hours()} ${CHILDREN}`,
          severity: 'warning',
          rule: AlarmRule.anyOf(...symptoms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
          // All three look at an hour, so the symptoms outlast the budget's alarm by a while: that is no second incident.
          suppressor: { alarm: cause, lasting: Duration.minutes(75) },
        }),
      ];

/** `ai-changed`: summaries find something out of the ordinary that no other alarm has called for. */
export const addChangedComposite = (
  scope: Construct,
  onCall: OnCall,
  { causes, symptoms }: { readonly causes: readonly IAlarm[]; readonly symptoms: readonly IAlarm[] },
): void => {
  if (symptoms.length === 0) return;
  new RunbookComposite(scope, 'Changed', {
    onCall,
    name: 'ai-changed',
    runbook: 'ai-changed',
    what: 'AI calls are not what they were in past weeks, and no other alarm says why.',
    look: `${onCall.closedHours()} ${CHILDREN}`,
    severity: 'warning',
    rule: unexplained(symptoms, causes),
  });
};

/** `functions-unhealthy`: a function fails, is throttled or is slow, and the API does not show it as server errors. */
export const addFunctionsComposite = (
  scope: Construct,
  onCall: OnCall,
  { symptoms, cause }: { readonly symptoms: readonly IAlarm[]; readonly cause: IAlarm },
): void => {
  if (symptoms.length === 0) return;
  new RunbookComposite(scope, 'FunctionsUnhealthy', {
    onCall,
    name: 'functions-unhealthy',
    runbook: 'functions-unhealthy',
    what: 'A function of Sightglass itself fails, is throttled or is close to its timeout.',
    look: 'the children of this alarm that are in ALARM: their names say which function',
    severity: 'warning',
    rule: unexplained(symptoms, [cause]),
  });
};
