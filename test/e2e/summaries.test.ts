/** The schedules run on the clock: hours and days are summed up, reported and announced, and a model judges some of their calls. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeyRegistry } from '../../src/adapters/dynamodb/key-store.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { localTable, readNote } from '../../tools/keys/deployment.ts';
import { makeKey } from '../../tools/keys/make-key.ts';
import { type OwnService, startOwn } from './service.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let service: OwnService;
let ahead = 0;
const now = (): number => Date.now() + ahead;
before(async () => {
  service = await startOwn({ clock: now });
});
after(() => service.stop());

/** Turns the clock to an instant and lets the schedules run that are due by then. */
const turnTo = async (instant: number): Promise<void> => {
  ahead = instant - Date.now();
  await service.local.tick();
};

/** What was published on the topic of reports. */
const announced = (): readonly { readonly subject?: string; readonly message: string }[] => {
  const outbox = join(service.data, 'aws', 'outbox');
  if (!existsSync(outbox)) return [];
  return readdirSync(outbox)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(outbox, name), 'utf8')).message)
    .filter(({ topicArn }) => String(topicArn).includes('Reports'));
};

const put = async (path: string, body: object): Promise<void> => {
  const answer = await fetch(service.url + path, {
    method: 'PUT',
    headers: { 'x-api-key': service.key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.text());
};

const until = async <T>(read: () => Promise<T | undefined>): Promise<T> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const found = await read();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error('it did not happen within 20 seconds');
};

test('an hour is summed up and judged, a day reported and announced, by the schedules alone', async () => {
  await put('/v1/settings/judge', { enabled: true, share: 1, daily_budget_usd: 1, dimensions: ['relevance'] });
  const calls = [1, 2, 3].map((number) => ({
    interaction_id: `hourly-${number}`,
    model: 'gpt-4o-mini',
    feature: 'billing',
    input: `Where is invoice number ${number}?`,
    output: 'Your invoice is on the billing page.',
    usage: { input_tokens: 100, output_tokens: 20 },
  }));
  await service.post('/v1/interactions', { interactions: calls });
  const hour = Math.floor(now() / HOUR) * HOUR;

  await turnTo(hour + HOUR + 6 * 60_000);

  const path = `/v1/summaries/hour/${new Date(hour).toISOString()}`;
  const { body } = await service.get(path);
  const figure = (id: string) => body.sections[0].figures.find((one: { id: string }) => one.id === id)?.value;
  assert.equal(figure('calls'), 3);
  const page = await service.get(`${path}?format=html&audience=business`);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(page.body, /^<!doctype html>/);

  const judged = await until(async () => {
    const { body: call } = await service.get('/v1/interactions/hourly-1');
    return call.assessments.find((one: { assessor_type: string }) => one.assessor_type === 'model');
  });
  assert.equal(judged.dimension, 'relevance');
  assert.ok(judged.cost_usd > 0);

  const midnight = Math.floor(now() / DAY) * DAY + DAY;
  await turnTo(midnight + 6 * 60_000);
  const [message] = announced();
  assert.match(message?.subject ?? '', /^Sightglass: local, day \d{4}-\d{2}-\d{2}$/);
  assert.match(message?.message ?? '', /summaries\/local\/day\/.*business\.html/);
});

test('a goal for payloads is planned after an hour, and ingest then keeps its share', async () => {
  const payload = {
    model: 'gpt-4o-mini',
    feature: 'export',
    input: 'Export all invoices.',
    output: 'They are exported.',
  };
  await put('/v1/settings/sampling', { goal: { per_day: 10 } });
  const hour = Math.floor(now() / HOUR) * HOUR + HOUR;
  await turnTo(hour + 60_000);
  // The settings of the hour before were read by a clock that stood a minute earlier at least.
  await service.post('/v1/interactions', { interactions: Array.from({ length: 97 }, () => payload) });

  await turnTo(hour + HOUR + 6 * 60_000);
  await turnTo(hour + HOUR + 20 * 60_000);

  const { body: stored } = await service.post('/v1/interactions', { ...payload, interaction_id: 'of-the-plan' });
  const { body } = await service.get(`/v1/interactions/${stored.interaction_id}`);
  // A tenth, as a day of some hundred calls asks for, and eight times as much in an hour that had none the day before.
  const { probability } = body.payload_sampling;
  assert.ok(probability > 0.7 && probability < 0.9, String(probability));
});

test('a page in a browser may give feedback with a key for that alone, and read nothing', async () => {
  const note = readNote(service.data);
  const { key, keyHash, grant } = makeKey({
    project: 'local' as ProjectId,
    scopes: ['feedback'],
    name: 'a page',
    now: now(),
  });
  await createKeyRegistry(localTable(note)).put(keyHash, grant);
  const origin = 'https://app.example.com';
  const asked = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' };
  const from = (path: string, init: RequestInit) =>
    fetch(service.url + path, { ...init, headers: { origin, 'x-api-key': key, 'content-type': 'application/json' } });

  const preflight = await fetch(`${service.url}/v1/feedback`, { method: 'OPTIONS', headers: asked });
  const given = await from('/v1/feedback', {
    method: 'POST',
    body: JSON.stringify({ session_id: 'of-the-page', feedback_type: 'copied' }),
  });
  const read = await from('/v1/feedback/summary', { method: 'GET' });
  const sent = await from('/v1/interactions', { method: 'POST', body: JSON.stringify({ input: 'x' }) });

  assert.ok(preflight.ok);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /x-api-key/);
  assert.deepEqual([given.status, read.status, sent.status], [201, 403, 403]);
  assert.equal(given.headers.get('access-control-allow-origin'), '*');
});
