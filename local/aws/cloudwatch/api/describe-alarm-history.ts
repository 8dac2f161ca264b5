/** DescribeAlarmHistory: what happened to alarms, and which actions were taken. */
import type { AlarmEngine } from '../alarms/engine.ts';
import { pageOf } from './paging.ts';
import { type Json, members, number, oneOf, text, texts, time } from './parameters.ts';

const REQUEST = [
  'AlarmName',
  'AlarmTypes',
  'HistoryItemType',
  'StartDate',
  'EndDate',
  'MaxRecords',
  'NextToken',
  'ScanBy',
];
const PAGE = 100;

const defined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;

/** Without AlarmTypes only metric alarms' history is returned, unless one alarm is named. */
export const describeAlarmHistory = (engine: AlarmEngine, body: Json): Json => {
  const request = members(body, 'DescribeAlarmHistory', REQUEST);
  const alarm = text(request, 'AlarmName');
  const scan = oneOf(request, 'ScanBy', ['TimestampAscending', 'TimestampDescending']);
  const items = engine.records.history(
    defined({
      alarm,
      alarmTypes: texts(request, 'AlarmTypes') ?? (alarm === undefined ? ['MetricAlarm'] : undefined),
      type: oneOf(request, 'HistoryItemType', ['ConfigurationUpdate', 'StateUpdate', 'Action']),
      from: time(request, 'StartDate'),
      to: time(request, 'EndDate'),
      ascending: scan === 'TimestampAscending',
    }),
  );
  const { page, next } = pageOf(items, text(request, 'NextToken'), number(request, 'MaxRecords') ?? PAGE);
  return {
    AlarmHistoryItems: page.map((item) => ({
      AlarmName: item.alarm,
      AlarmType: item.alarmType,
      Timestamp: item.at / 1000,
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...next,
  };
};
