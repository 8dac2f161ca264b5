/** An alarm that cannot be made without a runbook section, a severity, and a word on what silence means. */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type ComparisonOperator,
  CompositeAlarm,
  type IAlarm,
  type IAlarmRule,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { OnCall, Severity } from './on-call.ts';
import { runbookSections } from './runbook.ts';

/** What every alarm says about itself. */
export interface AlarmStory {
  readonly onCall: OnCall;
  /** The alarm's name behind `sightglass-<stage>-`. */
  readonly name: string;
  /** The section of docs/runbook.md that tells what to do; several alarms may share one. */
  readonly runbook: string;
  /** What is wrong, in one sentence for someone who was asleep. */
  readonly what: string;
  /** Where to look first: a link that shows the offending calls, or the name of a log group. */
  readonly look: string;
  readonly severity: Severity;
}

/** What no data means: `is fine` while nothing happens, `is the alarm` where data must come, `says nothing` to keep the state. */
export type Silence = 'is fine' | 'is the alarm' | 'says nothing';

export interface RunbookAlarmProps extends AlarmStory {
  readonly metric: IMetric;
  readonly comparison: ComparisonOperator;
  readonly threshold: number;
  /** `[m, n]`: the alarm goes off when m of the last n periods are over the threshold. */
  readonly periods: readonly [breaching: number, observed: number];
  readonly silence: Silence;
  /** Why silence means that. */
  readonly because: string;
  /** `on-call` calls someone itself; `composite` only feeds a composite alarm, which does. */
  readonly notifies: 'on-call' | 'composite';
}

const TREATMENT: Readonly<Record<Silence, TreatMissingData>> = {
  'is fine': TreatMissingData.NOT_BREACHING,
  'is the alarm': TreatMissingData.BREACHING,
  'says nothing': TreatMissingData.IGNORE,
};

/** An alarm on a metric. */
export class RunbookAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: RunbookAlarmProps) {
    const { onCall, severity, periods } = props;
    super(scope, id, {
      alarmName: alarmName(props),
      alarmDescription: `${description(props)}\nNo data ${props.silence}: ${props.because}`,
      metric: props.metric,
      comparisonOperator: props.comparison,
      threshold: props.threshold,
      datapointsToAlarm: periods[0],
      evaluationPeriods: periods[1],
      treatMissingData: TREATMENT[props.silence],
    });
    requireSection(this, props);
    if (props.notifies === 'on-call') notify(this, onCall, severity);
  }
}

export interface RunbookCompositeProps extends AlarmStory {
  readonly rule: IAlarmRule;
  /** An alarm that has called already: nobody is told while it is in ALARM, nor for a time after. */
  readonly suppressor?: { readonly alarm: IAlarm; readonly lasting: Duration };
}

/** How long a composite waits whether its suppressor goes off as well: both are evaluated once a minute. */
const SUPPRESSOR_WAIT = Duration.minutes(2);

/** An alarm on the states of others: one call for what has one cause. */
export class RunbookComposite extends CompositeAlarm {
  constructor(scope: Construct, id: string, props: RunbookCompositeProps) {
    super(scope, id, {
      compositeAlarmName: alarmName(props),
      alarmDescription: description(props),
      alarmRule: props.rule,
      ...(props.suppressor === undefined
        ? {}
        : {
            actionsSuppressor: props.suppressor.alarm,
            actionsSuppressorExtensionPeriod: props.suppressor.lasting,
            actionsSuppressorWaitPeriod: SUPPRESSOR_WAIT,
          }),
    });
    requireSection(this, props);
    notify(this, props.onCall, props.severity);
  }
}

const alarmName = ({ onCall, name }: AlarmStory): string => `sightglass-${onCall.stage}-${name}`;

const description = ({ onCall, severity, what, look, runbook }: AlarmStory): string =>
  `${severity.toUpperCase()}: ${what}\nLook at: ${look}\nRunbook: ${onCall.runbookUrl}#${runbook}`;

const requireSection = (alarm: Construct, { name, runbook }: AlarmStory): void =>
  alarm.node.addValidation({
    validate: () =>
      runbookSections().has(runbook)
        ? []
        : [`alarm ${name} links to docs/runbook.md#${runbook}, which has no such section; write "## ${runbook}"`],
  });

/** Someone who was called is told as well when it is over. */
const notify = (alarm: Alarm | CompositeAlarm, onCall: OnCall, severity: Severity): void => {
  const action = new SnsAction(onCall.topic(severity));
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
};
