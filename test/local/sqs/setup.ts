/** An SQS with the queue `work`, whose dead letters go to `work-dlq`, behind a real port, for the length of a test. */
import type { TestContext } from 'node:test';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createSqs, type Sqs } from '../../../local/aws/sqs/sqs.ts';
import { serve } from '../serve.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

export const PLACE = { region: 'eu-central-1', accountId: '123456789012' } as const;
export const DEAD_LETTER_ARN = 'arn:aws:sqs:eu-central-1:123456789012:work-dlq';

export interface Fixture {
  readonly service: Sqs;
  readonly client: SQSClient;
  readonly QueueUrl: string;
  readonly deadLetterUrl: string;
}

/** A clock that tests turn: `clock.now += 1000`. */
export const createClock = () => {
  const clock = { now: Date.parse('2026-01-01T00:00:00Z'), read: () => clock.now };
  return clock;
};

export const startSqs = async (
  context: Pick<TestContext, 'after'>,
  options: { readonly clock?: () => number; readonly queue?: object } = {},
): Promise<Fixture> => {
  let service: Sqs | undefined;
  const served = await serve({ handle: (request) => service!.handle(request) });
  service = await createSqs({
    directory: temporaryDirectory(context),
    ...PLACE,
    endpoint: served.endpoint,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  const { url: deadLetterUrl } = service.createQueueFromTemplate('work-dlq', {});
  const { url: QueueUrl } = service.createQueueFromTemplate('work', {
    RedrivePolicy: { deadLetterTargetArn: DEAD_LETTER_ARN, maxReceiveCount: 2 },
    ...options.queue,
  });
  const client = new SQSClient(served.client);
  context.after(async () => {
    client.destroy();
    await service.close();
    await served.stop();
  });
  return { service, client, QueueUrl, deadLetterUrl };
};
