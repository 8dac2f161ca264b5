/** Messages as people read them: CloudWatch's alarm messages become the text of its mails, others stay as they are. */

type Json = Readonly<Record<string, unknown>>;

const alarmOf = (text: string): Json | undefined => {
  try {
    const parsed: unknown = JSON.parse(text);
    const isAlarm = typeof parsed === 'object' && parsed !== null && 'AlarmName' in parsed && 'NewStateValue' in parsed;
    return isAlarm ? (parsed as Json) : undefined;
  } catch {
    return undefined;
  }
};

const line = (label: string, value: unknown): string => `- ${`${label}:`.padEnd(27)} ${String(value ?? '')}`;

const queryText = ({ Id, Expression, MetricStat }: Json): string => {
  const { Metric, Stat } = (MetricStat ?? {}) as Json;
  const { Namespace, MetricName } = (Metric ?? {}) as Json;
  return `${Id} = ${Expression ?? `${Namespace} ${MetricName} (${Stat})`}`;
};

const conditionOf = (trigger: Json): readonly string[] => {
  const { ComparisonOperator, Threshold, ThresholdMetricId, Period, EvaluationPeriods, DatapointsToAlarm } = trigger;
  const measured =
    trigger['Metrics'] === undefined
      ? `${trigger['Namespace']} ${trigger['MetricName']} (${trigger['Statistic'] ?? trigger['ExtendedStatistic']})`
      : (trigger['Metrics'] as readonly Json[]).map(queryText).join('; ');
  return [
    line('Metric', measured),
    line('Threshold', `${ComparisonOperator} ${Threshold ?? ThresholdMetricId}`),
    line(
      'Evaluated',
      `${DatapointsToAlarm ?? EvaluationPeriods} of the last ${EvaluationPeriods} periods of ${Period} s`,
    ),
    line('Missing data', trigger['TreatMissingData']),
  ];
};

const ruleOf = (alarm: Json): readonly string[] => [
  line('Alarm rule', alarm['AlarmRule']),
  ...((alarm['TriggeringChildren'] ?? []) as readonly Json[]).map((child) => line('Triggered by', child['Arn'])),
];

/** Whether a message only tells that an alarm has, or lacks, data: it was not in ALARM before and isn't now. */
export const isFormality = (text: string): boolean => {
  const alarm = alarmOf(text);
  return alarm !== undefined && alarm['NewStateValue'] !== 'ALARM' && alarm['OldStateValue'] !== 'ALARM';
};

/** One line for what needs nobody's attention, an alarm that is no longer in ALARM; undefined for the rest. */
export const allClear = (text: string): string | undefined => {
  const alarm = alarmOf(text);
  if (alarm === undefined || alarm['NewStateValue'] === 'ALARM') return undefined;
  return `${alarm['AlarmName']}: ${alarm['OldStateValue']} -> ${alarm['NewStateValue']}`;
};

/** The text of the mail a subscriber would get. */
export const readableText = (text: string): string => {
  const alarm = alarmOf(text);
  if (alarm === undefined) return text;
  const { AlarmName, Region, NewStateValue, OldStateValue, NewStateReason, StateChangeTime } = alarm;
  return [
    `Your Amazon CloudWatch Alarm "${AlarmName}" in the ${Region} region has entered the ${NewStateValue} state.`,
    '',
    String(alarm['AlarmDescription'] ?? ''),
    '',
    line('State change', `${OldStateValue} -> ${NewStateValue}`),
    line('Reason', NewStateReason),
    line('Time', StateChangeTime),
    ...(alarm['Trigger'] === undefined ? ruleOf(alarm) : conditionOf(alarm['Trigger'] as Json)),
    line('Alarm ARN', alarm['AlarmArn']),
  ].join('\n');
};
