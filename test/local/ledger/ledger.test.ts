/** The ledger counts what AWS would bill, and forgets it when it is taken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLedger } from '../../../local/ledger/ledger.ts';

const call = {
  service: 'dynamodb',
  operation: 'PutItem',
  resource: '*',
  role: 'r',
  responseBytes: 2,
  status: 200,
  milliseconds: 1,
};

test('createLedger() counts requests, bytes and units, index writes apart', () => {
  const { observers, take } = createLedger();
  const capacity = { Calls: { read: 0, write: 3 }, 'Calls/index/by-time': { read: 0, write: 1 } };

  for (let n = 0; n < 2; n++) {
    observers.onCall!({ ...call, requestBytes: 100, headers: { 'x-local-capacity': JSON.stringify(capacity) } });
  }
  const usage = take();

  assert.deepEqual(Object.fromEntries(usage.writeUnits), { Calls: 6, 'Calls/index/by-time': 2 });
  assert.equal(usage.requests.get('dynamodb PutItem'), 2);
  assert.equal(usage.requestBytes.get('dynamodb PutItem'), 200);
  assert.equal(take().requests.size, 0);
});

test('createLedger() leaves out polls of queues, which AWS makes at its own pace', () => {
  const { observers, take } = createLedger();

  observers.onCall!({ ...call, service: 'sqs', operation: 'ReceiveMessage', requestBytes: 1, headers: {} });

  assert.equal(take().requests.size, 0);
});

test('createLedger() meters an API request again for every 512 KB', () => {
  const { observers, take } = createLedger();

  for (const requestLength of [0, 1, 512 * 1024, 512 * 1024 + 1]) {
    observers.onRequest!({ requestLength, responseLength: 10 } as never);
  }

  assert.equal(take().apiUnits, 5);
});

test('createLedger() knows the custom metrics of a line, each once, and the bytes CloudWatch adds', () => {
  const { observers, take } = createLedger();
  const line = JSON.stringify({
    _aws: {
      CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [[], ['Model']], Metrics: [{ Name: 'A' }, { Name: 'B' }] }],
    },
    Model: 'm',
  });

  for (let n = 0; n < 2; n++) observers.onLog!('group', line);
  const { metrics, logs } = take();

  assert.deepEqual([...metrics], ['N/A{}', 'N/B{}', 'N/A{Model=m}', 'N/B{Model=m}']);
  assert.deepEqual(logs.get('group'), { lines: 2, bytes: 2 * (line.length + 26) });
});
