/** What the alarms of every capability are made from. */
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { OnCall } from '../parts/on-call.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';
import type { AlarmSettings } from './alarm-settings.ts';

export interface AlarmContext {
  readonly onCall: OnCall;
  readonly metrics: ServiceMetrics;
  readonly alarms: AlarmSettings;
}

/** Alarms that share causes: what is wrong with the answers of AI calls, and the failing calls that explain it. */
export interface CallAlarms {
  /** Calls fail: whoever is called for this needs not be told that answers are slow and poor as well. */
  readonly cause: IAlarm;
  /** Quiet alarms for the composite. */
  readonly symptoms: readonly IAlarm[];
}
