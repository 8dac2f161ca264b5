/** The JSON protocols: what an SDK needs to find in every answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsError } from '../../../local/aws/aws-error.ts';
import { answerJson, type JsonOperation, type JsonProtocol } from '../../../local/aws/json-protocol.ts';

const protocol = (operations: Readonly<Record<string, JsonOperation>>): JsonProtocol => ({
  version: '1.0',
  target: 'Service_1',
  namespace: 'com.example',
  operations,
  queryErrorCodes: { Missing: 'Old.Missing' },
});

const ask = async (operations: Readonly<Record<string, JsonOperation>>, target: string, body = '{"a":1}') => {
  const response = await answerJson(protocol(operations), {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': target },
    body: Buffer.from(body),
  });
  return { ...response, body: JSON.parse(String(response.body)) };
};

test('answerJson() passes input and output, headers included', async () => {
  const operations = { Echo: (input: object) => ({ output: { input }, headers: { 'x-more': '1' } }) };

  const answer = await ask(operations, 'Service_1.Echo');
  const empty = await ask(operations, 'Service_1.Echo', '');

  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { input: { a: 1 } });
  assert.equal(answer.headers['content-type'], 'application/x-amz-json-1.0');
  assert.equal(answer.headers['x-more'], '1');
  assert.deepEqual(empty.body, { input: {} });
});

test("answerJson() writes an error with its type, message, details and the older protocol's name", async () => {
  const missing = () => {
    throw new AwsError({ code: 'Missing', status: 404, message: 'gone', details: { Item: 1 }, headers: { h: 'v' } });
  };

  const answer = await ask({ Find: missing }, 'Service_1.Find');

  assert.equal(answer.status, 404);
  assert.deepEqual(answer.body, { __type: 'com.example#Missing', message: 'gone', Item: 1 });
  assert.equal(answer.headers['x-amzn-query-error'], 'Old.Missing;Sender');
  assert.equal(answer.headers['h'], 'v');
});

test('answerJson() answers 501 to what it does not know, 400 to what is no object, 500 to what breaks', async () => {
  const broken = () => {
    throw new Error('broken');
  };

  const unknown = await Promise.all(
    ['Service_1.Other', 'Service_2.Break', 'Service_1.toString', ''].map((target) => ask({ Break: broken }, target)),
  );
  const malformed = await Promise.all(
    ['{', '[]', 'null', '"x"'].map((body) => ask({ Break: broken }, 'Service_1.Break', body)),
  );
  const failed = await ask({ Break: broken }, 'Service_1.Break');

  assert.deepEqual(
    unknown.map(({ status, body }) => [status, body.__type]),
    Array(4).fill([501, 'com.example#UnknownOperationException']),
  );
  assert.deepEqual(
    malformed.map(({ status, body }) => [status, body.__type]),
    Array(4).fill([400, 'com.example#SerializationException']),
  );
  assert.equal(failed.status, 500);
});
