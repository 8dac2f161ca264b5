/**
 * Every alarm fires, driven by HTTP requests, against the running service with its clock turned on by hand; each tells on-call what
 * is wrong, where the runbook is and which calls it is about. Tests build on one another: they live through one bad day.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import type { StageSettings } from '../../lib/stage-settings.ts';
import type { GatewayOptions } from '../../local/gateway/gateway.ts';
import { METRICS, type MetricName } from '../../src/domain/measure/catalogue.ts';
import { stageAlarms } from '../../tools/replay/stage-alarms.ts';
import { pageOf as latestPage, type Message, messagesOf } from './pages.ts';
import { type OwnService, startOwn } from './service.ts';

type Intercept = NonNullable<GatewayOptions['intercept']>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let service: OwnService;
/** Ten minutes past an hour to begin with: schedules and what CloudWatch learns go by the hour, and each run should be like the last. */
let ahead = HOUR - (Date.now() % HOUR) + 10 * MINUTE;
/** What goes wrong in AWS meanwhile. */
let trouble: Intercept | undefined;
let webhook: Server;
const hooked: string[] = [];

/** What no stage has on by default: silence as an alarm, and a band that CloudWatch learns. */
const everything = (settings: StageSettings): StageSettings => ({
  ...settings,
  alarms: { ...settings.alarms, ingestStalledMinutes: 30, anomalyBands: ['Latency'] },
});

before(async () => {
  webhook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      hooked.push(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  const { port } = webhook.address() as { port: number };
  service = await startOwn({
    clock: () => Date.now() + ahead,
    observers: { intercept: (call) => trouble?.(call) },
    accountConcurrency: 3,
    webhook: `http://127.0.0.1:${port}/`,
  });
  const { alarms } = stageAlarms('local', everything, service.url);
  service.local.services.cloudwatch.createAlarms(alarms);
});
after(async () => {
  await service.stop();
  webhook.close();
});

/** Alarms that were in alarm at any time. */
const everRaised = new Set<string>();

/** Lets minutes go by, looking at the alarms in each. */
const pass = async (minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute++) {
    ahead += MINUTE;
    await service.local.tick();
    for (const { name, state } of service.local.services.cloudwatch.alarmStates())
      if (state === 'ALARM') everRaised.add(name.replace('sightglass-local-', ''));
  }
};

const stateOf = (name: string): string =>
  service.local.services.cloudwatch.alarmStates().find((one) => one.name === `sightglass-local-${name}`)?.state ??
  'there is no such alarm';

const pageOf = (alarm: string): Message | undefined => latestPage(service, alarm);

let sent = 0;

/** Sends calls in one request; each is plain and good but for the changes. */
const send = async (count: number, changes: object = {}): Promise<void> => {
  const interactions = Array.from({ length: count }, () => ({
    interaction_id: `call-${++sent}`,
    session_id: `session-${sent % 7}`,
    model: 'gpt-4o-mini',
    input: 'Where is my order?',
    output: 'Your order left our warehouse this morning and should be with you on Thursday.',
    usage: { input_tokens: 15, output_tokens: 20 },
    latency_ms: 900 + (sent % 10),
    time_to_first_token_ms: 200,
    ...changes,
  }));
  const answer = await service.post('/v1/interactions', { interactions });
  assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 500));
};

test('ordinary traffic calls nobody', async () => {
  for (let quarter = 0; quarter < 10; quarter++) {
    await send(12);
    await pass(5);
    ahead += 10 * MINUTE;
  }
  await send(12);
  await pass(5);

  assert.deepEqual([...everRaised], []);
});

const GIVEN = 'The warranty of this device holds for 24 months from the day of purchase and covers parts and labour.';

test('calls that succeed and are slow, poor, unusable and full of personal data raise every alarm on calls', async () => {
  for (let request = 0; request < 10; request++) {
    await send(60, {
      model: 'nobody-knows-7b',
      input: `Here is our list: ${Array.from({ length: 14 }, (_, at) => `person${at}@example.com`).join(', ')}. And the warranty?`,
      context: { documents: [GIVEN] },
      output:
        'The warranty holds for 97 months and costs 481 dollars. 97 months, 97 months, 97 months, 97 months, 97 months.',
      latency_ms: 45_000,
      time_to_first_token_ms: 15_000,
      validation_failed: true,
      safety: request < 2 ? [{ category: 'toxicity', action: 'flagged' }] : undefined,
    });
    const invalid = await service.post('/v1/interactions', { interactions: Array(60).fill({ usage: 'wrong' }) });
    assert.equal(invalid.status, 400);
    await pass(5);
  }

  const raised = [
    'ai-latency',
    'ai-time-to-first-token',
    'ai-low-quality',
    'ai-hallucination',
    'ai-validation-failures',
    'ai-degraded',
    'ai-unpriced-calls',
    'ai-safety',
    'redaction-surge',
    'ingest-rejected-items',
    'anomaly-Latency',
  ];
  // Not their state at the end: safety was over after ten minutes, and the band learns.
  assert.deepEqual(
    raised.filter((name) => !everRaised.has(name)),
    [],
  );
  assert.ok(pageOf('ai-safety'));
});

