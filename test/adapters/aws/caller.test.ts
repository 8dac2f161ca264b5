/** Calls to AWS give up in time, are tried again where that may help, and only there. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { after, test } from 'node:test';
import { type ClientConfig, createCaller, ServiceError } from '../../../src/adapters/aws/caller.ts';

const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections?.();
    server.close();
  }
});

const listening = async (server: Server | ReturnType<typeof createSocketServer>): Promise<number> => {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const credentials = { accessKeyId: 'a', secretAccessKey: 's' };

/** A service that answers request after request as it is told, the last way for ever, and a call to it. */
const serviceOf = async (answers: readonly RequestListener[], config: Partial<ClientConfig> = {}) => {
  const seen: { readonly at: string; readonly port: number }[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      seen.push({ at: String(request.headers['x-amz-date']), port: request.socket.remotePort ?? 0 });
      answers[Math.min(seen.length, answers.length) - 1]!(request, response);
    });
  });
  const port = await listening(server);
  const { call } = createCaller(
    { host: 'dynamodb' },
    {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      ...config,
    },
  );
  const send = (signal?: AbortSignal) =>
    call(
      { method: 'POST', path: '/', headers: {}, body: '{}' },
      (answer) => new ServiceError(answer.body.toString(), 'm', answer),
      signal,
    );
  return { seen, send };
};

const answer =
  (status: number, body = '', headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const hangUp: RequestListener = (_, response) => response.socket?.destroy();
const never: RequestListener = () => undefined;
const half: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': 100 });
  response.write('half', () => response.socket?.destroy());
};

for (const [name, first] of [
  ['a status of overload', answer(503, 'ServiceUnavailable')],
  ['an error of the service', answer(500, 'InternalServerError')],
  ['throttling', answer(400, 'ThrottlingException')],
  ['a connection that broke', hangUp],
  ['an answer that broke off', half],
] as const) {
  test(`call() tries again after ${name}`, async () => {
    const { send, seen } = await serviceOf([first, answer(200, 'done')]);

    const { body } = await send();

    assert.equal(body.toString(), 'done');
    assert.equal(seen.length, 2);
  });
}

test('call() gives up after as many tries as it may make, with the last error', async () => {
  const { send, seen } = await serviceOf([answer(500, 'First'), answer(500, 'Second'), answer(500, 'Third')]);

  await assert.rejects(send(), { name: 'Third', $metadata: { httpStatusCode: 500 } });

  assert.equal(seen.length, 3);
});

for (const name of ['ConditionalCheckFailedException', 'ValidationException', 'AccessDeniedException']) {
  test(`call() does not try again after ${name}`, async () => {
    const { send, seen } = await serviceOf([answer(400, name)]);

    await assert.rejects(send(), { name });

    assert.equal(seen.length, 1);
  });
}

test('call() stops trying again while nothing succeeds, so that a service that is down is let alone', async () => {
  const { send, seen } = await serviceOf([answer(503, 'ServiceUnavailable')], { maxAttempts: 2 });

  for (let count = 0; count < 60; count++) await send().catch(() => undefined);

  // 500 of credit at 14 a try.
  assert.equal(seen.length, 60 + 35);
});

test('call() gives up where no answer comes, and says so by the name that the AWS SDK has for it', async () => {
  const { send, seen } = await serviceOf([never], {
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 50 },
  });

  await assert.rejects(send(), { name: 'TimeoutError' });

  assert.equal(seen.length, 1);
});

test('call() gives up where a connection is made and nobody speaks', async () => {
  const port = await listening(createSocketServer(() => undefined));
  const requestHandler = { connectionTimeout: 1000, requestTimeout: 50 };
  const config = {
    endpoint: `https://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
    requestHandler,
  };
  const { call } = createCaller({ host: 'dynamodb' }, config);

  await assert.rejects(
    call({ method: 'POST', path: '/', headers: {}, body: '' }, () => assert.fail()),
    { name: 'TimeoutError' },
  );
});

test('call() says AbortError as soon as its caller does not wait any more, and tries nothing again', async () => {
  const { send, seen } = await serviceOf([never]);
  const giveUp = new AbortController();
  const sending = send(giveUp.signal);
  setTimeout(() => giveUp.abort(), 30);

  await assert.rejects(sending, { name: 'AbortError' });

  assert.equal(seen.length, 1);
});

test('call() pauses no longer than its caller waits', async () => {
  const { send } = await serviceOf([answer(400, 'ThrottlingException')], { maxAttempts: 50 });
  const began = performance.now();

  await assert.rejects(send(AbortSignal.timeout(100)), { name: /AbortError|ThrottlingException/ });

  assert.ok(performance.now() - began < 1_000);
});

test('call() sets its clock by that of a service that finds its signature too old, and keeps it', async () => {
  const ahead = new Date(Date.now() + 20 * 60_000).toUTCString();
  const { send, seen } = await serviceOf([answer(403, 'RequestExpired', { date: ahead }), answer(200)], {
    maxAttempts: 2,
  });

  await send();
  await send();

  const minutes = seen.map(({ at }) => Date.parse(at.replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5')) / 60_000);
  assert.deepEqual(
    minutes.map((minute) => Math.round(Math.abs(minute - Date.now() / 60_000))),
    [0, 20, 20],
  );
});

test('call() tries a refused signature once when the clocks agree', async () => {
  const { send, seen } = await serviceOf([answer(403, 'SignatureDoesNotMatch', { date: new Date().toUTCString() })]);

  await assert.rejects(send(), { name: 'SignatureDoesNotMatch' });

  assert.equal(seen.length, 1);
});

test('call() keeps its connection for the next call', async () => {
  const { send, seen } = await serviceOf([answer(200, 'done')]);

  await send();
  await send();

  assert.equal(seen[0]!.port, seen[1]!.port);
});
