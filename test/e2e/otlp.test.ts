/** What OpenTelemetry clients send, byte for byte, from their exporters' requests to what a person reads. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { capturesOf } from '../domain/otlp/captures.ts';
import { type SpanToWrite, tracesRequest } from '../domain/otlp/requests.ts';
import { messageType } from '../domain/otlp/wire/descriptor.ts';
import { type OwnService, startOwn } from './service.ts';

const PROTOBUF = 'application/x-protobuf';
const TYPES = { protobuf: PROTOBUF, json: 'application/json' } as const;

let service: OwnService;
before(async () => {
  service = await startOwn();
});
after(() => service.stop());

const post = (path: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service.url + path, {
    method: 'POST',
    headers: { 'x-api-key': service.key, 'content-type': 'application/json', ...headers },
    body: body as Uint8Array<ArrayBuffer>,
  });

/** A trace id of the test's own. */
const traceOf = (seed: string): string => createKeyed('otlp test').traceId('p' as never, `${seed} ${process.hrtime()}`);

const chat = (traceId: string, changes: SpanToWrite = {}): SpanToWrite => ({
  traceId,
  name: 'chat gpt-4o-mini',
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-4o-mini',
    'gen_ai.usage.input_tokens': 5,
  },
  ...changes,
});

for (const [folder, order, compress, input] of [
  ['otel-contrib-openai-proto', ['traces', 'logs'], false, 293],
  ['otel-contrib-openai-proto-gzip', ['logs', 'traces'], true, 294],
  ['otel-contrib-openai-json', ['logs', 'traces'], false, 294],
  ['otel-contrib-openai-json-gzip', ['traces', 'logs'], true, 294],
] as const) {
  test(`${folder}, ${order.join(' before ')}, is one trace with prompts, answers, tokens and errors, and no one's data`, async () => {
    const captures = capturesOf(folder);
    for (const signal of order) {
      const { body, encoding } = captures.find((capture) => capture.signal === signal)!;
      const answer = await post(`/v1/${signal}`, compress ? gzipSync(body) : body, {
        'content-type': TYPES[encoding],
        ...(compress ? { 'content-encoding': 'gzip' } : {}),
      });

      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), TYPES[encoding]);
      assert.equal(await answer.text(), encoding === 'json' ? '{}' : '');
    }
    const { body: listed } = await service.get('/v1/interactions?limit=200&from=2026-11-20T00:00:00Z');
    const traces = new Set<string>(listed.interactions.map((one: { trace_id: string }) => one.trace_id));
    const found = (await Promise.all([...traces].map((id) => service.get(`/v1/traces/${id}`)))).map(({ body }) => body);

    const trace = found.find(({ totals }) => totals.interactions === 10 && totals.input_tokens === input);
    assert.ok(trace, JSON.stringify(found.map(({ totals }) => totals)));
    assert.equal(trace.totals.errors, 2);
    const call = trace.spans.find(({ usage }: { usage?: { input_tokens?: number } }) => usage?.input_tokens === 70);
    assert.equal(call.model.startsWith('gpt-4o-mini'), true);
    assert.ok(JSON.stringify(call.input).length > 50 && JSON.stringify(call.output).length > 20, JSON.stringify(call));
    assert.ok(call.assessments?.length > 3, 'content in log records is assessed as well');
    assert.doesNotMatch(JSON.stringify(found), /4111[ -]?1111|078-05-1120|@example\.com/);
  });
}

test('metrics of a client are taken in', async () => {
  for (const { signal, encoding, body } of capturesOf('seed-manual-otel-proto')) {
    const answer = await post(`/v1/${signal}`, body, { 'content-type': TYPES[encoding] });

    assert.deepEqual([answer.status, (await answer.arrayBuffer()).byteLength], [200, 0], signal);
  }
});

test('feedback and evaluations come in with spans and logs, and stand beside the call that they judge', async () => {
  for (const { signal, encoding, body } of capturesOf('seed-manual-otel-json')) {
    assert.equal((await post(`/v1/${signal}`, body, { 'content-type': TYPES[encoding] })).status, 200);
  }

  const { body } = await service.get('/v1/traces/86998bd9c39834102e5312d677edb134');

  assert.deepEqual(
    body.feedback.map((one: Record<string, unknown>) => [one['feedback_type'], one['comment']]),
    [['thumbs_up', 'Very helpful response!']],
  );
  assert.deepEqual(
    body.assessments.map((one: Record<string, unknown>) => [one['dimension'], one['score']]),
    [['relevance', 0.75]],
  );
});

test('one poison span costs its neighbours nothing, and the answer tells of it', async () => {
  const traceId = traceOf('poison');
  const body = tracesRequest(
    chat(traceId, { spanId: '1111111111111111' }),
    chat('nonsense'),
    chat(traceId, { spanId: '2222222222222222' }),
  );

  const answer = await post('/v1/traces', body);

  assert.equal(answer.status, 200);
  const { partialSuccess } = (await answer.json()) as { partialSuccess: Record<string, string> };
  assert.equal(partialSuccess['rejectedSpans'], '1');
  assert.match(partialSuccess['errorMessage'] ?? '', /trace_id/);
  assert.equal((await service.get(`/v1/traces/${traceId}`)).body.totals.interactions, 2);
});

