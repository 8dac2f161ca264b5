/** Settings over HTTP, against the running service: admins only, whole and by section, audited, and quoting nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, type OwnService, startOwn } from './service.ts';

let service: OwnService;
before(async () => {
  service = await startOwn();
});
after(() => service.stop());

const put = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
  const response = await fetch(service.url + path, {
    method: 'PUT',
    headers: { 'x-api-key': service.key, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

test('PUT /v1/settings/{section} changes a section, GET shows it, and the audit trail tells of it', async () => {
  const changed = await put('/v1/settings/redaction', {
    types: { AGE: false },
    literals: [{ name: 'code-name', value: 'Blue Heron' }],
    patterns: [{ name: 'badge', pattern: 'BDG-\\d{5}' }],
  });

  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const shown = await service.get('/v1/settings');
  assert.deepEqual(shown.body, changed.body);
  assert.deepEqual([shown.body.version, shown.body.set, shown.headers.get('etag')], [1, ['redaction'], '"1"']);

  const audit = await service.get('/v1/audit');
  assert.deepEqual(audit.body.entries[0].changes, [
    { field: 'redaction.literals', entries_before: 0, entries_after: 1 },
    { field: 'redaction.patterns', entries_before: 0, entries_after: 1 },
    { field: 'redaction.types', entries_before: 0, entries_after: 1 },
  ]);
  assert.ok(!JSON.stringify(audit.body).includes('Heron'));
});

test('a change of an older version is answered 409, and a wrong one 400 with its field', async () => {
  const stale = await put('/v1/settings', {}, { 'if-match': '"0"' });
  const wrong = await put('/v1/settings/redaction', { payload: 'secret value' });
  const unknown = await put('/v1/settings/colours', {});

  assert.deepEqual([stale.status, stale.body.code], [409, 'conflict']);
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [400, 'redaction.payload']);
  assert.ok(!JSON.stringify(wrong.body).includes('secret value'));
  assert.equal(unknown.status, 404);
});
