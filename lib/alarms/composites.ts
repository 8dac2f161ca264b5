/** Composite alarms: several symptoms of one cause call once, and not at all while someone was called for the cause. */
import { AlarmRule, AlarmState, type IAlarm, type IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { OnCall } from '../parts/on-call.ts';
import { RunbookComposite } from '../parts/runbook-alarm.ts';
import type { CallAlarms } from './alarm-context.ts';

/** Any of these, while none of those that already called someone for the cause. */
const unexplained = (symptoms: readonly IAlarm[], causes: readonly IAlarm[]): IAlarmRule =>
  AlarmRule.allOf(
    AlarmRule.anyOf(...symptoms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    ...causes.map((alarm) => AlarmRule.not(AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
  );

/** `ai-degraded`: answers are slow or poor although calls succeed. A failing provider makes both, and `ai-error-rate` says it. */
export const addDegradedComposite = (scope: Construct, onCall: OnCall, { cause, symptoms }: CallAlarms): void => {
  new RunbookComposite(scope, 'Degraded', {
    onCall,
    name: 'ai-degraded',
    runbook: 'ai-degraded',
    what: 'AI calls succeed, but their answers are slow or poor.',
    look: 'the children of this alarm that are in ALARM, each has its own runbook section',
    severity: 'warning',
    rule: unexplained(symptoms, [cause]),
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
