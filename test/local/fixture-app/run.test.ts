/** The whole runner over a real cloud assembly, real SDK clients inside real processes. Synthesized once for all tests. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalOptions, type LocalService, startLocal } from '../../../local/start.ts';
import { AssemblyRefused } from '../../../local/template/refusal.ts';
import { synthesizeFixture } from './app.ts';

let folder = '';
let assembly = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'fixture-'));
  assembly = synthesizeFixture({ folder });
});
after(() => rmSync(folder, { recursive: true }));

let dataFolders = 0;
const freshData = (): string => join(folder, `data-${dataFolders++}`);

const start = async (options: Partial<LocalOptions> = {}): Promise<LocalService & AsyncDisposable> => {
  const service = await startLocal({ assembly, data: freshData(), port: 0, log: () => {}, ...options });
  return { ...service, [Symbol.asyncDispose]: service.stop };
};

const sdk = ({ gatewayUrl, region, operator }: LocalService) => ({
  endpoint: gatewayUrl,
  region,
  credentials: { accessKeyId: operator.accessKeyId, secretAccessKey: operator.secretAccessKey },
});

const put = (url: string, id: string, body: string): Promise<Response> =>
  fetch(`${url}/items/${id}`, { method: 'PUT', body, headers: { 'content-type': 'text/plain' } });

const eventually = async <Value>(look: () => Promise<Value | undefined>): Promise<Value> => {
  for (let attempt = 0; attempt < 200; attempt++) {
    const value = await look();
    if (value !== undefined) return value;
    await pause(50);
  }
  throw new Error('it did not happen within ten seconds');
};

test('a request goes through API, function, table and bucket, and comes back', async () => {
  await using service = await start();

  const stored = await put(service.url, 'a', 'hello');
  const read = await fetch(`${service.url}/items/a`);

  assert.equal(stored.status, 201);
  assert.deepEqual(await read.json(), { id: 'a', row: 'hello', object: 'hello' });
});

test('a grant that is missing in the app is an AccessDeniedException in the function', async () => {
  const lines: string[] = [];
  await using service = await start({ log: (line) => lines.push(line) });

  const answer = (await (await fetch(`${service.url}/denied`)).json()) as { name: string; message: string };

  assert.equal(answer.name, 'AccessDeniedException');
  assert.match(answer.message, /not authorized to perform: dynamodb:Scan/);
  assert.ok(lines.some((line) => line.startsWith('denied: ')));
});

test('a message goes through the queue to the worker, which writes with its own permissions', async () => {
  await using service = await start();
  const client = new DynamoDBClient(sdk(service));
  const TableName = service.resources.find('Data/Items').name;

  await fetch(`${service.url}/jobs/j1`, { method: 'POST', body: 'work', headers: { 'content-type': 'text/plain' } });

  const item = await eventually(
    async () => (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'j1' } } }))).Item,
  );
  assert.equal(item['by']?.S, 'worker');
});

test('a schedule runs its function once per period, over a restart too', async () => {
  const data = freshData();
  const time = { now: Date.now() };
  {
    await using first = await start({ data, clock: () => time.now });
    await first.tick();
    assert.equal(await rowCount(first), 1);
    time.now += 3_600_000;
    await first.tick();
    assert.equal(await rowCount(first), 2);
  }

  time.now += 5 * 3_600_000;
  await using second = await start({ data, clock: () => time.now });
  await second.tick();

  assert.equal(await rowCount(second), 3);
});

/** How often the scheduled function ran: it keeps one row per event id, and each scheduled event has its own. */
const rowCount = async (service: LocalService): Promise<number> => {
  const { Items = [] } = await new DynamoDBClient(sdk(service)).send(
    new ScanCommand({ TableName: service.resources.find('Data/Items').name }),
  );
  return Items.filter(({ lastEvent }) => lastEvent?.S?.includes('aws.scheduler')).length;
};

