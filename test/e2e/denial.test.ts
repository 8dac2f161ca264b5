/** A grant that is missing in the template is missing on the laptop too: nothing is acknowledged, and the log says why. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startLocal } from '../../local/start.ts';
import { startService } from '../../tools/start/service.ts';
import { createClient } from './service.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightglass-denial-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('ingest without the grant to write answers 503 with Retry-After and stores nothing', async () => {
  const data = join(folder, 'data');
  const { service: whole, key } = await startService({ port: 0, data, log: () => undefined });
  await whole.stop();
  const assembly = join(folder, 'assembly');
  cpSync('cdk.out.local', assembly, { recursive: true });
  const path = join(assembly, 'sightglass-local-service.template.json');
  const template = readFileSync(path, 'utf8');
  const withoutPut = template.replaceAll('"dynamodb:PutItem"', '"dynamodb:DescribeTable"');
  assert.notEqual(withoutPut, template);
  writeFileSync(path, withoutPut);

  const service = await startLocal({ assembly, data, port: 0, log: () => undefined });
  try {
    const client = createClient(service.url, key);
    const posted = await client.post('/v1/interactions', { interaction_id: 'denied', input: 'hello' });
    const read = await client.get('/v1/interactions/denied');

    assert.equal(posted.status, 503);
    assert.ok(Number(posted.headers.get('retry-after')) >= 1);
    assert.equal(posted.body.code, 'internal');
    assert.equal(read.status, 404);
    const log = readFileSync(service.logs.pathOf('/sightglass/local/ingest'), 'utf8');
    assert.match(log, /AccessDenied/);
  } finally {
    await service.stop();
  }
});
