/** The answers to exports, read back as a client would. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportResponse, statusResponse } from '../../../../src/domain/otlp/wire/responses.ts';
import { messageType } from './descriptor.ts';

const rejected = Array.from({ length: 200 }, (_, index) => ({ index, reason: 'span_id must be 8 bytes' }));

const readProtobuf = (type: string, body: Uint8Array): unknown =>
  messageType(type).toObject(messageType(type).decode(body), { longs: Number });

test('exportResponse() answers a full success with no bytes in protobuf and {} in JSON', () => {
  const protobuf = exportResponse('traces', 'protobuf', []);
  const json = exportResponse('traces', 'json', []);

  assert.equal(protobuf.contentType, 'application/x-protobuf');
  assert.equal(protobuf.body.length, 0);
  assert.equal(json.contentType, 'application/json');
  assert.equal(Buffer.from(json.body).toString(), '{}');
});

test('exportResponse() tells in both encodings how many items were refused and why', () => {
  const errorMessage =
    '200 rejected: item 0: span_id must be 8 bytes; item 1: span_id must be 8 bytes; item 2: span_id must be 8 bytes; and 197 more';

  const protobuf = exportResponse('traces', 'protobuf', rejected);
  const json = exportResponse('logs', 'json', rejected);

  assert.deepEqual(readProtobuf('ExportTraceServiceResponse', protobuf.body), {
    partialSuccess: { rejected: 200, errorMessage },
  });
  assert.deepEqual(JSON.parse(Buffer.from(json.body).toString()), {
    partialSuccess: { rejectedLogRecords: '200', errorMessage },
  });
});

test('exportResponse() can warn although nothing was refused', () => {
  const { body } = exportResponse('metrics', 'protobuf', [], 'set the batch size to 64');

  assert.deepEqual(readProtobuf('ExportTraceServiceResponse', body), {
    partialSuccess: { errorMessage: 'set the batch size to 64' },
  });
});

test('statusResponse() is a google.rpc.Status in both encodings', () => {
  const expected = { code: 8, message: 'Slow down, größer' };

  assert.deepEqual(readProtobuf('RpcStatus', statusResponse('protobuf', 429, 'Slow down, größer').body), expected);
  assert.deepEqual(JSON.parse(Buffer.from(statusResponse('json', 429, 'Slow down, größer').body).toString()), expected);
});