test('an error of a function raises its alarm, which reaches the queue behind the topic', async () => {
  const time = { now: Date.now() };
  await using service = await start({ clock: () => time.now });
  await service.tick();

  await fetch(`${service.url}/throws`);
  time.now += 60_000;
  await service.tick();

  const { Messages = [] } = await new SQSClient(sdk(service)).send(
    new ReceiveMessageCommand({ QueueUrl: service.resources.find('Service/Inbox').ref, MaxNumberOfMessages: 10 }),
  );
  const notifications = Messages.map(({ Body = '' }) => (JSON.parse(Body) as { Subject: string }).Subject);
  assert.ok(
    notifications.some((subject) => subject.startsWith('ALARM:')),
    `got ${JSON.stringify(notifications)}; states ${JSON.stringify(service.services.cloudwatch.alarmStates())}`,
  );
});

test('what a function writes is in its log file, and its embedded metrics are metrics, before the answer is', async () => {
  await using service = await start();

  await fetch(`${service.url}/metrics`);

  const { name } = service.resources.find('Service/Api');
  const lines = readFileSync(service.logs.pathOf(`/aws/lambda/${name}`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { message: string }).message);
  assert.ok(lines.some((line) => line.includes('CloudWatchMetrics')));
  assert.match(lines.at(-1)!, /^REPORT RequestId/);
});

test('intercept() throttles DynamoDB and the function sees what it would see in AWS', async () => {
  const fault = { on: false, throttled: 0 };
  await using service = await start({
    observers: {
      intercept: ({ service: name, operation }) => {
        if (!fault.on || operation !== 'PutItem') return undefined;
        fault.throttled += 1;
        const __type = `com.amazonaws.${name}.v20120810#ProvisionedThroughputExceededException`;
        return { status: 400, headers: {}, body: JSON.stringify({ __type, message: 'slow down' }) };
      },
    },
  });

  const before = await put(service.url, 'a', '1');
  fault.on = true;
  const during = await put(service.url, 'b', '2');
  fault.on = false;
  const after = await put(service.url, 'c', '3');

  assert.deepEqual([before.status, during.status, after.status], [201, 500, 201]);
  assert.ok(fault.throttled > 1, 'the SDK retries a throttled call');
});

test('invoke() runs a function by its construct path', async () => {
  await using service = await start();

  const invocation = await service.invoke('Service/Tick', { id: 'by hand' });

  assert.equal(invocation.kind, 'ok');
});

test('two runners cannot share a data folder, and the message says who has it', async () => {
  const data = freshData();
  await using _first = await start({ data });

  await assert.rejects(start({ data }), new RegExp(`in use by another local run \\(process ${process.pid}\\)`));
});

test('a port that is taken is named', async () => {
  await using first = await start();

  const port = Number(new URL(first.url).port);

  await assert.rejects(start({ port }), new RegExp(`port ${port} is in use by another program; set PORT`));
});

test('stop() may be called twice, and afterwards data folder and ports are free', async () => {
  const data = freshData();
  const first = await start({ data });
  await Promise.all([first.stop(), first.stop()]);

  await using second = await start({ data, port: Number(new URL(first.url).port) });

  assert.equal(second.url, first.url);
});

/** A copy of the assembly in which somebody has changed the service stack's template. */
const altered = (
  alter: (resources: Record<string, { Type: string; Properties: Record<string, unknown> }>) => void,
): string => {
  const copy = join(folder, `altered-${dataFolders++}`);
  cpSync(assembly, copy, { recursive: true });
  const path = join(copy, 'Service.template.json');
  const template = JSON.parse(readFileSync(path, 'utf8'));
  alter(template.Resources);
  writeFileSync(path, JSON.stringify(template));
  return copy;
};

