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
  /** Calls fail. Whoever is called for this need not be told that answers are slow and poor as well. */
  readonly cause: IAlarm;
  /** Alarms that call nobody themselves: they feed the composite `ai-degraded`. */
  readonly symptoms: readonly IAlarm[];
}