test('thumbs down are a symptom of degraded answers', async () => {
  for (let index = 1; index <= 24; index++) {
    const feedback = { interaction_id: `call-${index}`, feedback_type: index < 4 ? 'thumbs_up' : 'thumbs_down' };
    assert.equal((await service.post('/v1/feedback', feedback)).status, 201);
  }
  await pass(2);

  assert.equal(stateOf('feedback-thumbs-down'), 'ALARM');
});

test('tokens call for spending, and the budget calls for itself once it is used up', async () => {
  await send(3, { usage: { input_tokens: 4_000_000, output_tokens: 10 }, model: 'nobody-knows-7b' });
  await pass(4);
  assert.equal(stateOf('ai-token-surge'), 'ALARM');
  assert.ok(pageOf('ai-spending'), 'ai-spending called nobody');

  await send(8, { cost_usd: 5 });
  await pass(2);

  assert.equal(stateOf('ai-cost'), 'ALARM');
  assert.equal(stateOf('ai-cost-spike'), 'ALARM');
  assert.ok(pageOf('ai-cost'), 'ai-cost called nobody');
});

test('an outage calls once: what is slow and poor meanwhile is a symptom of it', async () => {
  for (let request = 0; request < 3; request++) {
    await send(30, { status: 'error', error: { type: 'RateLimitError', http_status: 429 }, output: undefined });
    await pass(5);
  }

  assert.equal(stateOf('ai-error-rate'), 'ALARM');
  assert.equal(stateOf('ai-degraded'), 'OK');
});

test('a message says what, how bad, since when, where the runbook is, and its query shows the offending calls', async () => {
  const message = pageOf('ai-error-rate');

  assert.ok(message);
  assert.match(message.AlarmDescription, /^CRITICAL: More than 5 % of AI calls fail/);
  assert.match(message.NewStateReason, /\[100\.0 .*threshold \(5\.0\)/);
  assert.match(message.StateChangeTime, /^\d{4}-\d\d-\d\dT/);
  assert.match(message.AlarmDescription, /^Runbook: \S+runbook\.md#ai-error-rate$/m);
  const query = /^Look at: (http\S+)$/m.exec(message.AlarmDescription)?.[1];
  const shown = await fetch(`${query}&limit=200`, { headers: { 'x-api-key': service.key } });
  const { interactions } = (await shown.json()) as { interactions: { status: string }[] };
  assert.equal(interactions.length, 90);
  assert.ok(interactions.every(({ status }) => status === 'error'));
  assert.ok(
    hooked.some((body) => body.includes('sightglass-local-ai-error-rate')),
    'the webhook was not told',
  );
});

test('a table that is out of reach calls for the API, a slow one for the duration of a function', async () => {
  trouble = ({ operation, principal }) =>
    principal.kind === 'role' && /Ingest/.test(principal.name) && /PutItem|BatchWriteItem/.test(operation)
      ? { status: 500, headers: {}, body: '{"__type":"InternalServerError"}' }
      : undefined;
  for (let period = 0; period < 2; period++) {
    for (let request = 0; request < 5; request++) {
      const { status } = await service.post('/v1/interactions', { input: `lost ${period} ${request}`, output: 'x' });
      assert.ok(status >= 500, String(status));
    }
    await pass(5);
  }
  let slowly = 0;
  trouble = ({ operation, principal }) => {
    if (principal.kind === 'role' && /Ingest/.test(principal.name) && operation === 'PutItem' && slowly < 2) {
      slowly += 1;
      ahead += 22_000;
    }
    return undefined;
  };
  for (let period = 0; period < 2; period++) {
    await service.post('/v1/interactions', { input: `slow ${period}`, output: 'x' });
    await pass(5);
  }
  trouble = undefined;

  assert.ok(pageOf('api-server-errors'), 'api-server-errors called nobody');
  assert.equal(stateOf('ingest-duration'), 'ALARM');
});

test('more requests at once than the account allows are throttled, and that is seen', async () => {
  trouble = async ({ operation }) => {
    if (operation === 'PutItem') await sleep(150);
    return undefined;
  };
  for (let period = 0; period < 2; period++) {
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        service.post('/v1/interactions', { input: `at once ${period} ${index}`, output: 'x' }),
      ),
    );
    await pass(5);
  }
  trouble = undefined;

  assert.equal(stateOf('ingest-throttles'), 'ALARM');
});

