/** What happens to a message: the console, the outbox, queues, functions, a webhook. */
import assert from 'node:assert/strict';
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCloudWatch } from '../../../local/aws/cloudwatch/cloudwatch.ts';
import { errorsAlarm } from '../cloudwatch/setup.ts';
import { FUNCTION, openBench, QUEUE, START, subscription, TOPIC, topic } from './setup.ts';

const EVERYONE = [
  topic({ Subscription: [{ Protocol: 'email', Endpoint: 'night@example.com' }] }),
  subscription({ Protocol: 'https', Endpoint: 'https://events.example.com/x' }, 'Web'),
  subscription({ Protocol: 'sqs', Endpoint: QUEUE }, 'Queue'),
  subscription({ Protocol: 'sqs', Endpoint: `${QUEUE}-raw`, RawMessageDelivery: true }, 'RawQueue'),
  subscription({ Protocol: 'lambda', Endpoint: FUNCTION }, 'Function'),
];

test('a message goes to every subscriber in the form its protocol has', async (context) => {
  const bench = openBench(context, EVERYONE);

  await bench.sns.publish(TOPIC, 'hello', 'the text');
  await bench.sns.settled();

  const [{ message, deliveries } = assert.fail()] = bench.outbox();
  const notification = {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: TOPIC,
    Subject: 'hello',
    Message: 'the text',
    Timestamp: '2026-11-20T10:00:00.000Z',
  };
  assert.deepEqual(
    deliveries.map(({ protocol, outcome }) => [protocol, outcome]),
    [
      ['email', 'written'],
      ['https', 'written'],
      ['sqs', 'delivered'],
      ['sqs', 'delivered'],
      ['lambda', 'delivered'],
    ],
  );
  assert.deepEqual(deliveries[0]!.content, {
    from: 'On call <no-reply@sns.amazonaws.com>',
    subject: 'hello',
    text: 'the text',
  });
  assert.deepEqual(deliveries[1]!.content, notification);
  assert.deepEqual(JSON.parse(bench.queued[0]!.body), notification);
  assert.equal(bench.queued[1]!.body, 'the text');
  const [record] = (bench.invoked[0]!.event as { Records: { Sns: { Message: string } }[] }).Records;
  assert.equal(record!.Sns.Message, 'the text');
});

test('a message is one file named for its time, topic and id', async (context) => {
  const bench = openBench(context);

  await bench.sns.publish(TOPIC, 'hello', 'the text');
  await bench.sns.settled();

  assert.match(
    readdirSync(join(bench.directory, 'outbox')).join(),
    /^2026-11-20T10-00-00\.000Z-oncall-[-0-9a-f]{36}\.json$/,
  );
});

test('a message is a readable block on the console', async (context) => {
  const bench = openBench(context, EVERYONE.slice(0, 1));

  await bench.sns.publish(TOPIC, 'hello', 'two\nlines');

  const [, to, , , ...text] = bench.logged[0]!.split('\n');
  assert.equal(to, '│ to oncall: email night@example.com');
  assert.deepEqual(text, ['│ two', '│ lines', '└─']);
});

test('an alarm of CloudWatch reads as its mail would, an all-clear takes one line, and its first state none', async (context) => {
  const bench = openBench(context, EVERYONE.slice(0, 1));
  let now = START;
  const cloudwatch = createCloudWatch({
    directory: bench.directory,
    region: 'eu-west-1',
    accountId: '123456789012',
    clock: () => now,
    log: assert.fail,
    publish: bench.sns.publish,
    refusal: bench.sns.refusal,
  });
  context.after(() => cloudwatch.close());
  const actions = { AlarmActions: [TOPIC], OKActions: [TOPIC], TreatMissingData: 'notBreaching' };
  cloudwatch.createAlarms([errorsAlarm({ AlarmDescription: 'Runbook: docs/runbook.md#errors', ...actions })]);
  cloudwatch.evaluate();
  cloudwatch.putMetric('App', 'Errors', {}, 3);
  now += 60_000;
  cloudwatch.evaluate();
  now += 600_000;
  cloudwatch.evaluate();
  await cloudwatch.settled();

  const [raised, cleared] = bench.logged;
  assert.match(raised!, /^┌─ ALARM: "Errors" in EU \(Ireland\)\n/);
  assert.match(raised!, /\n│ Runbook: docs\/runbook\.md#errors\n/);
  assert.match(raised!, /State change: +OK -> ALARM\n/);
  assert.match(raised!, /Metric: +App Errors \(SUM\)\n/);
  assert.equal(cleared, 'oncall: Errors: ALARM -> OK');
  assert.equal(bench.logged.length, 2);
});

/** A web server that answers with these statuses, one after the other, and keeps what it was sent. */
const webhook = async (context: TestContext, statuses: number[]) => {
  const received: { readonly type: string | undefined; readonly body: { readonly Message: string } }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ type: String(request.headers['x-amz-sns-message-type']), body: JSON.parse(text) });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
};

test('a webhook of the user’s gets every notification, tried again when it fails', async (context) => {
  const { url, received } = await webhook(context, [503, 200]);
  const bench = openBench(context, [topic()], { webhook: url });

  await bench.sns.publish(TOPIC, 'hello', 'the text');
  await bench.sns.settled();

  assert.deepEqual(
    received.map(({ type, body }) => [type, body.Message]),
    [
      ['Notification', 'the text'],
      ['Notification', 'the text'],
    ],
  );
  assert.equal(bench.outbox()[0]!.deliveries[0]!.outcome, 'delivered');
});

test('a delivery that keeps failing is logged and written down, and the others are made', async (context) => {
  const { url } = await webhook(context, [500, 500, 500]);
  const bench = openBench(context, EVERYONE, { webhook: url });

  await bench.sns.publish(TOPIC, 'hello', 'the text');
  await bench.sns.settled();

  const failed = bench.outbox()[0]!.deliveries.filter(({ outcome }) => outcome === 'failed');
  assert.deepEqual(
    failed.map(({ protocol, error }) => [protocol, error]),
    [['webhook', 'the webhook answered 500']],
  );
  assert.match(bench.logged.at(-1)!, /delivery to webhook .* failed/);
  assert.equal(bench.queued.length, 2);
});

test('a delivery that a killed process did not finish is made after the restart', async (context) => {
  const first = openBench(context, EVERYONE);
  await first.sns.publish(TOPIC, 'hello', 'the text');
  await first.sns.settled();
  const folder = join(first.directory, 'outbox');
  const [name] = readdirSync(folder);
  // As a kill between writing the message and delivering it leaves the folder.
  const entry = first.outbox()[0]!;
  const deliveries = entry.deliveries.map((delivery) =>
    delivery.protocol === 'sqs' ? { ...delivery, outcome: 'pending' } : delivery,
  );
  writeFileSync(join(folder, name!), JSON.stringify({ ...entry, deliveries }));
  renameSync(join(folder, name!), join(folder, name!.replace('.json', '.pending.json')));

  const second = openBench(context, EVERYONE, { directory: first.directory });
  await second.sns.settled();

  assert.equal(second.queued.length, 2);
  assert.deepEqual(readdirSync(folder), [name]);
  assert.ok(second.outbox()[0]!.deliveries.every(({ outcome }) => outcome !== 'pending'));
});

test('the outbox keeps the last thousand messages', async (context) => {
  const bench = openBench(context);

  for (let index = 0; index < 1005; index++) await bench.sns.publish(TOPIC, 'hello', `${index}`);
  await bench.sns.settled();

  assert.equal(readdirSync(join(bench.directory, 'outbox')).length, 1000);
});