test('the same request twice, at two doors and with each way to send a key, is stored once', async () => {
  const traceId = traceOf('twice');
  const body = tracesRequest(chat(traceId));
  const basic = `Basic ${Buffer.from(`pk-lf-any:${service.key}`).toString('base64')}`;

  for (const [path, authorization] of [
    ['/v1/traces', `Bearer ${service.key}`],
    ['/api/public/otel/v1/traces', basic],
    ['/otel/v1/traces', service.key],
    ['/api/otel/v1/traces', basic],
    ['/api/v1/private/otel/v1/traces', basic],
  ] as const) {
    assert.equal((await post(path, body, { authorization, 'x-api-key': '' })).status, 200, path);
  }

  const { totals } = (await service.get(`/v1/traces/${traceId}`)).body;
  assert.deepEqual([totals.spans, totals.interactions, totals.input_tokens], [1, 1, 5]);
});

test('one poison span among a thousand is refused with a reason, and 999 are stored', async () => {
  const traceIds = Array.from({ length: 8 }, (_, number) => traceOf(`of many ${number}`));
  const spans = Array.from({ length: 1000 }, (_, index) =>
    chat(traceIds[index % 8] as string, { spanId: (index + 1).toString(16).padStart(16, '0') }),
  );
  spans[500] = { ...(spans[500] as SpanToWrite), spanId: '0000000000000000' };

  const answer = await post('/v1/traces', gzipSync(tracesRequest(...spans)), { 'content-encoding': 'gzip' });

  const { partialSuccess } = (await answer.json()) as { partialSuccess: Record<string, string> };
  assert.equal(partialSuccess['rejectedSpans'], '1');
  assert.match(partialSuccess['errorMessage'] ?? '', /item 500: span_id/);
  const traces = await Promise.all(traceIds.map((id) => service.get(`/v1/traces/${id}`)));
  assert.equal(
    traces.reduce((sum, { body }) => sum + body.totals.interactions, 0),
    999,
  );
});

test('a protobuf request of 4.5 MB goes the whole path, and a larger one is told what to set', async () => {
  const traceId = traceOf('large');
  const type = messageType('ExportTraceServiceRequest');
  const body = (bytes: number): Uint8Array => {
    const text = 'The customer asks where the order is, and when it will come. '.repeat(200).slice(0, 8_400);
    const span = (index: number) => ({
      traceId: Buffer.from(traceId, 'hex'),
      spanId: Buffer.from((index + 1).toString(16).padStart(16, '0'), 'hex'),
      name: 'chat',
      startTimeUnixNano: String(BigInt(Date.now() - 60_000) * 1_000_000n),
      endTimeUnixNano: String(BigInt(Date.now() - 59_000) * 1_000_000n),
      attributes: [
        { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
        { key: 'gen_ai.request.model', value: { stringValue: 'gpt-4o-mini' } },
        { key: 'gen_ai.usage.input_tokens', value: { intValue: '2000' } },
        {
          key: 'gen_ai.input.messages',
          value: { stringValue: JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: text }] }]) },
        },
      ],
    });
    const spans = Array.from({ length: Math.floor(bytes / 8_700) }, (_, index) => span(index));
    const padded = { resourceSpans: [{ scopeSpans: [{ scope: { name: 'x'.repeat(100) }, spans }] }] };
    return type.encode(type.fromObject(padded)).finish();
  };
  const large = body(4_500_000);
  assert.ok(large.length > 4_400_000 && large.length < 4_600_000, String(large.length));

  const answer = await post('/v1/traces', large, { 'content-type': PROTOBUF });

  assert.deepEqual([answer.status, (await answer.arrayBuffer()).byteLength], [200, 0]);
  const { totals } = (await service.get(`/v1/traces/${traceId}`, { 'accept-encoding': 'gzip' })).body;
  assert.equal(totals.input_tokens, 2000 * Math.floor(4_500_000 / 8_700));
  const refused = await post('/v1/traces', body(4_700_000), { 'content-type': PROTOBUF });
  assert.equal(refused.status, 413);
  assert.match(await refused.text(), /OTEL_EXPORTER_OTLP_COMPRESSION=gzip|Too Large/);
});

test('an empty request is fine in both encodings', async () => {
  for (const signal of ['traces', 'logs', 'metrics']) {
    for (const [type, body] of [
      [PROTOBUF, ''],
      ['application/json', '{}'],
    ] as const) {
      assert.equal((await post(`/v1/${signal}`, Buffer.from(body), { 'content-type': type })).status, 200, signal);
    }
  }
});

test('errors are google.rpc.Status in the encoding of the request', async () => {
  const cases: readonly (readonly [string, Uint8Array, Record<string, string>, number])[] = [
    ['undecodable JSON', Buffer.from('{"resourceSpans":'), {}, 400],
    ['undecodable protobuf', Buffer.from([0xff, 0xff]), { 'content-type': PROTOBUF }, 400],
    ['another type', Buffer.from('a'), { 'content-type': 'text/plain' }, 415],
    ['no key', Buffer.from(''), { 'content-type': PROTOBUF, 'x-api-key': '' }, 401],
    ['too much', gzipSync(Buffer.alloc(60_000_000)), { 'content-encoding': 'gzip' }, 413],
  ];
  for (const [name, body, headers, status] of cases) {
    const answer = await post('/v1/traces', body, headers);
    const isBinary = headers['content-type'] === PROTOBUF;

    assert.equal(answer.status, status, name);
    assert.equal(answer.headers.get('content-type'), isBinary ? PROTOBUF : 'application/json', name);
    const bytes = Buffer.from(await answer.arrayBuffer());
    // Field 1 of the message, a varint: the code.
    if (isBinary) assert.equal(bytes[0], 0x08, name);
    else assert.equal(typeof JSON.parse(bytes.toString()).message, 'string', name);
  }
});
