import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Principal } from '../../../local/iam/decide.ts';
import type { SettledEvent } from '../../../local/lambda/async-events.ts';
import { createDestinations, type InvokeConfig } from '../../../local/lambda/destinations.ts';
import { functionDirectory } from '../../../local/lambda/function-directory.ts';
import type { FunctionPool, Invocation } from '../../../local/lambda/function-pool.ts';

const ARN = 'arn:aws:lambda:eu-west-1:0:function:f';
const QUEUE = 'arn:aws:sqs:eu-west-1:0:';

const failure: Invocation = {
  kind: 'failed',
  requestId: 'r',
  payload: '{"errorType":"E","errorMessage":"broken"}',
  error: { errorType: 'E', errorMessage: 'broken' },
};

const event = (outcome: SettledEvent['outcome'], invocation?: Invocation): SettledEvent => ({
  functionArn: ARN,
  requestId: 'event-1',
  payload: '{"a":1}',
  attempts: 3,
  outcome,
  invocation,
  settledAt: 0,
});

interface Sent {
  readonly queue: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, { readonly StringValue: string }>>;
  readonly principal: Principal;
}

/** Settles one event with a function's configuration, and returns what went to which queue, as whom. */
const settle = async (
  settled: SettledEvent,
  config: Partial<InvokeConfig>,
  deadLetterArn?: string,
  status = 200,
): Promise<{ readonly sent: readonly Sent[]; readonly log: readonly string[] }> => {
  const sent: Sent[] = [];
  const log: string[] = [];
  const role = { name: 'role', arn: 'arn:aws:iam::0:role/role' };
  const pool = { settings: { name: 'f', arn: ARN, role, deadLetterArn } } as unknown as FunctionPool;
  const tell = createDestinations({
    gateway: {
      call: async (principal, _service, request) => {
        const input = JSON.parse(request.body.toString()) as Record<string, unknown>;
        sent.push({
          queue: String(input['QueueUrl']),
          body: String(input['MessageBody']),
          attributes: input['MessageAttributes'] as Sent['attributes'],
          principal,
        });
        return { status, headers: {}, body: '{"message":"no"}' };
      },
    },
    functions: functionDirectory([pool]),
    configs: [{ functionName: 'f', maxRetries: 2, maxAgeMs: 1, onFailure: undefined, onSuccess: undefined, ...config }],
    queueUrl: (arn) => arn,
    log: (line) => log.push(line),
  });
  await tell(settled);
  return { sent, log };
};

test('a failed event goes to its destination with request, response and attempts, as the function', async () => {
  const { sent } = await settle(event('retries exhausted', failure), { onFailure: `${QUEUE}failures` });

  const record = JSON.parse(sent[0]!.body);
  assert.equal(sent.length, 1);
  assert.equal(record.requestContext.condition, 'RetriesExhausted');
  assert.equal(record.requestContext.approximateInvokeCount, 3);
  assert.deepEqual(record.requestPayload, { a: 1 });
  assert.equal(record.responsePayload.errorMessage, 'broken');
  assert.ok(sent[0]!.principal.kind === 'role' && sent[0]!.principal.name === 'role');
});

test('a failed event goes to the dead letter queue as it came, with the error in its attributes', async () => {
  const { sent } = await settle(event('retries exhausted', failure), {}, `${QUEUE}dead`);

  assert.equal(sent[0]?.queue, `${QUEUE}dead`);
  assert.equal(sent[0]?.body, '{"a":1}');
  assert.equal(sent[0]?.attributes['ErrorMessage']?.StringValue, 'broken');
});

test('a successful event goes to the success destination and nowhere else', async () => {
  const ok: Invocation = { kind: 'ok', requestId: 'r', payload: '"done"' };

  const { sent } = await settle(
    event('succeeded', ok),
    { onSuccess: `${QUEUE}successes`, onFailure: `${QUEUE}failures` },
    `${QUEUE}dead`,
  );

  assert.deepEqual(
    sent.map(({ queue }) => queue),
    [`${QUEUE}successes`],
  );
  assert.equal(JSON.parse(sent[0]!.body).responsePayload, 'done');
});

test('an event that grew too old says so', async () => {
  const { sent } = await settle(event('too old'), { onFailure: `${QUEUE}failures` });

  assert.equal(JSON.parse(sent[0]!.body).requestContext.condition, 'EventAgeExceeded');
});

test('a destination that cannot be told is named in the log', async () => {
  const denied = await settle(event('too old'), { onFailure: `${QUEUE}failures` }, undefined, 403);
  const bus = await settle(event('too old'), { onFailure: 'arn:aws:events:eu-west-1:0:event-bus/b' });

  assert.match(denied.log[0]!, /failures: AmazonSQS\.SendMessage: 403/);
  assert.match(bus.log[0]!, /not a queue/);
});
