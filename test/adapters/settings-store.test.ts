/** Settings and the audit trail in the table: optimistic versions, and both or neither. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import type { JsonObject } from '../../src/domain/call/json.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { createSections } from '../../src/domain/settings/read-settings.ts';
import { changeSettings, viewSettings } from '../../src/pipelines/change-settings.ts';
import { openStores, type Stores } from './stores.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const sections = createSections(compilePattern);
const parts = () => ({ settings: stores.settings, sections });
const auditOf = (project: ProjectId, before?: string, limit = 100) =>
  stores.audit.readAudit(project, { before, limit }, {});

const change = (
  project: ProjectId,
  body: JsonObject,
  more: { section?: string; ifVersion?: number; at?: number } = {},
) => changeSettings(parts(), { project, keyId: 'k1', at: 1000, body, ...more }, {});

test('settings that nobody set are version 0 and the default', async () => {
  const view = await viewSettings(parts(), 'empty' as ProjectId, {});

  assert.equal(view['version'], 0);
  assert.deepEqual(view['set'], []);
});

test('a change is there when it returns, with its line in the audit trail and no value in it', async () => {
  const project = 'changed' as ProjectId;

  await change(project, { redaction: { literals: [{ name: 'heron', value: 'Blue Heron' }] } });
  const view = await change(project, { days: 9 }, { section: 'retention', at: 2000 });

  assert.equal(view['version'], 2);
  assert.deepEqual(view['set'], ['redaction', 'retention']);
  const entries = await auditOf(project);
  assert.deepEqual(
    entries.map(({ version, keyId }) => [version, keyId]),
    [
      [2, 'k1'],
      [1, 'k1'],
    ],
  );
  assert.deepEqual(entries[0]?.changes, [{ field: 'retention.days' }]);
  assert.ok(!JSON.stringify(entries).includes('Heron'));
});

test('a change of a version that is not the present one is refused and leaves no line', async () => {
  const project = 'raced' as ProjectId;
  await change(project, { retention: { days: 1 } });

  await assert.rejects(change(project, { retention: { days: 2 } }, { ifVersion: 0 }), { code: 'conflict' });

  assert.equal((await auditOf(project)).length, 1);
});

test('changes at once all hold, one after the other', async () => {
  const project = 'crowd' as ProjectId;

  await Promise.all([
    change(project, { days: 3 }, { section: 'retention' }),
    change(project, { time_zone: 'Europe/Paris' }, { section: 'summaries' }),
  ]);

  const view = (await viewSettings(parts(), project, {})) as { set: string[]; version: number };
  assert.deepEqual([...view.set].sort(), ['retention', 'summaries']);
  assert.equal(view.version, 2);
  assert.equal((await auditOf(project)).length, 2);
});

test('the same settings again are no change', async () => {
  const project = 'same' as ProjectId;
  await change(project, { retention: { days: 1 } });

  const view = await change(project, { retention: { days: 1 } });

  assert.equal(view['version'], 1);
});

test('the audit trail is read page by page', async () => {
  const project = 'paged' as ProjectId;
  for (let day = 1; day <= 5; day++) await change(project, { days: day }, { section: 'retention', at: day * 1000 });

  const first = await auditOf(project, undefined, 3);
  const second = await auditOf(project, first.at(-1)?.position, 3);

  assert.deepEqual(
    [...first, ...second].map(({ version }) => version),
    [5, 4, 3, 2, 1],
  );
});
