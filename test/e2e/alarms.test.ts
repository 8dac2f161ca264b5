/** An alarm fires: from failing calls over HTTP to the message that on-call gets, and back to quiet. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type OwnService, startOwn } from './service.ts';

let service: OwnService;
let ahead = 0;
before(async () => {
  service = await startOwn({ clock: () => Date.now() + ahead });
});
after(() => service.stop());

const messages = (): readonly string[] => {
  const outbox = join(service.data, 'outbox');
  return readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8'));
};

test('failing calls raise the error-rate alarm, and its message says what, how bad, since when and where to look', async () => {
  const interactions = Array.from({ length: 60 }, (_, index) => ({
    input: `question ${index}`,
    ...(index % 2 === 0
      ? { error: { type: 'APIError', http_status: 500 } }
      : { output: 'Here is your answer, as you wished.' }),
  }));
  for (let round = 0; round < 4; round++) {
    const { status } = await service.post('/v1/interactions', {
      interactions: interactions.map((one) => ({ ...one, session_id: `r${round}` })),
    });
    assert.equal(status, 200);
  }

  // The functions measure in real time; alarms look at it from a quarter of an hour later, minute by minute.
  for (ahead = 0; ahead <= 15 * 60_000; ahead += 60_000) await service.local.tick();

  const raised = messages().filter((message) => /ALARM/.test(message) && /error/i.test(message));
  assert.ok(raised.length > 0, `no error-rate alarm among ${messages().length} messages`);
  assert.ok(
    raised.some((message) => /runbook/.test(message)),
    'the message has no link to the runbook',
  );
});
