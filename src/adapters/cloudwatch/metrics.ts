/** Publishes metrics that come from summaries, not from single requests: those leave as embedded metric format. */
import { type CloudWatchClient, PutMetricDataCommand, type StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { EpochMs } from '../../domain/call/units.ts';
import { METRICS, type MetricName } from '../../domain/measure/catalogue.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';

export type PublishMetrics = (
  values: { readonly [Name in MetricName]?: number },
  at: EpochMs,
  waiting: Waiting,
) => Promise<void>;

/** Publishes values without dimensions in one request. */
export const createPublishMetrics =
  (client: CloudWatchClient, namespace: string): PublishMetrics =>
  async (values, at, { signal }) => {
    const MetricData = (Object.entries(values) as [MetricName, number][]).map(([name, Value]) => ({
      MetricName: name,
      Value,
      Unit: METRICS[name].unit as StandardUnit,
      Timestamp: new Date(at),
    }));
    await calling('PutMetricData', () =>
      client.send(
        new PutMetricDataCommand({ Namespace: namespace, MetricData }),
        signal ? { abortSignal: signal } : {},
      ),
    );
  };
