/** What a test, a cost ledger or a console may watch while the runner runs, and where a test may interfere. */
import type { AccessRecord } from './api/access-log.ts';
import type { GatewayOptions } from './gateway/gateway.ts';
import type { FinishedInvocation } from './lambda/function-pool.ts';
import type { MetricSample } from './metric-sample.ts';

export interface Observers {
  /** Every AWS call of every function and of the runner's own pollers, after it is answered. */
  readonly onCall?: NonNullable<GatewayOptions['onCall']>;
  /** Answers a call in its service's place: to throttle the third PutItem, to make S3 slow, to fail once. */
  readonly intercept?: NonNullable<GatewayOptions['intercept']>;
  readonly onInvocation?: (finished: FinishedInvocation) => void;
  /** Every request to the HTTP API, after it is answered. */
  readonly onRequest?: (record: AccessRecord) => void;
  /** Every line that went into a log group. */
  readonly onLog?: (group: string, line: string) => void;
  /** Every value of a metric that AWS itself would publish. */
  readonly onMetric?: (sample: MetricSample) => void;
}
