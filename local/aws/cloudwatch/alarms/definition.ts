/** What an alarm is once its template resource has been read and found sound. */
import type { MathQuery } from '../math/evaluate.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export const ALARM_STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** One alarm of the synthesized template, its intrinsics already resolved. */
export interface AlarmResource {
  readonly logicalId: string;
  /** `AWS::CloudWatch::Alarm` or `AWS::CloudWatch::CompositeAlarm`; an `AWS::CloudWatch::Dashboard` is only checked. */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The physical name that `Ref` gives when the template sets no AlarmName; the logical id if not given. */
  readonly name?: string;
}

interface AnyAlarm {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly actionsEnabled: boolean;
  /** The SNS topics to tell when the alarm enters a state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** The template's properties, for descriptions and messages. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold'
  | 'LessThanLowerOrGreaterThanUpperThreshold'
  | 'LessThanLowerThreshold'
  | 'GreaterThanUpperThreshold';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface MetricAlarm extends AnyAlarm {
  readonly kind: 'MetricAlarm';
  /** A single metric is a list of one query. */
  readonly queries: readonly MathQuery[];
  /** The id of the query whose value is compared. */
  readonly result: string;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  /** A number, or the id of the query that gives a band. */
  readonly threshold: number | string;
  readonly missingData: MissingData;
  /** With fewer samples than this in the evaluated periods, a percentile alarm keeps its state. */
  readonly minSamples: number | undefined;
}

export interface CompositeAlarm extends AnyAlarm {
  readonly kind: 'CompositeAlarm';
  readonly rule: Rule;
  readonly ruleText: string;
  readonly suppressor: Suppressor | undefined;
}

export interface Suppressor {
  readonly alarm: string;
  readonly waitMs: number;
  readonly extensionMs: number;
}

export type Alarm = MetricAlarm | CompositeAlarm;

/** What a composite alarm says about other alarms, by their names. */
export type Rule =
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'and' | 'or'; readonly left: Rule; readonly right: Rule };
