/** What exporters are answered when things go wrong: google.rpc.Status in their own encoding, retryable only where retrying helps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OTLP_ROUTES } from '../../functions/ingest/contract.ts';
import { createHandler, type IngestParts } from '../../functions/ingest/handler.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { AppError } from '../../src/domain/call/problem.ts';
import { hashKey } from '../../src/lambda/authenticate.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';
import type { Scope } from '../../src/pipelines/ports/keys.ts';

const KEY = 'sg_a-key';

/** Answers one request of a handler whose path does what it is told. */
const ask = async (
  headers: Readonly<Record<string, string>>,
  {
    path = '/v1/traces',
    scopes = ['ingest'],
    run = async () => ({ rejected: [], warning: '' }),
    remainingMs = 10_000,
  }: {
    readonly path?: string;
    readonly scopes?: readonly Scope[];
    readonly run?: () => Promise<unknown>;
    readonly remainingMs?: number;
  } = {},
) => {
  const grant = { keyId: 'k', project: 'p' as ProjectId, scopes, name: '', createdAt: 0 };
  const handler = createHandler({
    clock: () => 1_000_000,
    log: () => undefined,
    keys: { find: async (hash: string) => (hash === hashKey(KEY) ? grant : undefined) },
    ingestOtlp: run,
  } as unknown as IngestParts);
  const event = {
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers,
    body: '',
    isBase64Encoded: false,
    requestContext: { requestId: 'r', http: { method: 'POST', path } },
  } satisfies HttpEvent;
  const context = { getRemainingTimeInMillis: () => remainingMs };
  return (await handler(event, context as never)) as HttpResponse;
};

/** The message of a google.rpc.Status: field 1 is a code below 128, field 2 a text. */
const statusOf = ({ headers, body, isBase64Encoded }: HttpResponse): { code: number; message: string } => {
  if (headers['content-type'] === 'application/json') return JSON.parse(body);
  assert.equal(headers['content-type'], 'application/x-protobuf');
  assert.equal(isBase64Encoded, true);
  const bytes = Buffer.from(body, 'base64');
  assert.deepEqual([bytes[0], bytes[2]], [0x08, 0x12]);
  const isShort = (bytes[3] as number) < 0x80;
  return { code: bytes[1] as number, message: bytes.subarray(isShort ? 4 : 5).toString() };
};

const throwing = (error: Error) => ({
  run: async () => {
    throw error;
  },
});

const CASES: readonly (readonly [
  what: string,
  Parameters<typeof ask>[1],
  status: number,
  code: number,
  retryAfter?: string,
])[] = [
  ['an undecodable body', throwing(new AppError('undecodable-body', 'No.')), 400, 3],
  ['a key without the scope', { scopes: ['read'] }, 403, 7],
  ['too large a body', throwing(new AppError('too-large', 'Too large.')), 413, 8],
  ['too many requests', throwing(new AppError('too-many-requests', 'Wait.', { retryAfterSeconds: 3 })), 429, 8, '3'],
  ['an overloaded store', throwing(new AppError('unavailable', 'Wait.', { retryAfterSeconds: 7 })), 503, 14, '7'],
  ['a fault of ours', throwing(new Error('SECRET')), 503, 14, '2'],
  ['a request that takes too long', { run: () => new Promise(() => undefined), remainingMs: 510 }, 503, 14, '2'],
];

for (const type of ['application/x-protobuf', 'application/json; charset=utf-8']) {
  for (const [what, options, status, code, retryAfter] of CASES) {
    test(`${what} in ${type.split(';')[0]} is answered ${status} as google.rpc.Status`, async () => {
      const answer = await ask({ 'content-type': type, 'x-api-key': KEY }, options);

      assert.equal(answer.statusCode, status);
      assert.equal(answer.headers['content-type'], type.split(';')[0]);
      assert.equal(answer.headers['retry-after'], retryAfter);
      const { code: stated, message } = statusOf(answer);
      assert.equal(stated, code);
      assert.ok(message.length > 2 && !message.includes('SECRET'), message);
    });
  }
}

test('what is too large is answered with what to set', async () => {
  const answer = await ask(
    { 'content-type': 'application/x-protobuf', 'x-api-key': KEY },
    throwing(new AppError('too-large', 'Too large.')),
  );

  assert.match(statusOf(answer).message, /OTEL_EXPORTER_OTLP_COMPRESSION=gzip.*OTEL_BSP_MAX_EXPORT_BATCH_SIZE=64/);
});

test('a type that is neither encoding is answered 415, in JSON that people can read', async () => {
  for (const type of ['text/plain', undefined]) {
    const answer = await ask({ ...(type === undefined ? {} : { 'content-type': type }), 'x-api-key': KEY });

    assert.equal(answer.statusCode, 415);
    assert.equal(statusOf(answer).code, 3);
  }
});

test('no key and an unknown one are answered 401, and each way to send a key opens every door', async () => {
  const type = { 'content-type': 'application/x-protobuf' };
  for (const headers of [{}, { 'x-api-key': 'another' }, { authorization: 'Bearer another' }]) {
    const answer = await ask({ ...type, ...headers });

    assert.equal(answer.statusCode, 401);
    assert.equal(statusOf(answer).code, 16);
  }
  for (const { path } of OTLP_ROUTES) {
    for (const headers of [
      { 'x-api-key': KEY },
      { authorization: `Bearer ${KEY}` },
      { authorization: KEY },
      { authorization: `Basic ${Buffer.from(`pk:${KEY}`).toString('base64')}` },
    ]) {
      const answer = await ask({ ...type, ...headers }, { path });

      assert.deepEqual([answer.statusCode, answer.body], [200, ''], `${path} ${Object.keys(headers)}`);
    }
  }
});

test('items that were refused are told in partial_success, in the encoding of the request', async () => {
  const run = async () => ({ rejected: [{ index: 4, reason: 'span_id must be 8 bytes' }], warning: '' });
  for (const type of ['application/x-protobuf', 'application/json']) {
    const answer = await ask({ 'content-type': type, 'x-api-key': KEY }, { run });

    assert.equal(answer.statusCode, 200);
    const text = Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8').toString();
    assert.match(text, /1 rejected: item 4: span_id must be 8 bytes/);
  }
});
