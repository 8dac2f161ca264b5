/** The path of a call from an HTTP client to an answer, on the templates that would be deployed. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createKeyRegistry } from '../../src/adapters/dynamodb/key-store.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { localTable, readNote } from '../../tools/keys/deployment.ts';
import { makeKey } from '../../tools/keys/make-key.ts';
import { type Client, createClient, type OwnService, startAny } from './service.ts';

let service: Client & { readonly stop: () => Promise<void> };
before(async () => {
  service = await startAny();
});
after(() => service.stop());

const GZIP = { 'content-encoding': 'gzip' };

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

test('an interaction is stored, redacted, priced and assessed, and read back whole', async () => {
  const id = `chat-${randomUUID()}`;
  const posted = await service.post('/v1/interactions', {
    interaction_id: id,
    session_id: `s-${id}`,
    user_id: 'user-123',
    model: 'gpt-4o-mini',
    provider: 'openai',
    input: [
      {
        role: 'user',
        content:
          'I am Jane Kowalczyk, jane.doe@example.com, my card is 4111 1111 1111 1111. Write to jane.doe@example.com.',
      },
    ],
    output: 'Thank you. I have sent the invoice to your address; it should arrive within a few minutes.',
    usage: { input_tokens: 15, output_tokens: 120 },
    latency_ms: 1333,
    time_to_first_token_ms: 210,
    tags: ['beta'],
    my_own_field: { kept: true },
    feedback: { feedback_type: 'thumbs_up', rating: 5, comment: 'from Bob Kowalczyk, bob@example.com' },
  });
  assert.equal(posted.status, 201, JSON.stringify(posted.body));
  assert.equal(posted.body.status, 'stored');

  const { status, body, headers } = await service.get(`/v1/interactions/${id}`);

  assert.equal(status, 200);
  assert.ok(headers.get('x-correlation-id'));
  assert.equal(body.interaction_id, posted.body.interaction_id);
  assert.match(
    body.input[0].content,
    /^I am \[PERSON\], \[EMAIL\], my card is \[CREDIT_CARD\]\. Write to \[EMAIL\]\.$/,
  );
  assert.match(body.user_id, /^u_[a-z2-7]{26}$/);
  assert.deepEqual(body.usage, { input_tokens: 15, output_tokens: 120 });
  // 15 input tokens at $0.15 a million and 120 output tokens at $0.60 a million (https://openai.com/api/pricing, 2024-07-18).
  assert.equal(body.cost.usd, 0.00007425);
  assert.equal(body.cost.source, 'computed');
  assert.deepEqual(body.metadata, { my_own_field: { kept: true } });
  assert.ok(
    body.assessments.some((one: { dimension: string; passed: boolean }) => one.dimension === 'safety' && one.passed),
  );
  assert.equal(body.feedback[0].rating, 5);
  assert.equal(body.feedback[0].comment, 'from [PERSON], [EMAIL]');
  const byOurs = await service.get(`/v1/interactions/${posted.body.interaction_id}`);
  assert.deepEqual(byOurs.body, body);
});

test('the same body twice is one interaction, and the second answer says so', async () => {
  const body = { interaction_id: `twice-${randomUUID()}`, input: 'hello', output: 'Hello, how can I help you today?' };

  const first = await service.post('/v1/interactions', body);
  const second = await service.post('/v1/interactions', body);

  assert.equal(first.body.status, 'stored');
  assert.equal(second.body.status, 'duplicate');
  assert.equal(second.body.interaction_id, first.body.interaction_id);
  const listed = await service.get('/v1/interactions?limit=200');
  const own = listed.body.interactions.filter(
    (one: { interaction_id: string }) => one.interaction_id === first.body.interaction_id,
  );
  assert.equal(own.length, 1);
});

test('a call reported again without a time stays where it was, and is one call everywhere', async () => {
  const id = `again-${randomUUID()}`;
  const feature = `f-${id}`;
  await service.post('/v1/interactions', { interactions: [{ interaction_id: id, feature, input: 'q' }] });
  const before = (await service.get(`/v1/interactions/${id}`)).body.timestamp;
  await new Promise((resolve) => setTimeout(resolve, 30));
  await service.post('/v1/interactions', {
    interactions: [
      {
        interaction_id: id,
        feature,
        model: 'gpt-4o-mini',
        output: 'a',
        usage: { input_tokens: 15, output_tokens: 120 },
      },
    ],
  });

  const { body } = await service.get(`/v1/interactions/${id}`);
  const listed = await service.get(`/v1/interactions?feature=${feature}`);

  assert.equal(body.timestamp, before);
  assert.deepEqual([body.input, body.output, body.cost.usd], ['q', 'a', 0.00007425]);
  assert.equal(listed.body.interactions.length, 1);
});

test('a batch with one bad item stores the others and tells about the bad one', async () => {
  const { status, body } = await service.post('/v1/interactions', {
    interactions: [{ input: 'one' }, { input: 'two', latency_ms: 'fast' }, { input: 'three' }],
  });

  assert.equal(status, 200);
  assert.deepEqual([body.accepted, body.rejected], [2, 1]);
  assert.deepEqual(body.results[1].errors, [
    { path: 'interactions[1].latency_ms', message: 'must be a number, got a string' },
  ]);
});

test('a batch without one valid item is answered 400 with the same results', async () => {
  const { status, body, headers } = await service.post('/v1/interactions', {
    interactions: [{}, { input: 'x', model: 1 }],
  });

  assert.equal(status, 400);
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.equal(body.rejected, 2);
  assert.equal(body.results.length, 2);
});

test('NDJSON and gzip are taken', async () => {
  const id = randomUUID();
  const lines = `{"interaction_id":"a-${id}","input":"a"}\n{"interaction_id":"b-${id}","input":"b"}\n`;

  const { status, body } = await service.post('/v1/interactions', gzipSync(lines), {
    'content-type': 'application/x-ndjson',
    'content-encoding': 'gzip',
  });

  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.accepted, 2);
  assert.equal((await service.get(`/v1/interactions/b-${id}`)).body.input, 'b');
});

test('a prompt of 3 MB is kept whole and read back whole', async () => {
  const id = `large-${randomUUID()}`;
  const words = Array.from({ length: 300_000 }, (_, index) => `word${index} `).join('');
  const prompt = words.repeat(2).slice(0, 3 * 1024 * 1024);

  const posted = await service.post('/v1/interactions', { interaction_id: id, input: prompt, output: 'ok' });
  const { body } = await service.get(`/v1/interactions/${id}`);

  assert.equal(posted.status, 201, JSON.stringify(posted.body).slice(0, 300));
  assert.equal(body.input.length, prompt.length);
  assert.equal(body.input, prompt);
});

test('a record that redaction made larger than an answer is read whole with gzip, and without its documents else', async () => {
  const id = `grown-${randomUUID()}`;
  const posted = await service.post('/v1/interactions', {
    interaction_id: id,
    input: '1.1.1.99 '.repeat(500_000),
    output: 'ok',
  });
  assert.equal(posted.status, 201, JSON.stringify(posted.body).slice(0, 300));

  const whole = await service.get(`/v1/interactions/${id}`);
  const bare = await service.get(`/v1/interactions/${id}`, { 'accept-encoding': 'identity' });

  assert.equal(whole.status, 200);
  assert.equal(whole.body.input.length, '[IP_ADDRESS] '.length * 500_000);
  assert.equal(bare.status, 200);
  assert.equal(bare.body.documents_omitted, true);
});

test('a body over the limit is answered 413 with the limit', async () => {
  const { status, body } = await service.post('/v1/interactions', { input: 'x'.repeat(4_700_000) });

  assert.equal(status, 413);
  assert.match(body.detail, /4600000/);
});

test('bad input gets a clear problem, and the service goes on', async () => {
  const cases: readonly [string, Uint8Array | string, number, string, Record<string, string>?][] = [
    ['malformed JSON', '{"input":', 400, 'malformed-json'],
    // API Gateway hands a JSON body on as text, in which such bytes have become U+FFFD already.
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'malformed-json'],
    ['broken gzip', new Uint8Array([0x1f, 0x8b, 1, 2, 3]), 400, 'undecodable-body', GZIP],
    ['a gzip bomb', gzipSync(Buffer.alloc(60_000_000)), 413, 'too-large', GZIP],
    ['deep nesting', `{"input":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400, 'invalid-request'],
    [
      'a key that reaches for a prototype',
      '{"input":"x","metadata":{"__proto__":{"admin":true}}}',
      400,
      'invalid-request',
    ],
    ['megabytes of nesting', `{"input":${'['.repeat(900_000)}${']'.repeat(900_000)}}`, 400, 'invalid-request'],
    ['an array of nothing', '[]', 400, 'invalid-request'],
    ['a number', '7', 400, 'invalid-request'],
  ];
  for (const [name, body, status, code, headers] of cases) {
    const answer = await service.post('/v1/interactions', body, headers);

    assert.equal(answer.status, status, `${name}: ${JSON.stringify(answer.body)}`);
    assert.equal(answer.body.code, code, name);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', name);
    assert.ok(answer.headers.get('x-correlation-id'), name);
  }
  assert.equal((await service.get('/health')).status, 200);
});

test('a request without a key or with an unknown one is told so', async () => {
  const without = await fetch(`${service.url}/v1/interactions`);
  const unknown = await service.get('/v1/interactions', { 'x-api-key': 'sg_unknown' });

  assert.equal(without.status, 401);
  assert.equal(without.headers.get('content-type'), 'application/problem+json');
  assert.equal(unknown.status, 401);
  assert.equal(unknown.body.code, 'unauthenticated');
});

test('a key is taken from x-api-key, Bearer, bare and Basic authorization', async () => {
  const basic = Buffer.from(`public:${service.key}`).toString('base64');
  for (const authorization of [`Bearer ${service.key}`, service.key, `Basic ${basic}`]) {
    const answer = await fetch(`${service.url}/v1/interactions?limit=1`, { headers: { authorization } });

    assert.equal(answer.status, 200, authorization.split(' ')[0]);
  }
});

test('an unknown route is a problem with a correlation id, the one that the caller sent', async () => {
  const { status, body, headers } = await service.get('/v1/nothing', { 'x-correlation-id': 'report-7' });

  assert.equal(status, 404);
  assert.equal(body.code, 'not-found');
  assert.equal(headers.get('x-correlation-id'), 'report-7');
});

test('a list gives every interaction once, newest first, page by page', async () => {
  const session = `pages-${randomUUID()}`;
  const start = Date.now() - 100_000;
  const interactions = Array.from({ length: 45 }, (_, index) => ({
    interaction_id: `${session}-${index}`,
    session_id: session,
    feature: session,
    timestamp: new Date(start + index * 1000).toISOString(),
    trace_id: hex(16),
    input: `question ${index}`,
  }));
  await service.post('/v1/interactions', { interactions });

  for (const filter of [`feature=${session}`, `session_id=${session}`]) {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await service.get(`/v1/interactions?${filter}&limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`);
      assert.equal(page.status, 200, JSON.stringify(page.body));
      seen.push(...page.body.interactions.map(({ timestamp }: { timestamp: string }) => timestamp));
      cursor = page.body.next_cursor;
    }
    const expected = interactions.map(({ timestamp }) => timestamp).reverse();
    assert.deepEqual(seen, expected, filter);
  }
});

test('a trace of several requests is one waterfall with totals of its leaf calls, and ids hold for the whole trace', async () => {
  const [traceId, root, call, tool] = [hex(16), hex(8), hex(8), hex(8)] as const;
  const start = Date.now() - 5000;
  const at = (offset: number): string => new Date(start + offset).toISOString();
  await service.post('/v1/interactions', {
    trace_id: traceId,
    span_id: call,
    parent_span_id: root,
    timestamp: at(100),
    latency_ms: 900,
    model: 'gpt-4o-mini',
    input: 'Book me a flight',
    output: 'Which day would you like to travel, and from where?',
    usage: { input_tokens: 100, output_tokens: 10 },
  });
  await service.post('/v1/interactions', {
    interactions: [
      {
        trace_id: traceId,
        span_id: tool,
        parent_span_id: root,
        kind: 'tool',
        name: 'search',
        timestamp: at(1100),
        latency_ms: 50,
        input: { q: 'flights' },
      },
      {
        trace_id: traceId,
        span_id: root,
        kind: 'agent',
        name: 'travel agent',
        timestamp: at(0),
        latency_ms: 2000,
        input: 'Book me a flight',
        user_id: 'user-9',
        session_id: `trip-${traceId}`,
      },
    ],
  });

  const { body } = await service.get(`/v1/traces/${traceId}`);

  assert.deepEqual(
    body.spans.map((span: { span_id: string; depth: number }) => [span.span_id, span.depth]),
    [
      [root, 0],
      [call, 1],
      [tool, 1],
    ],
  );
  assert.equal(body.session_id, `trip-${traceId}`);
  assert.equal(body.duration_ms, 2000);
  assert.equal(body.totals.input_tokens, 100);
  assert.equal(body.totals.interactions, 1);
  const session = await service.get(`/v1/sessions/trip-${traceId}`);
  assert.equal(session.body.interactions[0].span_id, call);
});

test('a key opens what its scopes say and nothing else', {
  skip: process.env['SIGHTGLASS_URL'] !== undefined,
}, async () => {
  const own = service as OwnService;
  const note = { ...readNote(own.data) };
  const { key, keyHash, grant } = makeKey({
    project: 'local' as ProjectId,
    scopes: ['feedback'],
    name: 'page',
    now: Date.now(),
  });
  await createKeyRegistry(localTable(note)).put(keyHash, grant);
  const page = createClient(own.url, key);

  const judged = await page.post('/v1/feedback', { interaction_id: 'x', feedback_type: 'thumbs_up' });
  const read = await page.get('/v1/interactions');
  const sent = await page.post('/v1/interactions', { input: 'x' });

  assert.deepEqual([judged.status, read.status, sent.status], [201, 403, 403]);
  assert.equal(read.body.code, 'forbidden');
});

test('a batch of 6 MB that gzip makes fit is taken', async () => {
  const words = () => Array.from({ length: 250_000 }, (_, index) => `word${index % 5000}`).join(' ');
  const body = gzipSync(JSON.stringify({ interactions: [{ input: words() }, { input: words() }, { input: words() }] }));

  const { status, body: answer } = await service.post('/v1/interactions', body, GZIP);

  assert.equal(status, 200, JSON.stringify(answer).slice(0, 200));
});

test('redaction is to be had alone, of texts and of documents', async () => {
  const text = await service.post('/v1/redact', { text: 'call 415-555-0132 or mail a@example.com' });
  const document = await service.post('/v1/redact', { json: { user: { mail: 'a@example.com' }, count: 3 } });

  assert.equal(text.body.redacted, 'call [PHONE] or mail [EMAIL]');
  assert.deepEqual(
    text.body.findings.map(({ type, start, end }: { type: string; start: number; end: number }) => [type, start, end]),
    [
      ['PHONE', 5, 17],
      ['EMAIL', 26, 39],
    ],
  );
  assert.deepEqual(document.body.redacted, { user: { mail: '[EMAIL]' }, count: 3 });
  assert.equal(document.body.findings[0].path, 'user.mail');
});

test('the hour is summed up as it stands, as JSON and as Markdown', async () => {
  const now = new Date().toISOString();

  const report = await service.get(`/v1/summaries/hour/${now}`);
  const markdown = await service.get(`/v1/summaries/hour/${now}?format=markdown&audience=business`);

  assert.equal(report.status, 200, JSON.stringify(report.body).slice(0, 300));
  assert.equal(markdown.status, 200);
  assert.match(markdown.body, /^# /);
});

test('the contract is served as OpenAPI, with every route of it', async () => {
  const { body } = await service.get('/openapi.json');

  assert.equal(body.openapi, '3.1.0');
  assert.ok(body.paths['/v1/interactions'].post && body.paths['/v1/traces/{trace_id}'].get);
});
