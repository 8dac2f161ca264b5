/** A list of summaries reads what it gives and no more, however far its caller asks it to reach back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { HOUR_MS, toIso } from '../../src/domain/call/units.ts';
import { createRollup, encodeRollup } from '../../src/domain/summarise/rollup.ts';
import type { SummaryStore } from '../../src/pipelines/ports/summaries.ts';
import { listSummaries } from '../../src/pipelines/query-summaries.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { NOON } from '../builders/spans.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

const project = 'list' as ProjectId;
const HOURS = 230;

test('a list of summaries gives the latest 200, says that there are more, and reads no others', async () => {
  for (let hour = 0; hour < HOURS; hour++) {
    const from = NOON - hour * HOUR_MS;
    const rollup = encodeRollup(createRollup({ project, from, to: from + HOUR_MS }));
    await stores.summaries.putRollup(project, 'hour', toIso(from), rollup, 1e13, {});
  }
  let read = 0;
  const summaries: SummaryStore = {
    ...stores.summaries,
    rollups: async (...given) => {
      const found = await stores.summaries.rollups(...given);
      read += found.length;
      return found;
    },
  };
  const parts = { ...stores, summaries, clock: () => NOON + HOUR_MS, zoneOf: async () => 'UTC' };

  const all = await listSummaries(parts, project, { kind: 'hour', from: 0, to: NOON }, {});
  const day = await listSummaries(parts, project, { kind: 'hour', to: NOON }, {});

  assert.deepEqual([all.summaries.length, all.truncated, read - day.summaries.length], [200, true, 201]);
  assert.deepEqual([day.summaries.length, day.truncated], [25, undefined]);
  const starts = all.summaries.map(({ period }) => period.start);
  assert.deepEqual(starts, starts.toSorted().reverse());
  assert.ok(starts[0]?.startsWith('2026-11-21T12'));
});

test('a list of summaries that would end before it begins is refused, also where it would begin in the future', async () => {
  const parts = { ...stores, clock: () => NOON, zoneOf: async () => 'UTC' };
  const ask = (range: { readonly from: number; readonly to?: number }) =>
    listSummaries(parts, project, { kind: 'day', ...range }, {});

  await assert.rejects(ask({ from: NOON, to: NOON - 400 * 24 * HOUR_MS }), /from must not be after to/);
  await assert.rejects(ask({ from: NOON + 24 * HOUR_MS }), /from must not be after to/);
  assert.deepEqual((await ask({ from: NOON, to: NOON })).summaries, []);
});
