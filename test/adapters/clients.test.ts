/** How long a function waits for AWS. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { createDynamoDbClient } from '../../src/adapters/clients.ts';

test('a request that AWS does not answer fails, so that it can be tried again', { timeout: 20_000 }, async (t) => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const { port } = silent.address() as AddressInfo;
  const request = { protocol: 'http:', hostname: '127.0.0.1', port, path: '/', method: 'POST', headers: {}, query: {} };

  // The client's own handler, told to lose its patience sooner.
  const asked = createDynamoDbClient().config.requestHandler.handle(request as never, { requestTimeout: 50 });

  await assert.rejects(asked, { name: 'TimeoutError' });
});
