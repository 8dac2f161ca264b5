/** DescribeAlarms and DescribeAlarmsForMetric: how alarms are configured, and the state they are in. */
import type { Alarm } from '../alarms/definition.ts';
import type { AlarmEngine } from '../alarms/engine.ts';
import { childrenOf, nameOfAlarm } from '../alarms/rule.ts';
import { dimensionsKey } from '../metric.ts';
import { pageOf } from './paging.ts';
import { type Json, members, metricOf, number, oneOf, text, texts } from './parameters.ts';
import { badCombination } from './wire.ts';

const FILTERS = ['AlarmNames', 'AlarmNamePrefix', 'ChildrenOfAlarmName', 'ParentsOfAlarmName'] as const;
const REQUEST = [...FILTERS, 'AlarmTypes', 'StateValue', 'ActionPrefix', 'MaxRecords', 'NextToken'];
const PAGE = 50;

const HIDDEN = ['Tags', 'AlarmName', 'Dimensions', 'Metrics'];

/** As described by the API: the template's properties under the same names, the state, and what was left to defaults. */
const describe = (alarm: Alarm, engine: AlarmEngine): Json => {
  const record = engine.records.get(alarm.name);
  const properties = Object.entries(alarm.properties).filter(([name]) => !HIDDEN.includes(name));
  const { suppression } = record;
  return {
    ...Object.fromEntries(properties),
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    AlarmConfigurationUpdatedTimestamp: record.configuredAt / 1000,
    StateValue: record.state,
    StateReason: record.reason,
    StateReasonData: record.reasonData,
    StateUpdatedTimestamp: record.updatedAt / 1000,
    StateTransitionedTimestamp: record.updatedAt / 1000,
    ...(alarm.kind === 'MetricAlarm'
      ? {
          Dimensions: alarm.properties['Dimensions'] ?? [],
          Metrics: alarm.properties['Metrics'] ?? [],
          DatapointsToAlarm: alarm.datapointsToAlarm,
          TreatMissingData: alarm.missingData,
        }
      : {
          ActionsSuppressedBy: suppression.by,
          ...(suppression.by === undefined
            ? {}
            : { ActionsSuppressedReason: `Actions suppressed by ${suppression.by}` }),
        }),
  };
};

const named = (alarms: readonly Alarm[], reference: string): Alarm | undefined =>
  alarms.find(({ name }) => name === nameOfAlarm(reference));

const selectorOf = (request: Json, alarms: readonly Alarm[]): ((alarm: Alarm) => boolean) => {
  const given = FILTERS.filter((name) => request[name] !== undefined);
  if (given.length > 1) throw badCombination(`${given.join(' and ')} cannot be used together.`);
  const names = texts(request, 'AlarmNames');
  const prefix = text(request, 'AlarmNamePrefix');
  const parent = text(request, 'ChildrenOfAlarmName');
  const child = text(request, 'ParentsOfAlarmName');
  if (names !== undefined) return ({ name }) => names.includes(name);
  if (prefix !== undefined) return ({ name }) => name.startsWith(prefix);
  if (parent !== undefined) {
    const composite = named(alarms, parent);
    const children = composite?.kind === 'CompositeAlarm' ? childrenOf(composite.rule) : [];
    return ({ name }) => children.includes(name);
  }
  if (child !== undefined)
    return (alarm) => alarm.kind === 'CompositeAlarm' && childrenOf(alarm.rule).includes(nameOfAlarm(child));
  return () => true;
};

/** Without AlarmTypes only metric alarms are returned, as in CloudWatch. */
export const describeAlarms = (engine: AlarmEngine, body: Json): Json => {
  const request = members(body, 'DescribeAlarms', REQUEST);
  const types = texts(request, 'AlarmTypes') ?? ['MetricAlarm'];
  const state = oneOf(request, 'StateValue', ['OK', 'ALARM', 'INSUFFICIENT_DATA']);
  const actionPrefix = text(request, 'ActionPrefix');
  const selected = selectorOf(request, engine.alarms());
  const alarms = engine
    .alarms()
    .filter((alarm) => types.includes(alarm.kind) && selected(alarm))
    .filter(({ name }) => state === undefined || engine.records.get(name).state === state)
    .filter(
      ({ actions }) =>
        actionPrefix === undefined ||
        Object.values(actions).some((topics) => topics.some((topic) => topic.startsWith(actionPrefix))),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { page, next } = pageOf(alarms, text(request, 'NextToken'), number(request, 'MaxRecords') ?? PAGE);
  const described = (kind: Alarm['kind']) =>
    page.filter((alarm) => alarm.kind === kind).map((alarm) => describe(alarm, engine));
  return { MetricAlarms: described('MetricAlarm'), CompositeAlarms: described('CompositeAlarm'), ...next };
};

/** The single-metric alarms on a metric, whatever their period. */
export const describeAlarmsForMetric = (engine: AlarmEngine, body: Json): Json => {
  const filters = ['Statistic', 'ExtendedStatistic', 'Period', 'Unit'];
  const request = members(body, 'DescribeAlarmsForMetric', ['MetricName', 'Namespace', 'Dimensions', ...filters]);
  const metric = metricOf(request);
  const alarms = engine.alarms().filter(({ kind, properties }) => {
    if (kind !== 'MetricAlarm' || properties['MetricName'] === undefined) return false;
    const own = metricOf(properties);
    const same = own.namespace === metric.namespace && own.name === metric.name;
    if (!same || dimensionsKey(own.dimensions) !== dimensionsKey(metric.dimensions)) return false;
    return filters.every((name) => request[name] === undefined || request[name] === properties[name]);
  });
  return { MetricAlarms: alarms.map((alarm) => describe(alarm, engine)) };
};
