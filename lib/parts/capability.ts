/** What every capability (a function with its routes, grants, alarms and widgets) is given, and what it must offer. */
import type { IAlarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StageSettings } from '../stage-settings.ts';
import type { ServiceApi } from './http-api.ts';
import type { Kept } from './keeping.ts';
import type { OnCall } from './on-call.ts';
import type { ServiceMetrics } from './service-metrics.ts';

export interface CapabilityProps {
  readonly settings: StageSettings;
  readonly data: Kept;
  readonly api: ServiceApi;
  readonly onCall: OnCall;
  readonly metrics: ServiceMetrics;
}

export interface Capability {
  readonly function: IFunction;
  /** Alarms on the function itself. They call nobody: they feed the composite `functions-unhealthy`. */
  readonly functionAlarms: readonly IAlarm[];
  /** What on-call looks at. */
  widgets(): IWidget[];
  /** What whoever pays and whoever answers for the product look at. */
  businessWidgets?(): IWidget[];
}
