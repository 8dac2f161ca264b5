/** Which reports are written where: an hour's for programs alone, as there are so many of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { periodOf } from '../../src/domain/summarise/period.ts';
import { createRollup } from '../../src/domain/summarise/rollup.ts';
import type { SummaryStore } from '../../src/pipelines/ports/summaries.ts';
import { writeReports } from '../../src/pipelines/write-reports.ts';

const NOON = Date.parse('2026-11-02T12:00:00.000Z');

/** The names of the objects that the reports of a period make. */
const writtenOf = async (kind: 'hour' | 'day'): Promise<readonly string[]> => {
  const period = periodOf(NOON, kind, 'UTC');
  const rollup = createRollup({ project: 'shop' as ProjectId, from: period.start, to: period.end });
  const written: string[] = [];
  const summaries = { putReport: async (key: string) => void written.push(key) } as unknown as SummaryStore;

  await writeReports(summaries, { period, rollup, anomalies: [], drift: [], trends: [], news: 'first' }, {});

  return written.map((key) => key.split('/').at(-1) as string).sort();
};

test('writeReports() writes the reports of an hour as JSON, which any form is made of', async () => {
  const written = await writtenOf('hour');

  assert.deepEqual(written, ['business.json', 'engineering.json']);
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
