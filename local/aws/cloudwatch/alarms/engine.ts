/** Runs the alarms: creates them from the template, evaluates them as time goes by, and tells their topics. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../sqlite.ts';
import { checkDashboard } from '../dashboard.ts';
import type { MetricStore } from '../store.ts';
import { type ActionOptions, createActionTaker } from './actions.ts';
import { inOrder, readCompositeAlarm } from './composite-alarm.ts';
import type { Alarm, AlarmResource, AlarmState, CompositeAlarm, MetricAlarm } from './definition.ts';
import { evaluateMetricAlarm, evaluationInterval } from './evaluation.ts';
import { notificationOf } from './message.ts';
import { readMetricAlarm } from './metric-alarm.ts';
import { type Reason, reasonOf, triggeredBy } from './reason.ts';
import { type AlarmRecord, type AlarmRecords, createAlarmRecords } from './records.ts';
import type { AlarmAccount } from './resource.ts';
import { childrenOf, ruleHolds } from './rule.ts';
import { stepSuppression } from './suppression.ts';

export interface AlarmEngineOptions extends Pick<ActionOptions, 'publish' | 'log'> {
  readonly database: DatabaseSync;
  readonly store: MetricStore;
  readonly account: AlarmAccount;
}

export interface AlarmEngine {
  readonly records: Pick<AlarmRecords, 'get' | 'history'>;
  alarms(): readonly Alarm[];
  /** Replaces all alarms. Throws one error that lists every problem of every resource. */
  create(resources: readonly AlarmResource[], now: number): void;
  evaluate(now: number): void;
  /** Puts an alarm into a state until its next evaluation, its actions included. */
  set(alarm: Alarm, state: AlarmState, reason: Reason, now: number): void;
  /** Resolves when every action under way has been taken. */
  settled(): Promise<void>;
}

const read = (resource: AlarmResource, account: AlarmAccount, note: (problem: string) => void): Alarm | undefined => {
  if (resource.type === 'AWS::CloudWatch::Alarm') return readMetricAlarm(resource, account, note);
  if (resource.type === 'AWS::CloudWatch::CompositeAlarm') return readCompositeAlarm(resource, account, note);
  if (resource.type === 'AWS::CloudWatch::Dashboard') checkDashboard(resource, note);
  else note(`${resource.logicalId}: the local CloudWatch does not run ${resource.type}`);
  return undefined;
};

const readAll = (resources: readonly AlarmResource[], account: AlarmAccount): readonly Alarm[] => {
  const problems: string[] = [];
  const note = (problem: string): void => void problems.push(problem);
  const alarms = resources.map((resource) => read(resource, account, note)).filter((alarm) => alarm !== undefined);
  const names = alarms.map(({ name }) => name);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index)))
    note(`${name}: two alarms have this name`);
  const ordered = problems.length === 0 ? inOrder(alarms, note) : alarms;
  if (problems.length > 0)
    throw new Error(`the local CloudWatch cannot run these alarms:\n${problems.map((text) => `  ${text}`).join('\n')}`);
  return ordered;
};

export const createAlarmEngine = ({ database, store, account, publish, log }: AlarmEngineOptions): AlarmEngine => {
  const records = createAlarmRecords(database);
  let alarms: readonly Alarm[] = [];
  let byName = new Map<string, Alarm>();
  const lastTicks = new Map<string, number>();

  /** All changes of one moment are kept or none, in memory as in the database. */
  const together = (work: () => void): void => {
    try {
      inTransaction(database, work);
    } catch (error) {
      records.reload();
      throw error;
    }
  };

  const actions = createActionTaker({ records, together, publish, log });

  const triggersOf = (alarm: Alarm): { arn: string; state: AlarmState; at: number }[] => {
    if (alarm.kind === 'MetricAlarm') return [];
    const children = childrenOf(alarm.rule).map((name) => ({ arn: byName.get(name)!.arn, record: records.get(name) }));
    const latest = children.reduce((most, { record }) => Math.max(most, record.updatedAt), 0);
    return children
      .filter(({ record }) => record.updatedAt === latest)
      .map(({ arn, record }) => ({ arn, state: record.state, at: record.updatedAt }));
  };

  const queueActions = (alarm: Alarm, record: AlarmRecord): void => {
    if (!alarm.actionsEnabled) return;
    const { previous: from, state: to, reason, updatedAt: at, configuredAt } = record;
    const change = { from, to, reason, at, configuredAt, triggers: triggersOf(alarm) };
    const notification = notificationOf(alarm, change, account);
    for (const topic of alarm.actions[to]) records.queue(alarm, topic, notification);
  };

  const change = (alarm: Alarm, state: AlarmState, reason: Reason, now: number): void => {
    records.change(alarm, state, reason, now);
    const suppressed = alarm.kind === 'CompositeAlarm' && alarm.suppressor !== undefined;
    if (!suppressed) queueActions(alarm, records.get(alarm.name));
  };

  /** Lets a composite alarm act, or holds its actions back. */
  const suppress = (alarm: CompositeAlarm, changed: boolean, now: number): void => {
    if (alarm.suppressor === undefined) return;
    const record = records.get(alarm.name);
    const { waitMs, extensionMs, alarm: suppressor } = alarm.suppressor;
    const suppressorInAlarm = records.get(suppressor).state === 'ALARM';
    const step = stepSuppression(record.suppression, { changed, suppressorInAlarm, now, waitMs, extensionMs });
    records.suppress(alarm.name, step.memory);
    if (step.act) queueActions(alarm, record);
  };

  const evaluateMetric = (alarm: MetricAlarm, now: number): void => {
    const tick = Math.floor(now / 1000 / evaluationInterval(alarm.period));
    if (lastTicks.get(alarm.name) === tick) return;
    lastTicks.set(alarm.name, tick);
    const { state: current } = records.get(alarm.name);
    const { state, points } = evaluateMetricAlarm(alarm, store, current, now);
    if (state !== current) change(alarm, state, reasonOf(alarm, points, current, state, now), now);
  };

  const evaluateComposite = (alarm: CompositeAlarm, now: number): void => {
    const { state: current } = records.get(alarm.name);
    const state = ruleHolds(alarm.rule, (name) => records.get(name).state) ? 'ALARM' : 'OK';
    if (state !== current) change(alarm, state, triggeredBy(triggersOf(alarm)), now);
    suppress(alarm, state !== current, now);
  };

  return {
    records,
    alarms: () => alarms,
    create: (resources, now) => {
      const created = readAll(resources, account);
      together(() => records.synchronise(created, now));
      alarms = created;
      byName = new Map(created.map((alarm) => [alarm.name, alarm]));
      lastTicks.clear();
      actions.take(now);
    },
    evaluate: (now) => {
      together(() => {
        for (const alarm of alarms)
          if (alarm.kind === 'MetricAlarm') evaluateMetric(alarm, now);
          else evaluateComposite(alarm, now);
      });
      actions.take(now);
    },
    set: (alarm, state, reason, now) => {
      together(() => {
        const changed = records.get(alarm.name).state !== state;
        if (changed) change(alarm, state, reason, now);
        if (alarm.kind === 'CompositeAlarm') suppress(alarm, changed, now);
      });
      actions.take(now);
    },
    settled: actions.settled,
  };
};
