/** Which reports are written where: an hour's in one object, as there are so many of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { periodOf } from '../../src/domain/summarise/period.ts';
import { createRollup } from '../../src/domain/summarise/rollup.ts';
import type { SummaryStore } from '../../src/pipelines/ports/summaries.ts';
import { readReport, reportKey, writeReports } from '../../src/pipelines/write-reports.ts';
import { openStores } from '../adapters/stores.ts';

const NOON = Date.parse('2026-11-02T12:00:00.000Z');

const NOTHING_ODD = { anomalies: [], drift: [], trends: [], news: 'first' } as const;

const aPeriod = (kind: 'hour' | 'day') => {
  const period = periodOf(NOON, kind, 'UTC');
  return { period, rollup: createRollup({ project: 'shop' as ProjectId, from: period.start, to: period.end }) };
};

/** The names of the objects that the reports of a period make. */
const writtenOf = async (kind: 'hour' | 'day'): Promise<readonly string[]> => {
  const { period, rollup } = aPeriod(kind);
  const written: string[] = [];
  const summaries = { putReport: async (key: string) => void written.push(key) } as unknown as SummaryStore;

  await writeReports(summaries, { period, rollup, ...NOTHING_ODD }, {});

  return written.map((key) => key.split('/').at(-1) as string).sort();
};

test('writeReports() writes the reports of an hour into one object, which any form is made of', async () => {
  const written = await writtenOf('hour');

  assert.deepEqual(written, ['reports.json.zst']);
});

for (const kind of ['hour', 'day'] as const) {
  test(`readReport() gives the reports of ${kind === 'hour' ? 'an hour' : 'a day'} as they were written`, async () => {
    const stores = await openStores();
    const { period, rollup } = aPeriod(kind);
    const written = await writeReports(stores.summaries, { period, rollup, ...NOTHING_ODD }, {});

    for (const report of written) {
      const { audience } = report;
      const read = await readReport(stores.summaries, rollup.project, { period, audience }, {});
      assert.deepEqual(read, JSON.parse(JSON.stringify(report)));
    }
    await stores.close();
  });
}

test('readReport() reads hours that had an object for each audience, and the correction of one before it', async () => {
  const stores = await openStores();
  const { period, rollup } = aPeriod('hour');
  const former = { title: 'as the release before wrote it' };
  const key = `${reportKey(rollup.project, period, 'business')}.json`;
  await stores.summaries.putReport(key, JSON.stringify(former), 'application/json', {});
  const read = () => readReport(stores.summaries, rollup.project, { period, audience: 'business' }, {});

  assert.deepEqual(await read(), former);

  await writeReports(stores.summaries, { period, rollup, ...NOTHING_ODD }, {});
  assert.notDeepEqual(await read(), former);
  await stores.close();
});

test('writeReports() writes the reports of a day for people as well', async () => {
  const written = await writtenOf('day');

  assert.deepEqual(written, [
    'business.html',
    'business.json',
    'business.md',
    'engineering.html',
    'engineering.json',
    'engineering.md',
  ]);
});
