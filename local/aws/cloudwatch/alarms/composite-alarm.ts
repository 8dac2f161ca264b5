/** Reads an AWS::CloudWatch::CompositeAlarm of the template, and the order in which composite alarms must be evaluated. */
import type { Alarm, AlarmResource, CompositeAlarm, Rule, Suppressor } from './definition.ts';
import { type PropertyReader, readProperties } from './properties.ts';
import { type AlarmAccount, COMMON_PROPERTIES, readCommon } from './resource.ts';
import { childrenOf, nameOfAlarm, parseRule, RuleError } from './rule.ts';

const SUPPRESSION_PERIODS = ['ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'] as const;
const PROPERTIES = [...COMMON_PROPERTIES, 'AlarmRule', 'ActionsSuppressor', ...SUPPRESSION_PERIODS];

/** CloudWatch raised the number of children to 200; older documentation says 100. We keep to what works everywhere. */
const MAX_CHILDREN = 100;

const readRule = (reader: PropertyReader, text: string): Rule | undefined => {
  try {
    const rule = parseRule(text);
    const children = childrenOf(rule).length;
    if (children > MAX_CHILDREN) reader.problem(`AlarmRule names ${children} alarms; at most ${MAX_CHILDREN}`);
    return rule;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    reader.problem(`AlarmRule: ${error.message}`);
    return undefined;
  }
};

const readSuppressor = (reader: PropertyReader): Suppressor | undefined => {
  const alarm = reader.text('ActionsSuppressor');
  const [wait, extension] = SUPPRESSION_PERIODS.map((property) => reader.number(property));
  const complete = wait !== undefined && extension !== undefined;
  if ((alarm !== undefined && !complete) || (alarm === undefined && (wait ?? extension) !== undefined))
    reader.problem('ActionsSuppressor, its WaitPeriod and its ExtensionPeriod go together');
  if (alarm === undefined || !complete) return undefined;
  if (wait < 0 || extension < 0) reader.problem('the periods of ActionsSuppressor must not be negative');
  return { alarm: nameOfAlarm(alarm), waitMs: wait * 1000, extensionMs: extension * 1000 };
};

/** Reads the resource; undefined when a problem was noted. */
export const readCompositeAlarm = (
  resource: AlarmResource,
  account: AlarmAccount,
  note: (problem: string) => void,
): CompositeAlarm | undefined => {
  let sound = true;
  const noted = (problem: string): void => {
    sound = false;
    note(problem);
  };
  const reader = readProperties(resource.logicalId, resource.properties, PROPERTIES, noted);
  const common = readCommon(resource, reader, account);
  const ruleText = reader.required(reader.text('AlarmRule'), 'AlarmRule') ?? '';
  const rule = readRule(reader, ruleText);
  const suppressor = readSuppressor(reader);
  return sound && rule !== undefined ? { ...common, kind: 'CompositeAlarm', rule, ruleText, suppressor } : undefined;
};

/** The alarms a composite alarm depends on for its state; its suppressor decides only about actions. */
const dependencies = (alarm: Alarm): readonly string[] =>
  alarm.kind === 'CompositeAlarm' ? childrenOf(alarm.rule) : [];

/**
 * Metric alarms first, then each composite alarm after those it looks at.
 *
 * @param note is told of alarms that are named but not there, and of circles
 */
export const inOrder = (alarms: readonly Alarm[], note: (problem: string) => void): readonly Alarm[] => {
  const byName = new Map(alarms.map((alarm) => [alarm.name, alarm]));
  const ordered = new Set<Alarm>();
  const visit = (alarm: Alarm, trail: readonly string[]): void => {
    if (trail.includes(alarm.name)) {
      note(`${alarm.name}: its AlarmRule goes in a circle`);
      return;
    }
    if (ordered.has(alarm)) return;
    for (const name of dependencies(alarm)) {
      const child = byName.get(name);
      if (child === undefined) note(`${alarm.name}: AlarmRule names ${name}, which is not an alarm here`);
      else visit(child, [...trail, alarm.name]);
    }
    ordered.add(alarm);
  };
  for (const kind of ['MetricAlarm', 'CompositeAlarm'])
    for (const alarm of alarms) if (alarm.kind === kind) visit(alarm, []);
  for (const alarm of alarms)
    if (alarm.kind === 'CompositeAlarm' && alarm.suppressor !== undefined && !byName.has(alarm.suppressor.alarm))
      note(`${alarm.name}: ActionsSuppressor names ${alarm.suppressor.alarm}, which is not an alarm here`);
  return [...ordered];
};