test('summaries and jobs that fail for good leave dead letters, and functions that fail are seen', async () => {
  trouble = ({ operation, principal }) =>
    principal.kind === 'role' && /Summaries|Redaction/.test(principal.name) && operation === 'Query'
      ? { status: 400, headers: {}, body: '{"__type":"ValidationException","message":"no"}' }
      : undefined;
  await pass(75);
  for (let round = 0; round < 30 && stateOf('jobs-dead-letters') !== 'ALARM'; round++) {
    // The clock brings messages back that failed; a new one wakes whoever listens to the queue, in real time.
    const job = await service.post('/v1/jobs', { kind: 'reprice', dry_run: true });
    assert.equal(job.status, 202, JSON.stringify(job.body));
    await sleep(200);
    await pass(5);
  }

  assert.ok(everRaised.has('summaries-errors'), 'summaries-errors was never in alarm');
  assert.equal(stateOf('summaries-dead-letters'), 'ALARM');
  assert.equal(stateOf('jobs-dead-letters'), 'ALARM');
  assert.ok(pageOf('functions-unhealthy'), 'functions-unhealthy called nobody');
  trouble = undefined;
});

test('nothing for half an hour is an alarm where a stage says so', async () => {
  await pass(5);

  assert.equal(stateOf('ingest-stalled'), 'ALARM');
});

test('every metric that a request can cause has been published, under its own name and without a dimension', async () => {
  await send(4, {
    cache_hit: true,
    usage: { input_tokens: 100, output_tokens: 5, cache_read_tokens: 60 },
    resources: { cpu_percent: 12, memory_mb: 300, gpu_percent: 50, gpu_memory_mb: 900 },
    environment: 'somewhere else',
  });
  for (const feedback of [
    { feedback_type: 'rating', rating: 4 },
    { feedback_type: 'task_completed' },
    { feedback_type: 'task_failed' },
  ]) {
    await service.post('/v1/feedback', { interaction_id: 'call-1', ...feedback });
  }
  const repeated = { interactions: [{ interaction_id: 'twice', input: 'a', output: 'b' }] };
  await service.post('/v1/interactions', repeated);
  await service.post('/v1/interactions', repeated);
  await pass(1);
  const client = new CloudWatchClient({
    endpoint: service.local.gatewayUrl,
    region: service.local.region,
    credentials: {
      accessKeyId: service.local.operator.accessKeyId,
      secretAccessKey: service.local.operator.secretAccessKey,
    },
  });
  const published = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListMetricsCommand({ Namespace: 'Sightglass/local', NextToken }));
    for (const { MetricName, Dimensions = [] } of page.Metrics ?? [])
      if (Dimensions.length === 0) published.add(String(MetricName));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  client.destroy();

  /** Judges are opt-in. The rest need weeks of history (changes.test.ts), or a text that cannot be redacted (settings.test.ts). */
  const elsewhere: readonly MetricName[] = [
    'CostBaselineUsd',
    'Anomalies',
    'DriftedDistributions',
    'RedactionFailures',
    'AssessmentFailures',
  ];
  assert.deepEqual(
    Object.keys(METRICS).filter(
      (name) => !published.has(name) && !elsewhere.includes(name as MetricName) && !name.startsWith('Judge'),
    ),
    [],
  );
});

/** These need weeks of history or a judge (changes.test.ts has both), or a text that cannot be redacted (settings.test.ts has one). */
const ELSEWHERE = ['redaction-failure', 'judge-dead-letters', 'ai-anomalies', 'ai-drift', 'ai-changed'];

test('every alarm has been in alarm by now, but for those that are seen elsewhere', () => {
  const quiet = service.local.services.cloudwatch
    .alarmStates()
    .map(({ name }) => name.replace('sightglass-local-', ''))
    .filter((name) => !everRaised.has(name));

  // The functions' own alarms are the same for each: one of a kind was seen above.
  const kinds = ['errors', 'throttles', 'duration'].filter((kind) =>
    ['ingest', 'redaction', 'feedback', 'query', 'summaries'].every((name) => quiet.includes(`${name}-${kind}`)),
  );
  assert.deepEqual(kinds, []);
  assert.deepEqual(
    quiet.filter((name) => !/-(errors|throttles|duration)$/.test(name)),
    quiet.filter((name) => ELSEWHERE.includes(name)),
  );
});

test('alarms go back to OK once what raised them is over, and say so', async () => {
  for (let quarter = 0; quarter < 20; quarter++) {
    await send(12);
    await pass(3);
    ahead += 12 * MINUTE;
  }

  const left = service.local.services.cloudwatch.alarmStates().filter(({ state }) => state === 'ALARM');
  // Dead letters stay until someone takes them out of the queue.
  assert.deepEqual(
    left.map(({ name }) => name).filter((name) => !name.endsWith('dead-letters')),
    [],
  );
  const last = messagesOf(service).findLast(({ AlarmName }) => AlarmName === 'sightglass-local-ai-cost');
  assert.equal(last?.NewStateValue, 'OK');
});
