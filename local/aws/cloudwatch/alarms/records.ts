/** What is kept about alarms over restarts: their states, their history, and the actions not yet taken. */
import type { DatabaseSync } from 'node:sqlite';
import type { Alarm, AlarmState } from './definition.ts';
import type { Notification } from './message.ts';
import type { Reason } from './reason.ts';
import type { Suppression } from './suppression.ts';

/** An alarm's state; times in milliseconds. */
export interface AlarmRecord {
  readonly name: string;
  readonly state: AlarmState;
  /** The state before this one. */
  readonly previous: AlarmState;
  readonly reason: string;
  readonly reasonData: string | undefined;
  readonly updatedAt: number;
  readonly configuredAt: number;
  readonly suppression: Suppression;
}

export interface PendingAction extends Notification {
  readonly id: number;
  readonly alarm: string;
  readonly alarmType: Alarm['kind'];
  readonly topic: string;
}

export type HistoryItemType = 'StateUpdate' | 'Action' | 'ConfigurationUpdate';

export interface HistoryItem {
  readonly alarm: string;
  readonly alarmType: Alarm['kind'];
  readonly at: number;
  readonly type: HistoryItemType;
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** Which history to read, newest first unless `ascending`. */
export interface HistoryFilter {
  readonly alarm?: string;
  readonly alarmTypes?: readonly string[];
  readonly type?: string;
  readonly from?: number;
  readonly to?: number;
  readonly ascending?: boolean;
}

export interface AlarmRecords {
  /** Makes the kept alarms these ones: new ones begin in INSUFFICIENT_DATA, others keep their state, the rest go. */
  synchronise(alarms: readonly Alarm[], now: number): void;
  get(name: string): AlarmRecord;
  /** Reads the states again, after a transaction that failed. */
  reload(): void;
  change(alarm: Alarm, to: AlarmState, reason: Reason, now: number): void;
  suppress(name: string, suppression: Suppression): void;
  queue(alarm: Alarm, topic: string, notification: Notification): void;
  pending(): readonly PendingAction[];
  /** Takes an action off the queue and writes into the history how it went. */
  finish(action: PendingAction, now: number, error?: unknown): void;
  history(filter: HistoryFilter): readonly HistoryItem[];
}

type AlarmRow = {
  name: string;
  configuration: string;
  configured_at: number;
  value: AlarmState;
  previous: AlarmState;
  reason: string;
  reason_data: string | null;
  updated_at: number;
  suppression: string | null;
};

const recordOf = (row: AlarmRow): AlarmRecord => ({
  name: row.name,
  state: row.value,
  previous: row.previous,
  reason: row.reason,
  reasonData: row.reason_data ?? undefined,
  updatedAt: row.updated_at,
  configuredAt: row.configured_at,
  suppression: row.suppression === null ? { pending: false } : JSON.parse(row.suppression),
});

/** The records in an open database, mirrored in memory for reading. Callers wrap changes in a transaction. */
export const createAlarmRecords = (database: DatabaseSync): AlarmRecords => {
  const save = database.prepare(
    `INSERT OR REPLACE INTO alarm
       (name, configuration, configured_at, value, previous, reason, reason_data, updated_at, suppression)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM alarm WHERE name = ?');
  const addHistory = database.prepare(
    'INSERT INTO history (alarm, alarm_type, at, item_type, summary, data) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addAction = database.prepare(
    'INSERT INTO pending_action (alarm, alarm_type, topic, subject, message) VALUES (?, ?, ?, ?, ?)',
  );
  const removeAction = database.prepare('DELETE FROM pending_action WHERE id = ?');
  const actions = database.prepare(
    'SELECT id, alarm, alarm_type AS alarmType, topic, subject, message FROM pending_action ORDER BY id',
  );
  const all = database.prepare('SELECT * FROM alarm');
  const rows = new Map<string, AlarmRow>();
  const reload = (): void => {
    rows.clear();
    for (const row of all.all() as AlarmRow[]) rows.set(row.name, row);
  };
  reload();

  const keep = (row: AlarmRow): void => {
    rows.set(row.name, row);
    const { name, configuration, configured_at, value, previous, reason, reason_data, updated_at, suppression } = row;
    save.run(name, configuration, configured_at, value, previous, reason, reason_data, updated_at, suppression);
  };
  const rowOf = (name: string): AlarmRow => {
    const row = rows.get(name);
    if (row === undefined) throw new Error(`there is no alarm named ${name}`);
    return row;
  };
  const remember = ({ alarm, alarmType, at, type, summary, data }: HistoryItem): void => {
    addHistory.run(alarm, alarmType, at, type, summary, data);
  };

  const configure = (alarm: Alarm, now: number): void => {
    const configuration = JSON.stringify(alarm.properties);
    const row = rows.get(alarm.name);
    if (row?.configuration === configuration) return;
    keep({
      name: alarm.name,
      value: 'INSUFFICIENT_DATA',
      previous: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      reason_data: null,
      updated_at: now,
      suppression: null,
      ...row,
      configuration,
      configured_at: now,
    });
    const type = row === undefined ? 'Create' : 'Update';
    const summary = `Alarm "${alarm.name}" ${row === undefined ? 'created' : 'updated'}`;
    const data = JSON.stringify({ version: '1.0', type, [`${type.toLowerCase()}dAlarm`]: alarm.properties });
    remember({ alarm: alarm.name, alarmType: alarm.kind, at: now, type: 'ConfigurationUpdate', summary, data });
  };

  return {
    synchronise: (alarms, now) => {
      const names = new Set(alarms.map(({ name }) => name));
      for (const name of [...rows.keys()].filter((name) => !names.has(name))) {
        remove.run(name);
        rows.delete(name);
      }
      for (const alarm of alarms) configure(alarm, now);
    },
    get: (name) => recordOf(rowOf(name)),
    reload,
    change: (alarm, to, reason, now) => {
      const row = rowOf(alarm.name);
      const described = (stateValue: AlarmState, stateReason: string, data: string | null | undefined) => ({
        stateValue,
        stateReason,
        ...(data == null ? {} : { stateReasonData: JSON.parse(data) }),
      });
      const data = JSON.stringify({
        version: '1.0',
        oldState: described(row.value, row.reason, row.reason_data),
        newState: described(to, reason.text, reason.data),
      });
      const summary = `Alarm updated from ${row.value} to ${to}`;
      remember({ alarm: alarm.name, alarmType: alarm.kind, at: now, type: 'StateUpdate', summary, data });
      keep({
        ...row,
        value: to,
        previous: row.value,
        reason: reason.text,
        reason_data: reason.data ?? null,
        updated_at: now,
      });
    },
    suppress: (name, suppression) => {
      const row = rowOf(name);
      const text = suppression.pending ? JSON.stringify(suppression) : null;
      if (row.suppression !== text) keep({ ...row, suppression: text });
    },
    queue: (alarm, topic, { subject, message }) => {
      addAction.run(alarm.name, alarm.kind, topic, subject, message);
    },
    pending: () => actions.all() as unknown as PendingAction[],
    finish: (action, now, error) => {
      removeAction.run(action.id);
      const summary = `${error === undefined ? 'Successfully executed' : 'Failed to execute'} action ${action.topic}`;
      const data = JSON.stringify({
        actionState: error === undefined ? 'Succeeded' : 'Failed',
        stateUpdateTimestamp: now,
        notificationResource: action.topic,
        publishedMessage: action.message,
        error: error === undefined ? null : error instanceof Error ? error.message : String(error),
      });
      remember({ alarm: action.alarm, alarmType: action.alarmType, at: now, type: 'Action', summary, data });
    },
    history: ({ alarm, alarmTypes, type, from, to, ascending }) => {
      const order = ascending ? 'ASC' : 'DESC';
      const found = database
        .prepare(
          `SELECT alarm, alarm_type AS alarmType, at, item_type AS type, summary, data FROM history
           WHERE at >= $from AND at <= $to AND ($alarm IS NULL OR alarm = $alarm) AND ($type IS NULL OR item_type = $type)
           ORDER BY at ${order}, id ${order}`,
        )
        .all({ $from: from ?? 0, $to: to ?? Number.MAX_SAFE_INTEGER, $alarm: alarm ?? null, $type: type ?? null });
      const items = found as unknown as HistoryItem[];
      return alarmTypes === undefined ? items : items.filter((item) => alarmTypes.includes(item.alarmType));
    },
  };
};
