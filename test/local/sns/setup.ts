/** A local SNS over a folder of its own, with a topic that has subscribers of every kind. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OutboxEntry } from '../../../local/aws/sns/outbox.ts';
import { createSns, type Sns, type SnsOptions } from '../../../local/aws/sns/sns.ts';
import type { TopicResource } from '../../../local/aws/sns/topics.ts';
import { serve } from '../serve.ts';

export const START = Date.parse('2026-11-20T10:00:00Z');
export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:oncall';
export const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:inbox';
export const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:pager';

export const topic = (properties: object = {}, logicalId = 'OnCall'): TopicResource => ({
  logicalId,
  type: 'AWS::SNS::Topic',
  properties: { TopicName: 'oncall', DisplayName: 'On call', ...properties },
});

export const subscription = (properties: object, logicalId = 'Subscriber'): TopicResource => ({
  logicalId,
  type: 'AWS::SNS::Subscription',
  properties: { TopicArn: TOPIC, ...properties },
});

export interface Bench {
  readonly sns: Sns;
  readonly directory: string;
  readonly logged: string[];
  readonly queued: { readonly arn: string; readonly body: string; readonly attributes: unknown }[];
  readonly invoked: { readonly arn: string; readonly event: unknown }[];
  /** What the outbox holds by now, oldest first. */
  outbox(): readonly OutboxEntry[];
}

export const openBench = (
  context: TestContext,
  resources: readonly TopicResource[] = [topic()],
  options: Partial<SnsOptions> = {},
): Bench => {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'sns-'));
  const [logged, queued, invoked]: [Bench['logged'], Bench['queued'], Bench['invoked']] = [[], [], []];
  const sns = createSns({
    directory,
    region: 'eu-west-1',
    accountId: '123456789012',
    clock: () => START,
    log: (text) => logged.push(text),
    sendToQueue: async (arn, message) => void queued.push({ arn, ...message }),
    invokeFunction: async (arn, event) => void invoked.push({ arn, event }),
    retryPausesMs: [1, 1],
    ...options,
  });
  context.after(async () => {
    await sns.close();
    rmSync(directory, { recursive: true, force: true });
  });
  sns.createTopics(resources);
  const folder = join(directory, 'outbox');
  const outbox = () =>
    readdirSync(folder)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return { sns, directory, logged, queued, invoked, outbox };
};

/** Posts a form as an AWS Query client does, and gives the answer's status and XML. */
export const clientOf = async (context: TestContext, { sns }: Bench) => {
  const served = await serve(sns);
  context.after(() => served.stop());
  return async (form: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly xml: string }> => {
    const body = new URLSearchParams({ Version: '2010-03-31', ...form });
    const response = await fetch(served.endpoint, { method: 'POST', body });
    return { status: response.status, xml: await response.text() };
  };
};
