/** Says why an alarm is in its state, in CloudWatch's own words, for people and as data. */
import type { Slots } from '../store.ts';
import type { Breach } from './decide.ts';
import type { AlarmState, Comparison, MetricAlarm } from './definition.ts';

/** What one evaluation looked at, oldest first; the bounds are there for a band. */
export interface Datapoints {
  /** Seconds since the epoch at which the first slot begins. */
  readonly from: number;
  readonly values: Slots;
  readonly lower?: Slots;
  readonly upper?: Slots;
  readonly breaches: readonly Breach[];
}

export interface Reason {
  readonly text: string;
  readonly data?: string;
}

const LOWER = 'less than the lower thresholds';
const UPPER = 'greater than the upper thresholds';
const WORDS: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to the threshold',
  GreaterThanThreshold: 'greater than the threshold',
  LessThanThreshold: 'less than the threshold',
  LessThanOrEqualToThreshold: 'less than or equal to the threshold',
  LessThanLowerOrGreaterThanUpperThreshold: `${LOWER} or ${UPPER}`,
  LessThanLowerThreshold: LOWER,
  GreaterThanUpperThreshold: UPPER,
};

/** A whole number is written with `.0`, as CloudWatch does. */
const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);

const isoParts = (ms: number): readonly string[] => new Date(ms).toISOString().split(/[-T:.Z]/);

/** `2019-10-02T17:04:40.985+0000` */
export const timestamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

const shortTime = (ms: number): string => {
  const [year, month, day, hours, minutes, seconds] = isoParts(ms);
  return `${day}/${month}/${year!.slice(2)} ${hours}:${minutes}:${seconds}`;
};

/** `Friday 04 August, 2023 12:54:46 UTC` */
const longTime = (ms: number): string => {
  const [year, , day, hours, minutes, seconds] = isoParts(ms);
  const name = (part: 'weekday' | 'month') =>
    new Intl.DateTimeFormat('en-GB', { [part]: 'long', timeZone: 'UTC' }).format(ms);
  return `${name('weekday')} ${day} ${name('month')}, ${year} ${hours}:${minutes}:${seconds} UTC`;
};

const counted = (count: number, singular: string, plural: string): string =>
  `${count} ${count === 1 ? singular : plural}`;

const evaluatedSlots = (alarm: MetricAlarm, { breaches }: Datapoints): readonly number[] =>
  breaches
    .flatMap((breach, slot) => (breach === undefined ? [] : [slot]))
    .slice(-alarm.evaluationPeriods)
    .reverse();

const filling = (missing: number, alarm: MetricAlarm): string => {
  const treatment = { breaching: 'Breaching', notBreaching: 'NonBreaching', missing: 'Missing', ignore: 'Ignored' };
  return `${counted(missing, 'missing datapoint was', 'missing datapoints were')} treated as [${treatment[alarm.missingData]}]`;
};

const transitionMinimum = (alarm: MetricAlarm, from: AlarmState, to: AlarmState): string => {
  const minimum = to === 'ALARM' ? alarm.datapointsToAlarm : alarm.evaluationPeriods - alarm.datapointsToAlarm + 1;
  return `(minimum ${counted(minimum, 'datapoint', 'datapoints')} for ${from} -> ${to} transition)`;
};

const crossing = (alarm: MetricAlarm, points: Datapoints, from: AlarmState, to: AlarmState): string => {
  const evaluated = evaluatedSlots(alarm, points);
  const missing = alarm.evaluationPeriods - evaluated.length;
  if (evaluated.length === 0)
    return `Threshold Crossed: no datapoints were received for ${counted(missing, 'period', 'periods')} and ${filling(missing, alarm)}.`;
  const shown = evaluated.filter((slot) => points.breaches[slot] === (to === 'ALARM'));
  const list = shown
    .map((slot) => `${decimal(points.values[slot]!)} (${shortTime((points.from + slot * alarm.period) * 1000)})`)
    .join(', ');
  const bounds = (slots: Slots): string => `[${shown.map((slot) => decimal(slots[slot]!)).join(', ')}]`;
  const threshold =
    points.lower === undefined || points.upper === undefined
      ? `${WORDS[alarm.comparison]} (${decimal(alarm.threshold as number)})`
      : WORDS[alarm.comparison]
          .replace(LOWER, `${LOWER} ${bounds(points.lower)}`)
          .replace(UPPER, `${UPPER} ${bounds(points.upper)}`);
  const verb = `${shown.length === 1 ? 'was' : 'were'}${to === 'ALARM' ? '' : ' not'}`;
  const filled = missing > 0 ? ` ${filling(missing, alarm)}.` : '';
  const crossed = points.lower === undefined ? 'Threshold Crossed' : 'Thresholds Crossed';
  return `${crossed}: ${shown.length} out of the last ${evaluated.length} datapoints [${list}] ${verb} ${threshold} ${transitionMinimum(alarm, from, to)}.${filled}`;
};

/** The reason for a change of a metric alarm's state. `at` in milliseconds. */
export const reasonOf = (
  alarm: MetricAlarm,
  points: Datapoints,
  from: AlarmState,
  to: AlarmState,
  at: number,
): Reason => {
  const evaluated = evaluatedSlots(alarm, points);
  const unknown = alarm.evaluationPeriods - evaluated.length;
  const text =
    to === 'INSUFFICIENT_DATA'
      ? `Insufficient Data: ${counted(unknown, 'datapoint was', 'datapoints were')} unknown.`
      : crossing(alarm, points, from, to);
  const [query] = alarm.queries;
  const single = alarm.queries.length === 1 && query !== undefined && 'reading' in query;
  const thresholdData =
    points.lower === undefined || points.upper === undefined
      ? { threshold: alarm.threshold }
      : {
          recentLowerThresholds: evaluated.map((slot) => points.lower![slot]),
          recentUpperThresholds: evaluated.map((slot) => points.upper![slot]),
        };
  const data = {
    version: '1.0',
    queryDate: timestamp(at),
    startDate: timestamp((points.from + (evaluated.at(-1) ?? 0) * alarm.period) * 1000),
    ...(single ? { statistic: query.reading.statistic.name } : {}),
    period: alarm.period,
    recentDatapoints: evaluated.map((slot) => points.values[slot]),
    ...thresholdData,
    evaluatedDatapoints: evaluated.map((slot) => ({
      timestamp: timestamp((points.from + slot * alarm.period) * 1000),
      value: points.values[slot],
    })),
  };
  return { text, data: JSON.stringify(data) };
};

/** The reason of a composite alarm: the child whose change made its own. */
export const triggeredBy = (children: readonly { arn: string; state: AlarmState; at: number }[]): Reason => {
  const [first] = children;
  if (first === undefined) return { text: 'The AlarmRule names no alarms' };
  const triggeringAlarms = children.map(({ arn, state, at }) => ({
    arn,
    state: { value: state, timestamp: timestamp(at) },
  }));
  return {
    text: `${first.arn} transitioned to ${first.state} at ${longTime(first.at)}`,
    data: JSON.stringify({ triggeringAlarms }),
  };
};
