/** An alarm fires: from failing calls over HTTP to the message that on-call gets, and back to quiet. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type OwnService, startOwn } from './service.ts';

let service: OwnService;
let ahead = 0;
before(async () => {
  service = await startOwn({ clock: () => Date.now() + ahead });
});
after(() => service.stop());

/** What reached on-call, oldest first: CloudWatch's own words about an alarm's change of state. */
const messages = (): readonly {
  readonly AlarmName: string;
  readonly NewStateValue: string;
  readonly AlarmDescription: string;
}[] => {
  const outbox = join(service.data, 'aws', 'outbox');
  if (!existsSync(outbox)) return [];
  return readdirSync(outbox)
    .sort()
    .map((name) => JSON.parse(JSON.parse(readFileSync(join(outbox, name), 'utf8')).message.message));
};

/** Lets the alarms look at the metrics minute by minute until so many minutes ahead of the real clock. */
const watchFor = async (minutes: number): Promise<void> => {
  for (const until = ahead + minutes * 60_000; ahead <= until; ahead += 60_000) await service.local.tick();
};

const raisedBy = (alarm: string) =>
  messages().filter((one) => one.AlarmName === `sightglass-local-${alarm}` && one.NewStateValue === 'ALARM');

test('calls that cost too much, unsafe answers and thumbs down raise their alarms, and nothing else does', async () => {
  const answers = Array.from({ length: 8 }, (_, index) => ({
    interaction_id: `unsafe-${index}`,
    input: `question ${index}`,
    output: 'I cannot say more about this here. The filter has seen to it.',
    safety: [{ category: 'toxicity', action: 'blocked' }],
    cost_usd: 5,
  }));
  assert.equal((await service.post('/v1/interactions', { interactions: answers })).status, 200);
  for (let index = 0; index < 20; index++) {
    const feedback = { interaction_id: `unsafe-${index}`, feedback_type: 'thumbs_down' };
    const { status } = await service.post('/v1/feedback', feedback);
    assert.equal(status, 201);
  }

  await watchFor(10);

  for (const alarm of ['ai-cost', 'ai-safety', 'ai-degraded']) {
    const [message] = raisedBy(alarm);
    assert.ok(message, `${alarm} sent nothing; sent were ${messages().length} messages`);
    assert.match(message.AlarmDescription, /runbook\.md#/, `${alarm} names no runbook`);
  }
  const raised = new Set(
    messages()
      .filter((one) => one.NewStateValue === 'ALARM')
      .map((one) => one.AlarmName),
  );
  assert.deepEqual(
    [...raised].sort(),
    ['ai-cost', 'ai-degraded', 'ai-safety'].map((name) => `sightglass-local-${name}`),
  );
});

test('alarms go back to OK once what raised them is over, and say so', async () => {
  // An alarm over an hour looks three hours back before it believes in silence.
  await watchFor(250);

  const states = service.local.services.cloudwatch.alarmStates().filter(({ state }) => state === 'ALARM');
  assert.deepEqual(
    states.map(({ name }) => name),
    [],
  );
  const last = messages()
    .filter((one) => one.AlarmName === 'sightglass-local-ai-cost')
    .at(-1);
  assert.equal(last?.NewStateValue, 'OK');
});
