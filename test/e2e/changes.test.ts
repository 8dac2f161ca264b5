/**
 * Alarms that compare with past weeks, and the one on the judge, driven by HTTP requests: the weeks before are put into the table of
 * the running service, the hours that follow are posted, and the schedule sums them up. Tests build on one another, an hour each.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createSummaryStore } from '../../src/adapters/dynamodb/summary-store.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inLanes } from '../../src/domain/call/in-lanes.ts';
import { addCall } from '../../src/domain/summarise/add-call.ts';
import { historyPoint, MIN_HISTORY_HOURS } from '../../src/domain/summarise/baseline.ts';
import { periodOf } from '../../src/domain/summarise/period.ts';
import { createRollup } from '../../src/domain/summarise/rollup.ts';
import { remember } from '../../src/pipelines/history.ts';
import { callsWithin, storeRollup } from '../../src/pipelines/roll-up.ts';
import { localTable, readNote } from '../../tools/keys/deployment.ts';
import { randomFrom } from '../domain/summarise/traffic.ts';
import { inAlarm, pageOf } from './pages.ts';
import { type OwnService, startOwn } from './service.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const PROJECT = 'local' as ProjectId;

/** Ten o'clock of the next day: each run is like the last, and no day ends in it. */
const FIRST = Math.floor(Date.now() / DAY) * DAY + DAY + 10 * HOUR;
let ahead = FIRST + 10 * MINUTE - Date.now();
const now = (): number => Date.now() + ahead;

let service: OwnService;
before(async () => {
  service = await startOwn({
    clock: now,
    // No judge gets an answer all day.
    observers: {
      intercept: ({ service: called }) =>
        called === 'bedrock' ? { status: 400, headers: {}, body: '{"message":"no such model"}' } : undefined,
    },
  });
});
after(() => service.stop());

/** Lets time go by until so many minutes after ten, looking at the alarms every five; answers those that were in alarm meanwhile. */
const passUntil = async (minutes: number): Promise<ReadonlySet<string>> => {
  const raised = new Set<string>();
  while (now() < FIRST + minutes * MINUTE) {
    ahead += Math.min(5 * MINUTE, FIRST + minutes * MINUTE - now());
    await service.local.tick();
    for (const name of inAlarm(service)) raised.add(name);
  }
  return raised;
};

const CALLS = 240;
const MORE = 'I bought it with my sister, it came in the blue box, and we have kept every receipt since then. ';
let sent = 0;

/** An hour of calls, posted in batches; each differs a little from the last, and from the usual by the changes. */
const send = async (changes: (at: number) => object = () => ({})): Promise<void> => {
  const calls = Array.from({ length: CALLS }, (_, at) => ({
    interaction_id: `call-${++sent}`,
    session_id: `session-${at % 40}`,
    model: 'gpt-4o-mini',
    feature: 'orders',
    input: `Where is my order ${at}? ${MORE.slice(0, at % 30)}`,
    output: `Your order ${at} left our warehouse this morning and should be with you on Thursday.`,
    usage: { input_tokens: 15 + (at % 30), output_tokens: 20 },
    latency_ms: 900 + (at % 60) * 5,
    cost_usd: 0.005,
    ...changes(at),
  }));
  for (let at = 0; at < CALLS; at += 80) {
    const answer = await service.post('/v1/interactions', { interactions: calls.slice(at, at + 80) });
    assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 500));
  }
};

/**
 * Puts six weeks into the table, of each twelve hours around this one, which are as few as make a baseline: roll-ups as the service
 * makes them, of the calls that it has stored for this hour, drawn anew for each.
 */
