/**
 * A text that cannot be redacted is dropped and told of, by the functions as they are built and deployed: a detector in their bundles
 * throws, or makes the clock leap past the time of a redaction, where a text says so.
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

/** Put behind the code of every function that looks for a project's own patterns: the one detector that lies in a file of its own. */
const SABOTAGE = `
{
  const { compilePattern } = module.exports;
  const now = performance.now.bind(performance);
  let leapt = 0;
  performance.now = () => now() + leapt;
  module.exports = {
    compilePattern: (pattern) => {
      const match = compilePattern(pattern);
      return (text) => {
        if (text.includes('${THROWS}')) throw new TypeError('cannot read ' + text);
        if (text.includes('${LEAPS}')) leapt += 60000;
        return match(text);
      };
    },
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
  const bundles = globSync('asset.*/re2.js', { cwd: assembly });
  assert.ok(bundles.length >= 3);
  for (const bundle of bundles) {
    const path = join(assembly, bundle);
    writeFileSync(path, readFileSync(path, 'utf8') + SABOTAGE);
  }
  service = await startLocal({ assembly, data, port: 0, log: () => undefined, clock: () => Date.now() + ahead });
  client = createClient(service.url, key);
  const patterns = [{ name: 'own', pattern: 'heron-of-[0-9]+' }];
  const { status } = await fetch(`${service.url}/v1/settings/redaction`, {
    method: 'PUT',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ patterns }),
  });
  assert.equal(status, 200);
});
after(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const FAILED = '[REDACTION_FAILED]';

const alarmState = (): string | undefined =>
  service.services.cloudwatch.alarmStates().find(({ name }) => name === 'sightglass-local-redaction-failure')?.state;

const alarmGoesOff = async (): Promise<void> => {
  ahead += 6 * 60_000;
  await service.tick();
  assert.equal(alarmState(), 'ALARM');
  ahead += 60 * 60_000;
  await service.tick();
  assert.equal(alarmState(), 'OK');
};

test('where a detector throws, ingest drops the text, keeps the call and tells the alarm', async () => {
  const input = `I am jane@example.com, said the ${THROWS}`;

  const posted = await client.post('/v1/interactions', { interaction_id: THROWS, input, output: 'fine' });
  const { body: call } = await client.get(`/v1/interactions/${THROWS}`);

  assert.equal(posted.status, 201, JSON.stringify(posted.body));
  assert.deepEqual([call.input, call.output, call.redaction_failed], [FAILED, 'fine', true], JSON.stringify(call));
  await alarmGoesOff();
});

test('where time runs out, ingest drops what it has no time for, keeps the call and tells the alarm', async () => {
  const output = 'I am jane@example.com, said the heron';

  const posted = await client.post('/v1/interactions', { interaction_id: 'leaps', input: LEAPS, output });
  const { body: call } = await client.get(`/v1/interactions/leaps`);

  assert.equal(posted.status, 201, JSON.stringify(posted.body));
  assert.ok((call.output ?? FAILED) === FAILED && !JSON.stringify(call).includes('jane'), JSON.stringify(call));
  assert.equal(call.redaction_failed, true);
  await alarmGoesOff();
});

test('where a detector throws, feedback and POST /v1/redact drop the text as well', async () => {
  const text = `I am jane@example.com, said the ${THROWS}`;

  const given = await client.post('/v1/feedback', {
    interaction_id: THROWS,
    feedback_type: 'comment',
    comment: text,
  });
  const { body: call } = await client.get(`/v1/interactions/${THROWS}`);
  const { body: redacted } = await client.post('/v1/redact', { text });

  assert.equal(given.status, 201, JSON.stringify(given.body));
  assert.equal(call.feedback[0].comment, FAILED);
  assert.deepEqual([redacted.redacted, redacted.failed], [FAILED, true]);
});

test('nothing of a text that could not be redacted is in any log, and the log says that it was dropped', () => {
  const logs = ['ingest', 'feedback', 'redaction'].map((name) => {
    const path = service.logs.pathOf(`/sightglass/local/${name}`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  });

  assert.ok(logs.every((log) => log.includes('redaction-failed')));
  assert.ok(logs.every((log) => !log.includes('jane@example.com') && !log.includes('said the heron')));
});
