/** Langfuse's clients, who change a base URL and a pair of keys: what they post, what they are answered, and what can then be read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createKeyRegistry } from '../../src/adapters/dynamodb/key-store.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { localTable, readNote } from '../../tools/keys/deployment.ts';
import { makePair } from '../../tools/keys/make-key.ts';
import { capturesOf } from '../domain/otlp/captures.ts';
import { type OwnService, startOwn } from './service.ts';

let service: OwnService;
let basic: Record<string, string>;
let browser: Record<string, string>;
before(async () => {
  service = await startOwn();
  const { publicKey, secretKey } = makePair({
    project: 'local' as ProjectId,
    scopes: ['ingest', 'feedback'],
    name: 'langfuse',
    now: Date.now(),
  });
  const registry = createKeyRegistry(localTable(readNote(service.data)));
  for (const { keyHash, grant } of [publicKey, secretKey]) await registry.put(keyHash, grant);
  const pair = Buffer.from(`${publicKey.key}:${secretKey.key}`).toString('base64');
  basic = { 'x-api-key': '', authorization: `Basic ${pair}` };
  browser = { 'x-api-key': '', authorization: `Bearer ${publicKey.key}` };
});
after(() => service.stop());

let events = 0;
const began = Date.now() - 60_000;
const event = (type: string, body: object, afterMs = 0) => ({
  id: `event-${++events}`,
  type,
  timestamp: new Date(began + afterMs).toISOString(),
  body,
});
const ingest = (batch: readonly object[], headers = basic) =>
  service.post('/api/public/ingestion', { batch, metadata: { sdk_name: 'javascript' } }, headers);

const story = (name: string) => [
  event('trace-create', { id: name, name: 'help desk', userId: `user of ${name}`, sessionId: `session of ${name}` }),
  event('generation-create', {
    id: `${name}-gen`,
    traceId: name,
    name: 'answer',
    startTime: new Date(began).toISOString(),
    model: 'gpt-4o-mini',
    input: [{ role: 'user', content: 'I am jane@example.com, where is my order?' }],
  }),
  event(
    'generation-update',
    {
      id: `${name}-gen`,
      traceId: name,
      endTime: new Date(began + 1500).toISOString(),
      completionStartTime: new Date(began + 250).toISOString(),
      output: 'It left our warehouse this morning.',
      usage: { input: 15, output: 120, unit: 'TOKENS' },
    },
    1500,
  ),
  event('score-create', {
    id: `${name}-score`,
    traceId: name,
    observationId: `${name}-gen`,
    name: 'thumbs',
    value: 'up',
  }),
];

test('the client finds its project and the service when it starts', async () => {
  const projects = await service.get('/api/public/projects', basic);
  const local = { id: 'local', name: 'local' };
  assert.deepEqual(projects.body, { data: [{ ...local, organization: local, metadata: {} }] });
  assert.equal((await service.get('/api/public/health', { 'x-api-key': '' })).body.status, 'OK');
  assert.equal((await service.get('/api/public/projects', { 'x-api-key': '' })).status, 401);
});

for (const [how, cut] of [
  ['in one batch', (all: readonly object[]) => [all]],
  ['event by event', (all: readonly object[]) => all.map((one) => [one])],
  [
    'event by event, the last first and everything twice',
    (all: readonly object[]) => [...all, ...all].map((one) => [one]).reverse(),
  ],
] as const) {
  test(`a trace, its generation and a score that come ${how} are one call with everything`, async () => {
    const name = `trace ${how}`;
    const all = story(name);
    for (const batch of cut(all)) {
      const { status, body } = await ingest(batch);

      assert.equal(status, 207);
      assert.deepEqual(body.errors, []);
      assert.deepEqual(
        body.successes,
        batch.map((one) => ({ id: (one as { id: string }).id, status: 201 })),
      );
    }

    const { body: call } = await service.get(`/v1/interactions/${encodeURIComponent(`${name}-gen`)}`);
    assert.deepEqual(
      [call.model, call.latency_ms, call.time_to_first_token_ms, call.usage, call.cost.usd, call.name],
      ['gpt-4o-mini', 1500, 250, { input_tokens: 15, output_tokens: 120 }, 0.00007425, 'answer'],
    );
    assert.deepEqual(call.input, [{ role: 'user', content: 'I am [EMAIL], where is my order?' }]);
    assert.equal(call.output, 'It left our warehouse this morning.');
    assert.deepEqual(
      call.feedback.map((one: { feedback_type: string }) => one.feedback_type),
      ['thumbs_up'],
    );
    const { body: session } = await service.get(`/v1/sessions/${encodeURIComponent(`session of ${name}`)}`);
    assert.deepEqual(
      session.interactions.map((one: { interaction_id: string }) => one.interaction_id),
      [call.interaction_id],
    );
    const { body: trace } = await service.get(`/v1/traces/${call.trace_id}`);
    assert.deepEqual(
      trace.spans.map((span: { name: string; depth: number }) => [span.name, span.depth]),
      [
        ['help desk', 0],
        ['answer', 1],
      ],
    );
    assert.deepEqual([trace.totals.interactions, trace.totals.cost_usd], [1, 0.00007425]);
    const { body: listed } = await service.get(`/v1/interactions?user_id=${encodeURIComponent(`user of ${name}`)}`);
    assert.equal(listed.interactions.length, 1);
  });
}

test('bad events are told one by one, and their neighbours are stored', async () => {
  const { status, body } = await ingest([
    { id: 'bad', type: 'generation-update', timestamp: new Date().toISOString(), body: { traceId: 'poison' } },
    ...story('poison'),
    event('sdk-log', { log: 'anything' }),
  ]);

  assert.equal(status, 207);
  assert.deepEqual(body.errors, [
    { id: 'bad', status: 400, message: 'Invalid request data', error: 'body.id is required: an update needs it' },
  ]);
  assert.equal(body.successes.length, 5);
  assert.equal((await service.get('/v1/interactions/poison-gen')).status, 200);
});

test('the public half of a key sends scores, in a batch and alone, and nothing else', async () => {
  const [trace, , , score] = story('browser');

  const batch = await ingest([trace as object, score as object], browser);
  const alone = await service.post('/api/public/scores', { traceId: 'browser', name: 'csat', value: 5 }, browser);

  assert.deepEqual(
    batch.body.errors.map((one: { status: number; message: string }) => [one.status, one.message]),
    [[401, 'Authentication error']],
  );
  assert.deepEqual(batch.body.successes, [{ id: (score as { id: string }).id, status: 201 }]);
  assert.equal(alone.status, 200);
  assert.equal(typeof alone.body.id, 'string');
  assert.equal((await service.post('/v1/interactions', { input: 'x' }, browser)).status, 403);
  assert.equal((await service.get('/v1/interactions', browser)).status, 403);
});

test('a list of scores, as the Python client sends, is kept as far as it is good, and counted', async () => {
  await ingest(story('listed'));
  const good = { id: 'list-1', traceId: 'listed', name: 'quality', value: 0.5, comment: 'for jane@example.com' };
  const thumb = { id: 'list-2', traceId: 'listed', name: 'thumbs', value: 1, dataType: 'BOOLEAN' };

  const all = await service.post('/api/public/scores', [good, thumb], basic);
  const some = await service.post('/api/public/scores', [good, { name: 'x', value: 1 }, 'y'], basic);

  assert.deepEqual([all.status, all.body], [202, { message: 'Accepted' }]);
  assert.deepEqual([some.status, some.body.accepted, some.body.rejected, some.body.errors.length], [207, 1, 2, 2]);
  const { body: session } = await service.get(`/v1/sessions/${encodeURIComponent('session of listed')}`);
  const { body: trace } = await service.get(`/v1/traces/${session.interactions[0].trace_id}`);
  assert.equal(trace.feedback.length, 2, 'the thumb of the story and the one of the list');
  assert.deepEqual(
    trace.assessments.map(({ dimension, explanation }: Record<string, unknown>) => [dimension, explanation]),
    [['quality', 'for [EMAIL]']],
  );
});

test('a score without a target or a value is refused by name', async () => {
  const { status, body } = await service.post('/api/public/scores', { name: 'x', value: 1 }, basic);

  assert.equal(status, 400);
  assert.match(body.detail, /traceId, observationId or sessionId/);
  assert.equal((await service.post('/api/public/ingestion', { events: [] }, basic)).status, 400);
});

test('the current SDK, whose spans come over OpenTelemetry and whose scores in a batch, is one story', async () => {
  for (const { body } of capturesOf('langfuse-v5')) {
    const answer = await service.post('/api/public/otel/v1/traces', body, basic);
    assert.equal(answer.status, 200);
  }
  const scores = readFileSync(
    new URL('../fixtures/captures/langfuse-v5/002.POST.api_public_ingestion.body.json', import.meta.url),
  );
  const { status, body } = await service.post('/api/public/ingestion', scores, basic);
  assert.deepEqual([status, body.successes.length, body.errors], [207, 4, []]);

  const { body: trace } = await service.get('/v1/traces/d622c608e46939119e82235988f677e4');
  const given = [...trace.feedback, ...trace.assessments];
  assert.deepEqual(given.map((one: Record<string, unknown>) => one['feedback_type'] ?? one['dimension']).sort(), [
    'is_correct',
    'rating',
    'thumbs_down',
    'thumbs_up',
  ]);
  const { body: call } = await service.get('/v1/interactions/d622c608e46939119e82235988f677e4-68e0c56bbab2de39');
  assert.ok(call.feedback.some((one: { comment: string }) => one.comment === 'Very helpful response!'));
});
