/** Whose calls an hour holds is registered when it is summed up: read once, at whatever time and however often that is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { registerUntilKey } from '../../src/adapters/dynamodb/keys.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { NOON, traceId } from '../builders/spans.ts';
import { call, projectOn } from './summarised-project.ts';

const HOUR = 3_600_000;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const aProject = (zone?: string) => projectOn(stores, zone);

/** How far a project's ids are registered. */
const registeredUntil = async (project: ProjectId): Promise<number> =>
  Number((await stores.table.get(registerUntilKey(project), {}))?.['at']?.N);

const tracesBySession = async (project: ProjectId, value: string): Promise<readonly string[]> => {
  const within = { from: NOON, to: NOON + 4 * HOUR };
  const rows = stores.calls.rowsByPosting(project, { kind: 'session', value }, within, undefined, {});
  return (await Array.fromAsync(rows)).map((row) => row.traceId);
};

for (const zone of ['UTC', 'Asia/Kolkata']) {
  test(`the ids of an hour are registered when it is summed up, on the clock of ${zone}`, async () => {
    const project = aProject(zone);
    const sessionId = inOurWords('s');
    await project.keep(call(1, NOON, { sessionId }), call(2, NOON + HOUR - 1, { sessionId }));

    for (const hours of [1, 2]) {
      project.clock.now = NOON + hours * HOUR + 300_000;
      await project.run('hour');

      assert.equal(await registeredUntil(project.project), NOON + hours * HOUR);
    }

    assert.deepEqual(await tracesBySession(project.project, 's'), [traceId(2), traceId(1)]);
  });
}

test('ids that come minutes after an hour are found, also where the hour was summed up by hand before', async () => {
  const project = aProject();
  await project.keep(call(1, NOON, { sessionId: inOurWords('s') }));
  project.clock.now = NOON + HOUR + 1_000;
  await project.run('hour');
  project.clock.now += 60_000;
  await project.keep(call(2, NOON + 1, { sessionId: inOurWords('s') }));
  project.clock.now = NOON + HOUR + 300_000;
  await project.run('hour');

  const found = await tracesBySession(project.project, 's');

  assert.deepEqual(found, [traceId(2), traceId(1)]);
  assert.equal(await registeredUntil(project.project), NOON + HOUR);
});

test('an hour is read once, for its sums and for its ids', async () => {
  const project = aProject();
  project.clock.now = NOON + HOUR + 300_000;
  await project.run('hour');
  const calls = Array.from({ length: 20 }, (_, n) => call(n, NOON + HOUR + 600_000, { sessionId: inOurWords('s') }));
  await project.keep(...calls);
  project.clock.now += HOUR;
  let read = 0;
  stores.dynamodb.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      if ('IndexName' in request.input) read += (answer.output as { readonly Count?: number }).Count ?? 0;
      return answer;
    },
    { step: 'initialize', name: 'counts rows of the index' },
  );

  await project.run('hour');
  stores.dynamodb.middlewareStack.remove('counts rows of the index');

  assert.equal(read, calls.length);
  assert.equal((await project.rollup('hour', NOON + HOUR))?.calls, calls.length);
  assert.equal((await tracesBySession(project.project, 's')).length, calls.length);
});

test('ids of an hour that cannot be summed up are registered all the same', async () => {
  const project = aProject();
  await project.keep(call(1, NOON, { sessionId: inOurWords('s') }));
  project.clock.now = NOON + HOUR + 300_000;
  const slicesByTime = (): never => {
    throw new Error('too much at once');
  };
  const parts = { ...project.parts, calls: { ...stores.calls, slicesByTime } };

  await assert.rejects(summarise(parts, { kind: 'hour', project: project.project }, {}), /too much at once/);

  assert.equal(await registeredUntil(project.project), NOON + HOUR);
});