test('an assembly with things nobody knows is refused, all of them by name, and leaves nothing running', async () => {
  const data = freshData();
  const copy = altered((resources) => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type === 'AWS::Lambda::Function') Properties['SnapStart'] = { ApplyOn: 'PublishedVersions' };
      if (Type === 'AWS::SQS::Queue' && Properties !== undefined) Properties['FifoQueue'] = true;
      if (Type === 'AWS::CloudWatch::Alarm') Properties['Statistic'] = 'Mode';
      if (Type === 'AWS::Scheduler::Schedule') Properties['ScheduleExpression'] = 'rate(1 fortnight)';
    }
    resources['Bus'] = { Type: 'AWS::Events::EventBus', Properties: {} };
  });

  const refused = await start({ assembly: copy, data }).then(
    () => undefined,
    (error: unknown) => error,
  );

  assert.ok(refused instanceof AssemblyRefused);
  for (const name of ['SnapStart', 'FIFO', 'Statistic must be one of', 'fortnight', 'AWS::Events::EventBus'])
    assert.ok(refused.message.includes(name), `${name} is missing in ${refused.message}`);
  await using again = await start({ data });
  assert.ok(again.url);
});

test('a function whose role may not write logs is refused, because AWS would say nothing', async () => {
  const copy = altered((resources) => {
    for (const { Type, Properties } of Object.values(resources))
      if (Type === 'AWS::IAM::Role') delete Properties['ManagedPolicyArns'];
  });

  await assert.rejects(start({ assembly: copy }), /may not logs:CreateLogStream and logs:PutLogEvents/);
});

test('a subscription whose queue does not let SNS in is refused, because AWS would lose every message', async () => {
  const copy = altered((resources) => {
    for (const { Type, Properties } of Object.values(resources))
      if (Type === 'AWS::SQS::QueuePolicy') Properties['PolicyDocument'] = { Statement: [] };
  });

  await assert.rejects(start({ assembly: copy }), /lets SNS sqs:SendMessage/);
});

test('a mapping whose function may not receive is refused, as Lambda refuses to create it', async () => {
  const copy = altered((resources) => {
    for (const [id, { Type, Properties }] of Object.entries(resources))
      if (Type === 'AWS::IAM::Policy' && id.startsWith('Worker')) Properties['PolicyDocument'] = { Statement: [] };
  });

  await assert.rejects(start({ assembly: copy }), /may not sqs:ReceiveMessage/);
});

/** A runner in a process group of its own, so that it can be killed with everything it has started. */
const spawnRunner = async (data: string): Promise<{ readonly child: ChildProcess; readonly url: string }> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run-for-test.ts'), assembly, data], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return { child, url };
};

test('what was acknowledged survives kill -9 of the whole process group, three times', async () => {
  const data = freshData();
  const acknowledged: string[] = [];

  for (let round = 0; round < 3; round++) {
    const { child, url } = await spawnRunner(data);
    let killed = false;
    const write = async (writer: number): Promise<void> => {
      for (let index = 0; !killed; index++) {
        const id = `r${round}w${writer}n${index}`;
        try {
          if ((await put(url, id, id)).status === 201) acknowledged.push(id);
        } catch {
          return;
        }
      }
    };
    const writers = [0, 1, 2, 3].map(write);
    await eventually(async () => (acknowledged.some((id) => id.startsWith(`r${round}`)) ? true : undefined));
    await pause(150);
    killed = true;
    const gone = once(child, 'exit');
    process.kill(-child.pid!, 'SIGKILL');
    await gone;
    await Promise.all(writers);
  }

  await using service = await start({ data });
  const missing: string[] = [];
  for (const id of acknowledged) {
    const { row, object } = (await (await fetch(`${service.url}/items/${id}`)).json()) as Record<string, string>;
    if (row !== id || object !== id) missing.push(id);
  }
  assert.ok(acknowledged.length >= 3);
  assert.deepEqual(missing, []);
});

test('SIGTERM ends a runner cleanly', async () => {
  const { child } = await spawnRunner(freshData());
  const gone = once(child, 'exit');

  child.kill('SIGTERM');

  assert.deepEqual(await gone, [0, null]);
});

test('no execution environment outlives a runner that is killed alone', async () => {
  const { child, url } = await spawnRunner(freshData());
  const { pid } = (await (await fetch(`${url}/echo/pid`)).json()) as { pid: number };
  assert.doesNotThrow(() => process.kill(pid, 0));

  child.kill('SIGKILL');

  await eventually(async () => {
    try {
      process.kill(pid, 0);
      return undefined;
    } catch {
      return true;
    }
  });
});
