/** The questions that people have at night, answered through the API. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { runDay } from '../../tools/demo/day.ts';
import { connect } from '../../tools/demo/service.ts';
import { takeTour } from '../../tools/demo/tour.ts';
import { type Client, startAny } from './service.ts';

let service: Client & { readonly stop: () => Promise<void> };
const run = randomUUID();
const user = `user-123-${run}`;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const enc = encodeURIComponent;

before(async () => {
  service = await startAny();
  const interactions = [
    {
      name: 'failed-now',
      model: 'gpt-4o',
      minutes: 5,
      error: { type: 'RateLimitError', message: 'slow down', http_status: 429 },
    },
    { name: 'failed-dated', model: 'gpt-4o-2024-08-06', minutes: 10, error: { type: 'APIError' } },
    { name: 'failed-long-ago', model: 'gpt-4o', minutes: 90, error: { type: 'APIError' } },
    { name: 'failed-mini', model: 'gpt-4o-mini', minutes: 6, error: { type: 'APIError' } },
    {
      name: 'went-well',
      model: 'gpt-4o',
      minutes: 7,
      output: 'Here is what you asked for, in two sentences. Enjoy it.',
    },
    {
      name: 'slow',
      model: 'gpt-4o',
      minutes: 8,
      user_id: user,
      latency_ms: 3500,
      output: 'It took a while, but here you are.',
    },
    {
      name: 'quick',
      model: 'gpt-4o',
      minutes: 9,
      user_id: user,
      latency_ms: 300,
      output: 'Here you are, that was quick.',
    },
    {
      name: 'other-slow',
      model: 'gpt-4o',
      minutes: 9,
      user_id: `other-${run}`,
      latency_ms: 9000,
      output: 'Sorry, that took long.',
    },
  ].map(({ name, minutes, ...rest }) => ({
    interaction_id: `${name}-${run}`,
    timestamp: minutesAgo(minutes),
    feature: run,
    input: `The question of ${name}`,
    latency_ms: 100,
    ...rest,
  }));
  const { status, body } = await service.post('/v1/interactions', { interactions });
  assert.equal(status, 200, JSON.stringify(body));
});
after(() => service.stop());

/** Names of the interactions of an answer, as they were posted. */
const namesOf = async (interactions: readonly { readonly interaction_id: string }[]): Promise<string[]> => {
  const names: string[] = [];
  for (const { interaction_id: id } of interactions) {
    names.push((await service.get(`/v1/interactions/${id}`)).body.client_interaction_id.replace(`-${run}`, ''));
  }
  return names;
};

test('"show me all failed calls of gpt-4o in the last hour" gives them, newest first', async () => {
  const { body } = await service.get(
    `/v1/interactions?model=gpt-4o&status=error&feature=${run}&from=${enc(minutesAgo(60))}`,
  );

  assert.deepEqual(await namesOf(body.interactions), ['failed-now', 'failed-dated']);
});

test('"find all interactions of user-123 that took longer than 3 seconds" gives them by the id that the app uses', async () => {
  const { body } = await service.get(`/v1/interactions?user_id=${enc(user)}&min_latency_ms=3000`);

  assert.deepEqual(await namesOf(body.interactions), ['slow']);
});

test('"what was the exact prompt behind this erroneous response" gives it with the error', async () => {
  const { body } = await service.get(`/v1/interactions/failed-now-${run}`);

  assert.equal(body.input, 'The question of failed-now');
  assert.deepEqual(body.error, { type: 'RateLimitError', message: 'slow down', http_status: 429 });
});

test('"show me exactly what happened during the interaction reported by customer #402" gives the whole journey', async () => {
  const correlation = `report-402-${run}`;
  const trace = randomUUID().replaceAll('-', '');
  const step = (span: number, rest: object) => ({
    trace_id: trace,
    span_id: span.toString(16).padStart(16, '0'),
    ...rest,
  });
  const headers = { 'x-correlation-id': correlation };
  await service.post(
    '/v1/interactions',
    {
      interactions: [
        step(1, {
          kind: 'agent',
          name: 'help desk',
          timestamp: minutesAgo(2),
          latency_ms: 4000,
          input: 'Where is my order?',
        }),
      ],
    },
    headers,
  );
  await service.post(
    '/v1/interactions',
    {
      interactions: [
        step(2, {
          parent_span_id: '0000000000000001',
          kind: 'tool',
          name: 'orders',
          timestamp: minutesAgo(1.99),
          latency_ms: 30,
          input: { order: 7 },
          error: { type: 'Timeout' },
        }),
      ],
    },
    headers,
  );
  await service.post(
    '/v1/interactions',
    {
      interactions: [
        step(3, {
          parent_span_id: '0000000000000001',
          model: 'gpt-4o',
          timestamp: minutesAgo(1.98),
          latency_ms: 900,
          input: 'Where is my order?',
          output: 'I cannot reach the order system.',
        }),
      ],
    },
    headers,
  );
  await service.post('/v1/feedback', { correlation_id: correlation, feedback_type: 'thumbs_down', comment: 'no help' });

  const { body } = await service.get(`/v1/interactions?correlation_id=${enc(correlation)}`);
  const whole = await service.get(`/v1/traces/${body.interactions[0].trace_id}`);

  assert.equal(body.interactions.length, 1);
  assert.deepEqual(
    whole.body.spans.map(
      ({ name, kind, status, depth }: { name?: string; kind: string; status: string; depth: number }) => [
        name ?? kind,
        status,
        depth,
      ],
    ),
    [
      ['help desk', 'ok', 0],
      ['orders', 'error', 1],
      ['llm', 'ok', 1],
    ],
  );
  assert.equal(whole.body.feedback[0].comment, 'no help');
});

test('the demo sends a day over OpenTelemetry and asks all that it says it can ask', async () => {
  const since = new Date();
  const shown: string[] = [];
  const demo = connect(service.url, service.key);

  await runDay({ service: demo, rounds: 1, pace: 0.25 });
  await takeTour({ service: demo, since, print: (text) => shown.push(text) });

  const tour = shown.join('\n');
  assert.equal(tour.match(/── /g)?.length, 9);
  // Costs, slow calls, failures, opinions, what was said, a trace of two agents, and what became of personal data.
  assert.match(tour, /gpt-4o-2024-08-06 +ok +\d+ ms +\$0\.000/);
  assert.match(tour, /error 429/);
  assert.match(tour, /Call me on \[PHONE\]/);
  assert.match(tour, /assistant +You have 90 days|assistant +Your plan was renewed|429 ProviderError/);
  assert.match(tour, /\n {9}chat gpt-4o-mini +█/);
  assert.match(tour, /kept: .*\[EMAIL\].*88213.*\[CREDIT_CARD\]/);
  assert.match(tour, /# Hour .* for the business/);
  assert.doesNotMatch(tour, /keller|4111 1111|555-0132|DE89 3704|sk-proj/i);
});
