/** Settings through their memory: a change holds within a minute, and a policy is never lost for a default. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { DEFAULT_PROJECT_SETTINGS } from '../../src/domain/settings/settings.ts';
import type { SettingsRecord } from '../../src/pipelines/ports/settings.ts';
import { createOfProject, createSettingsOf, FRESH_MS, STALE_MS } from '../../src/pipelines/project-settings.ts';

const PROJECT = 'acme' as ProjectId;
const strict = (version: number): SettingsRecord => ({
  version,
  changedAt: 0,
  changedBy: 'k',
  sections: { redaction: { payload: 'none' } },
});

const setUp = () => {
  const world = { now: 1000, record: undefined as SettingsRecord | undefined, isDown: false, reads: 0, stale: 0 };
  const settingsOf = createSettingsOf(
    {
      readSettings: async () => {
        world.reads += 1;
        if (world.isDown) throw new Error('table out of reach');
        return world.record;
      },
    },
    { clock: () => world.now, onStale: () => (world.stale += 1) },
  );
  return { world, settingsOf };
};

test('settingsOf() reads once a minute, however many ask', async () => {
  const { world, settingsOf } = setUp();

  await Promise.all(Array.from({ length: 20 }, () => settingsOf(PROJECT, {})));
  world.now += FRESH_MS - 1;
  await settingsOf(PROJECT, {});
  assert.equal(world.reads, 1);

  world.now += 1;
  await settingsOf(PROJECT, {});
  assert.equal(world.reads, 2);
});

test('settingsOf() tells a change within a minute', async () => {
  const { world, settingsOf } = setUp();
  assert.equal(await settingsOf(PROJECT, {}), DEFAULT_PROJECT_SETTINGS);

  world.record = strict(1);
  world.now += 60_000;

  assert.equal((await settingsOf(PROJECT, {})).redaction.payload, 'none');
});

test('settingsOf() holds on to a policy while the table is out of reach, and refuses when that takes too long', async () => {
  const { world, settingsOf } = setUp();
  world.record = strict(1);
  await settingsOf(PROJECT, {});
  world.isDown = true;

  world.now += STALE_MS - 1;
  assert.equal((await settingsOf(PROJECT, {})).redaction.payload, 'none');
  assert.equal(world.stale, 1);

  world.now += 1;
  await assert.rejects(settingsOf(PROJECT, {}), /out of reach/);
});

test('settingsOf() never takes the default for a policy that it could not read', async () => {
  const { world, settingsOf } = setUp();
  world.isDown = true;

  await assert.rejects(settingsOf(PROJECT, {}));

  world.isDown = false;
  world.record = strict(1);
  assert.equal((await settingsOf(PROJECT, {})).redaction.payload, 'none');
});

test('settingsOf() asks a table in trouble again after seconds, not with every request', async () => {
  const { world, settingsOf } = setUp();
  await settingsOf(PROJECT, {});
  world.isDown = true;
  world.now += FRESH_MS;

  for (let request = 0; request < 50; request++) await settingsOf(PROJECT, {});

  assert.equal(world.reads, 2);
});

test('ofProject() makes parts anew only when the settings changed', async () => {
  const { world, settingsOf } = setUp();
  let made = 0;
  const ofProject = createOfProject(settingsOf, () => (made += 1));
  world.record = strict(1);

  await ofProject(PROJECT, {});
  world.now += FRESH_MS;
  assert.equal(await ofProject(PROJECT, {}), 1);
  world.record = strict(2);
  world.now += FRESH_MS;

  assert.equal(await ofProject(PROJECT, {}), 2);
});

test('ofProject() tries again what failed to be made', async () => {
  const { settingsOf } = setUp();
  let attempts = 0;
  const ofProject = createOfProject(settingsOf, () => {
    attempts += 1;
    if (attempts === 1) throw new Error('chunk did not load');
    return 'made';
  });

  await assert.rejects(ofProject(PROJECT, {}));
  assert.equal(await ofProject(PROJECT, {}), 'made');
});
