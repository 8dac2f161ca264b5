/**
 * SQS event source mappings: polls a queue with the function's own permissions, hands over batches, deletes what was
 * processed. What fails stays in the queue and comes back after its visibility timeout.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
import type { Gateway } from '../gateway/gateway.ts';
import { callJson } from '../gateway/internal-call.ts';
import type { Principal } from '../iam/decide.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import { failedItems } from './batch-failures.ts';
import { type SqsMessage, sqsEvent } from './sqs-event.ts';

export interface QueueMappingSettings {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly functionArn: string;
  /** Messages per invocation, 1 to 10,000. */
  readonly batchSize: number;
  /** How long to gather a fuller batch, in milliseconds, 0 to 300,000. */
  readonly windowMs: number;
  readonly reportsItemFailures: boolean;
  /** Invocations at once at most. */
  readonly maxConcurrency: number;
}

export interface QueueMappingOptions {
  readonly settings: QueueMappingSettings;
  readonly pool: FunctionPool;
  readonly gateway: Pick<Gateway, 'call'>;
  readonly region: string;
  readonly log: (line: string) => void;
}

export interface QueueMapping {
  /** Stops polling and waits, at most `graceMs`, for the batches under way. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/** SQS hands out ten messages at once at most, and waits twenty seconds at most. */
const MAX_RECEIVED = 10;
const LONG_POLL_SECONDS = 20;
/** After an error or a throttle, so that a broken queue does not keep the laptop busy. */
const PAUSE_MS = 1_000;
/** Lambda closes a batch at 6 MB; with room for each record's envelope. */
const MAX_BATCH_BYTES = 5 * 1024 * 1024;

export const startQueueMapping = ({ settings, pool, gateway, region, log }: QueueMappingOptions): QueueMapping => {
  const { queueUrl, batchSize, windowMs } = settings;
  const principal: Principal = { kind: 'role', ...pool.settings.role };
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  let wakeUp: () => void = () => {};
  const stopping = new Promise<void>((resolve) => {
    wakeUp = resolve;
  });

  const call = (operation: string, input: object): Promise<Readonly<Record<string, unknown>>> =>
    callJson(gateway, {
      principal,
      service: 'sqs',
      target: `AmazonSQS.${operation}`,
      input: { QueueUrl: queueUrl, ...input },
    });

  const receive = async (count: number, waitSeconds: number): Promise<readonly SqsMessage[]> => {
    const { Messages } = await call('ReceiveMessage', {
      MaxNumberOfMessages: Math.min(count, MAX_RECEIVED),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (Messages ?? []) as readonly SqsMessage[];
  };

  /** One batch: the first messages, and within the window as many more as fit. */
  const gather = async (): Promise<readonly SqsMessage[]> => {
    const messages = [...(await receive(batchSize, LONG_POLL_SECONDS))];
    const until = performance.now() + windowMs;
    let bytes = messages.reduce((sum, { Body }) => sum + Buffer.byteLength(Body), 0);
    while (messages.length > 0 && messages.length < batchSize && bytes < MAX_BATCH_BYTES && !stopped) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) break;
      const more = await receive(batchSize - messages.length, Math.min(LONG_POLL_SECONDS, Math.floor(leftMs / 1000)));
      // Less than a second is left, and nothing is there: the window is as good as over.
      if (more.length === 0 && leftMs < 1000) break;
      messages.push(...more);
      bytes += more.reduce((sum, { Body }) => sum + Buffer.byteLength(Body), 0);
    }
    return messages;
  };

  const remove = async (messages: readonly SqsMessage[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += MAX_RECEIVED)
      await call('DeleteMessageBatch', {
        Entries: messages
          .slice(start, start + MAX_RECEIVED)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      });
  };

  const handOver = async (messages: readonly SqsMessage[]): Promise<void> => {
    const event = JSON.stringify(sqsEvent(messages, settings.queueArn, region));
    const invocation = await pool.invoke(event, settings.functionArn);
    if (invocation.kind === 'throttled') await pause();
    if (invocation.kind !== 'ok') return;
    const failed = settings.reportsItemFailures
      ? failedItems(invocation.payload, new Set(messages.map(({ MessageId }) => MessageId)))
      : new Set<string>();
    if (failed === 'all') {
      log(`${pool.settings.name} reported batch item failures that Lambda cannot read: the whole batch is retried`);
      return;
    }
    await remove(messages.filter(({ MessageId }) => !failed.has(MessageId)));
  };

  const pause = (): Promise<unknown> =>
    Promise.race([stopping, new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref())]);

  const poll = async (): Promise<void> => {
    while (!stopped) {
      try {
        while (underWay.size >= settings.maxConcurrency && !stopped) await Promise.race([stopping, ...underWay]);
        const messages = await Promise.race([gather(), stopping.then(() => [])]);
        if (messages.length === 0) continue;
        const work = handOver(messages)
          .catch((error: unknown) => log(`batch for ${pool.settings.name}: ${(error as Error).message}`))
          .finally(() => underWay.delete(work));
        underWay.add(work);
      } catch (error) {
        if (stopped) return;
        log(`polling ${settings.queueArn}: ${(error as Error).message}`);
        await pause();
      }
    }
  };
  const polling = poll();

  return {
    stop: async (graceMs) => {
      stopped = true;
      wakeUp();
      await polling;
      await Promise.race([Promise.all(underWay), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
};
