/** Reads alarms out of a template: what each is called, where it leads, and what AWS charges for it. */
import type { Resource, Template } from './synthesis.ts';

export interface AlarmFacts {
  readonly logicalId: string;
  /** Without the prefix of product and stage. */
  readonly name: string;
  readonly section: string;
  readonly severity: 'critical' | 'warning';
  readonly callsSomeone: boolean;
  readonly isComposite: boolean;
  /** Metrics that AWS charges for: each metric of an expression counts; a learnt band counts as three. */
  readonly alarmMetrics: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface MetricQuery {
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: { readonly MetricName: string; readonly Namespace: string } };
}

/** Metrics and expressions an alarm is made of. */
export const queriesOf = (alarm: AlarmFacts): readonly MetricQuery[] => {
  const { MetricName, Namespace, Metrics } = alarm.properties as {
    readonly MetricName?: string;
    readonly Namespace?: string;
    readonly Metrics?: readonly MetricQuery[];
  };
  if (MetricName !== undefined && Namespace !== undefined)
    return [{ MetricStat: { Metric: { MetricName, Namespace } } }];
  return Metrics ?? [];
};

/** All alarms of a template. */
export const alarmsOf = (template: Template): readonly AlarmFacts[] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type))
    .map(([logicalId, resource]) => factsOf(logicalId, resource));

const factsOf = (logicalId: string, { Type, Properties = {} }: Resource): AlarmFacts => {
  const description = textOf(Properties['AlarmDescription']);
  const facts = {
    logicalId,
    name: String(Properties['AlarmName']).replace(/^sightglass-[a-z]+-/, ''),
    section: /^Runbook: \S+#(\S+)$/m.exec(description)?.[1] ?? '',
    severity: description.startsWith('CRITICAL: ') ? ('critical' as const) : ('warning' as const),
    callsSomeone: Properties['AlarmActions'] !== undefined,
    isComposite: Type === 'AWS::CloudWatch::CompositeAlarm',
    alarmMetrics: 0,
    properties: { ...Properties, AlarmDescription: description },
  };
  return { ...facts, alarmMetrics: alarmMetricsOf(facts) };
};

/** A text with the API's address in it, which is known only once it is deployed: one of the usual length stands for it. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const join = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] } | undefined)?.['Fn::Join'];
  return join?.[1].map((part) => (typeof part === 'string' ? part : API_ADDRESS)).join(join[0]) ?? '';
};

const API_ADDRESS = 'https://a1b2c3d4e5.execute-api.ap-southeast-2.amazonaws.com';

/** @see https://aws.amazon.com/cloudwatch/pricing/ */
const alarmMetricsOf = (alarm: AlarmFacts): number => {
  if (alarm.isComposite) return 0;
  const queries = queriesOf(alarm);
  if (queries.some(({ Expression }) => Expression?.startsWith('ANOMALY_DETECTION_BAND'))) return 3;
  return queries.filter(({ MetricStat }) => MetricStat !== undefined).length;
};
