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

/** Runs the service with a word of its permissions changed, and asks it to store a call and to read it. */
const withChangedPermission = async (name: string, { from, to }: { readonly from: string; readonly to: string }) => {
  const data = join(folder, name);
  const { service: whole, key } = await startService({ port: 0, data, log: () => undefined });
  await whole.stop();
  const assembly = join(folder, `${name}-assembly`);
  cpSync('cdk.out.local', assembly, { recursive: true });
  for (const stack of ['data', 'service']) {
    const path = join(assembly, `sightglass-local-${stack}.template.json`);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(`"${from}"`, `"${to}"`));
  }
  const service = await startLocal({ assembly, data, port: 0, log: () => undefined });
  try {
    const client = createClient(service.url, key);
    const posted = await client.post('/v1/interactions', { interaction_id: 'denied', input: 'hello' });
    const read = await client.get('/v1/interactions/denied');
    return { posted, read, log: readFileSync(service.logs.pathOf('/sightglass/local/ingest'), 'utf8') };
  } finally {
    await service.stop();
  }
};

test('ingest without the grant to write answers 503 with Retry-After and stores nothing', async () => {
  const { posted, read, log } = await withChangedPermission('put', {
    from: 'dynamodb:PutItem',
    to: 'dynamodb:DescribeTable',
  });

  assert.equal(posted.status, 503);
  assert.ok(Number(posted.headers.get('retry-after')) >= 1);
  assert.equal(posted.body.code, 'internal');
  assert.equal(read.status, 404);
  assert.match(log, /AccessDenied/);
});

test('a service that may not use the key of its table answers 503 with Retry-After', async () => {
  const { posted, read, log } = await withChangedPermission('key', { from: 'dynamodb.', to: 'elsewhere.' });

  assert.equal(posted.status, 503);
  assert.ok(Number(posted.headers.get('retry-after')) >= 1);
  assert.equal(read.status, 503);
  assert.match(log, /AccessDenied/);
});
