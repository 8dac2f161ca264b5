/** Publishes what CloudWatch shows of SQS queues, once a minute as AWS does. */
import type { QueueStatistics } from '../aws/sqs/sqs.ts';
import type { MetricSample } from '../metric-sample.ts';

/** Makes the function that publishes; counters are published as what came since it was last called. */
export const createQueueMetrics = (
  statistics: () => readonly QueueStatistics[],
  onMetric: (sample: MetricSample) => void,
): ((now: number) => void) => {
  const before = new Map<string, QueueStatistics>();
  return (now) => {
    for (const queue of statistics()) {
      const last = before.get(queue.name);
      before.set(queue.name, queue);
      const metric = (name: string, value: number, unit = 'Count'): void =>
        onMetric({
          namespace: 'AWS/SQS',
          name,
          value,
          unit,
          dimensions: { QueueName: queue.name },
          timestamp: now,
        });
      metric('ApproximateNumberOfMessagesVisible', queue.visible);
      metric('ApproximateNumberOfMessagesNotVisible', queue.notVisible);
      metric('ApproximateNumberOfMessagesDelayed', queue.delayed);
      metric('ApproximateAgeOfOldestMessage', queue.ageOfOldestSeconds, 'Seconds');
      metric('NumberOfMessagesSent', queue.sent - (last?.sent ?? 0));
      metric('NumberOfMessagesReceived', queue.received - (last?.received ?? 0));
      metric('NumberOfMessagesDeleted', queue.deleted - (last?.deleted ?? 0));
      metric('NumberOfEmptyReceives', queue.emptyReceives - (last?.emptyReceives ?? 0));
    }
  };
};
