/** Erasing one call of a trace that is so long that its fragment was split into several rows. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { interactionId, type ProjectId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../../src/domain/call/units.ts';
import { readTrace, withPayloads } from '../../../src/pipelines/read-trace.ts';
import { openStores, type Stores } from '../../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';
import { createErasingWorld } from './erasing-world.ts';

let stores: Stores;
let world: ReturnType<typeof createErasingWorld>;
const keyed = createKeyed('a secret of tests');
before(async () => {
  stores = await openStores();
  world = createErasingWorld(stores, keyed);
});
after(() => stores.close());

let projects = 0;
const freshProject = (): ProjectId => `split${++projects}` as ProjectId;
const doc = (value: string) => ({ value: inOurWords(value) });

const wordsOf = (count: number) => Array.from({ length: count }, () => `w${randomUUID().slice(0, 5)}`).join(' ');

test('erasing one call of a trace that was split in rows leaves the way to the other rows', async () => {
  const project = freshProject();
  const ann = { user: keyed.user(project, 'ann') };
  const late = NOON + 2 * HOUR_MS;
  await stores.calls.register(project, { until: NOON + HOUR_MS, expiresAt: () => 1e13 }, {});
  const spans = Array.from({ length: 20 }, (_, n) =>
    aSpan({
      spanId: spanId(n),
      start: NOON + n,
      tags: [inOurWords(wordsOf(9000))],
      payload: { input: doc(wordsOf(50)) },
      ...(n % 19 === 0 ? ann : {}),
    }),
  );
  await world.keep(project, 'split', spans, late);
  assert.ok((await world.placesOf(project, /F#split\.0[ab]/)).length > 1, 'it was split');

  await world.run(project, { kind: 'erase', interaction_id: interactionId(traceId(0), spanId(19)) });
  await world.run(project, { kind: 'erase', user_id: 'ann' });

  assert.deepEqual(await world.placesOf(project, /#T#/), []);
});

test('erasing one call of a trace that was split in rows wipes it and leaves the documents of all others', async () => {
  const project = freshProject();
  const spans = Array.from({ length: 20 }, (_, number) =>
    aSpan({
      spanId: spanId(number),
      tags: [inOurWords(wordsOf(9000))],
      payload: { input: doc(`${wordsOf(50)} of ${number === 0 ? 'ann' : number}`) },
    }),
  );
  await world.keep(project, 'split', spans);
  assert.ok((await world.placesOf(project, /F#split\.0[ab]/)).length > 1, 'it was split');

  await world.run(project, { kind: 'erase', interaction_id: interactionId(traceId(0), spanId(0)) });

  assert.deepEqual(await world.placesOf(project, /of ann/), []);
  const whole = await readTrace(stores.calls, project, traceId(0), {});
  const left = await withPayloads(stores.calls, whole?.spans ?? [], {});
  assert.deepEqual([left.length, left.filter(({ payload }) => payload?.input !== undefined).length], [19, 19]);
});
