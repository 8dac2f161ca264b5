/**
 * A text that cannot be redacted is dropped and told of, by the functions as they are built and deployed: a detector in their bundles
 * throws, or sees the clock leap past its time, where a text says so.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type LocalService, startLocal } from '../../local/start.ts';
import { startService } from '../../tools/start/service.ts';
import { type Client, createClient } from './service.ts';

const THROWS = 'heron-that-throws';
const LEAPS = 'heron-that-leaps';

/** Put before the code of every function: what detectors look for patterns with. */
const SABOTAGE = `{
  const { exec } = RegExp.prototype;
  const now = performance.now.bind(performance);
  let leapt = 0;
  performance.now = () => now() + leapt;
  RegExp.prototype.exec = function (text) {
    if (typeof text === 'string' && text.startsWith('I am ') && text.includes('${THROWS}')) throw new TypeError('cannot read ' + text);
    if (typeof text === 'string' && text.includes('${LEAPS}')) leapt += 60000;
    return exec.call(this, text);
  };
}
`;

const folder = mkdtempSync(join(tmpdir(), 'sightglass-fail-closed-'));
const data = join(folder, 'data');
let service: LocalService;
let client: Client;
let ahead = 0;
before(async () => {
  const { service: whole, key } = await startService({ port: 0, data, log: () => undefined });
  await whole.stop();
  const assembly = join(folder, 'assembly');
  cpSync('cdk.out.local', assembly, { recursive: true });
  const bundles = globSync('asset.*/index.js', { cwd: assembly });
  assert.ok(bundles.length >= 5);
  for (const bundle of bundles) {
    const path = join(assembly, bundle);
    writeFileSync(path, SABOTAGE + readFileSync(path, 'utf8'));
  }
  service = await startLocal({ assembly, data, port: 0, log: () => undefined, clock: () => Date.now() + ahead });
  client = createClient(service.url, key);
});
after(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const FAILED = '[REDACTION_FAILED]';

const alarmState = (): string | undefined =>
  service.services.cloudwatch.alarmStates().find(({ name }) => name === 'sightglass-local-redaction-failure')?.state;

for (const [mark, how] of [
  [THROWS, 'a detector throws'],
  [LEAPS, 'time runs out'],
] as const) {
  test(`where ${how}, ingest drops the text, keeps the call and tells the alarm`, async () => {
    const input = `I am jane@example.com, said the ${mark}`;

    const posted = await client.post('/v1/interactions', { interaction_id: mark, input, output: 'fine' });
    const { body: call } = await client.get(`/v1/interactions/${mark}`);

    assert.equal(posted.status, 201, JSON.stringify(posted.body));
    assert.deepEqual([call.input, call.redaction_failed], [FAILED, true], JSON.stringify(call));
    ahead += 6 * 60_000;
    await service.tick();
    assert.equal(alarmState(), 'ALARM');
    ahead += 60 * 60_000;
    await service.tick();
    assert.equal(alarmState(), 'OK');
  });

  test(`where ${how}, feedback and POST /v1/redact drop the text as well`, async () => {
    const text = `I am jane@example.com, said the ${mark}`;

    const given = await client.post('/v1/feedback', {
      interaction_id: mark,
      feedback_type: 'comment',
      comment: text,
    });
    const { body: call } = await client.get(`/v1/interactions/${mark}`);
    const { body: redacted } = await client.post('/v1/redact', { text });

    assert.equal(given.status, 201, JSON.stringify(given.body));
    assert.equal(call.feedback[0].comment, FAILED);
    assert.deepEqual([redacted.redacted, redacted.failed], [FAILED, true]);
  });
}

test('nothing of a text that could not be redacted is in any log, and the log says that it was dropped', () => {
  const logs = ['ingest', 'feedback', 'redaction'].map((name) => {
    const path = service.logs.pathOf(`/sightglass/local/${name}`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  });

  assert.ok(logs.every((log) => log.includes('redaction-failed')));
  assert.ok(logs.every((log) => !log.includes('jane@example.com') && !log.includes('said the heron')));
});
