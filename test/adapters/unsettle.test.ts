/** A trace that is doubted loses its promises, and nothing that was erased of it comes back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import { wholeOf } from '../../src/pipelines/whole-traces.ts';
import { aSpan, NOON, traceId } from '../builders/spans.ts';
import { openStores, type Stores } from './stores.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const PROMISED = 'promised' as ProjectId;
const ERASED = 'erased' as ProjectId;

const keep = (project: ProjectId) => {
  const fragments = cutFragments([aSpan()], { digest: 'd', receivedAt: NOON, wholeOf });
  const request = { project, digest: 'd', receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] };
  return stores.calls.keep(request, {});
};

const rowsOf = (project: ProjectId) =>
  Array.fromAsync(stores.calls.rowsByTime(project, { from: NOON, to: NOON + 1 }, undefined, {}));

test('unsettle() takes back what rows promise', async () => {
  await keep(PROMISED);

  await stores.calls.unsettle(PROMISED, traceId(0), {});

  assert.deepEqual(
    (await rowsOf(PROMISED)).flatMap(({ facts }) => facts.map(({ settled }) => settled)),
    [undefined],
  );
});

test('unsettle() brings no row back that was erased while it read', async () => {
  await keep(ERASED);
  const name = 'erases before it is written';
  stores.dynamodb.middlewareStack.add(
    (next) => async (request) => {
      if ('Item' in request.input) {
        stores.dynamodb.middlewareStack.remove(name);
        await stores.erasing.eraseTrace(ERASED, traceId(0), { jobId: 'job', now: NOON, dryRun: false }, {});
      }
      return next(request);
    },
    { step: 'initialize', name },
  );

  await stores.calls.unsettle(ERASED, traceId(0), {});

  assert.deepEqual(await rowsOf(ERASED), []);
});