const liveThroughPastWeeks = async (): Promise<void> => {
  const note = readNote(service.data);
  const { gatewayUrl: endpoint, region, credentials } = note;
  const bucket = service.local.resources.ofType('AWS::S3::Bucket')[0]?.name as string;
  const s3 = new S3Client({ endpoint, region, credentials });
  const table = localTable(note);
  const calls = createCallStore(table, createPacks(s3, bucket), now);
  const summaries = createSummaryStore(table, s3, bucket);
  const ordinary = await Array.fromAsync(callsWithin({ calls }, PROJECT, periodOf(FIRST, 'hour', 'UTC'), {}));
  assert.equal(ordinary.length, CALLS);

  const random = randomFrom(1);
  const hours = Array.from(
    { length: MIN_HISTORY_HOURS },
    (_, at) => FIRST - (1 + (at % 6)) * WEEK + (Math.floor(at / 6) - 6) * HOUR,
  );
  await inLanes(hours, async (from) => {
    const hour = periodOf(from, 'hour', 'UTC');
    const rollup = createRollup({ project: PROJECT, from, to: hour.end });
    for (let call = 0; call < CALLS - 20 + 40 * random(); call++) {
      addCall(rollup, { ...ordinary[Math.floor(random() * CALLS)]!, start: from + Math.floor(random() * HOUR) });
    }
    const expiresAt = now() + 30 * DAY;
    await storeRollup({ summaries }, hour, rollup, { expiresAt, waiting: {} });
    const point = { ...historyPoint(rollup), anomalies: [], revision: 0, firstCalls: rollup.figures.calls };
    await remember(summaries, PROJECT, 'hour', { point, expiresAt }, {});
  });
  s3.destroy();
};

test('an hour like those of past weeks calls nobody', async () => {
  const judge = { enabled: true, share: 0, daily_budget_usd: 1 };
  const put = await fetch(`${service.url}/v1/settings/judge`, {
    method: 'PUT',
    headers: { 'x-api-key': service.key, 'content-type': 'application/json' },
    body: JSON.stringify(judge),
  });
  assert.equal(put.status, 200, await put.text());
  await send();
  await liveThroughPastWeeks();

  assert.deepEqual([...(await passUntil(70))], []);
});

/** Longer questions, slower answers, and every fifth of them a refusal. */
const changed = (at: number): object => ({
  input: `Where is my order ${at}? ${MORE.repeat(3 + (at % 3))}`,
  latency_ms: 4_000 + (at % 60) * 20,
  ...(at % 5 === 0 ? { output: "I'm sorry, but I can't help with that request." } : {}),
});

test('an hour of other questions and answers drifts, and calls once it is summed up', async () => {
  await send(changed);
  const meanwhile = await passUntil(119);
  const raised = await passUntil(140);

  assert.deepEqual([...meanwhile], []);
  assert.deepEqual([...raised].toSorted(), ['ai-changed', 'ai-drift']);
  const page = pageOf(service, 'ai-changed');
  assert.match(page?.AlarmDescription ?? '', /^Runbook: \S+runbook\.md#ai-changed$/m);
  const query = /^Look at: (http\S+)/m.exec(page?.AlarmDescription ?? '')?.[1];
  const shown = await fetch(String(query), { headers: { 'x-api-key': service.key } });
  assert.match(await shown.text(), /Prompt length/);
});

test('measures that are worse for two hours on end are more than news', async () => {
  await send(changed);

  assert.ok((await passUntil(195)).has('ai-anomalies'));
});

test('an hour that costs six times the usual calls for spending, far below what calls while nothing is usual', async () => {
  await send(() => ({ cost_usd: 0.03 }));
  const raised = await passUntil(215);

  assert.ok(raised.has('ai-cost-spike'));
  assert.ok(!raised.has('ai-cost'));
  assert.ok(pageOf(service, 'ai-spending'), 'ai-spending called nobody');
});

test('a call that no judge could be asked about in three tries ends among the dead letters, and calls', async () => {
  for (let minutes = 250; minutes <= 290 && !inAlarm(service).includes('judge-dead-letters'); minutes += 5) {
    await passUntil(minutes);
    // Whoever listens to the queue does so in real time.
    await sleep(50);
  }

  assert.ok(inAlarm(service).includes('judge-dead-letters'));
  assert.match(pageOf(service, 'judge-dead-letters')?.AlarmDescription ?? '', /#judge-dead-letters$/m);
});
