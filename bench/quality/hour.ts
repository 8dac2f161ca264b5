/**
 * Measures the summary of an hour with 100,000 calls through the function's own pipeline, over the local table and bucket:
 * `node bench/quality/hour.ts [CALLS] [FOLDER]`. Calls are kept first by a process of its own, and not measured; with a folder they
 * stay there for the next run. The table works in a process of its own, so that time and memory here are the function's.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { decodeRollup } from '../../src/domain/summarise/rollup.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { writeReports } from '../../src/pipelines/write-reports.ts';
import { type Served, storesOver, type Used, usedSoFar } from './local-table.ts';

const CALLS = Number(process.argv[2] ?? 100_000);
const FROM = Date.UTC(2026, 10, 2, 10);
const HOUR = 3_600_000;
const project = 'bench' as ProjectId;

const kept = process.argv[3];
const directory = kept ?? mkdtempSync(join(tmpdir(), 'sightglass-hour-'));
const beside = (file: string): string => join(import.meta.dirname, file);
if (kept === undefined || !existsSync(kept)) {
  execFileSync(process.execPath, [beside('keep-hour.ts'), directory, String(CALLS)], { stdio: 'inherit' });
}

const table = fork(beside('local-table.ts'), [directory]);
const [served] = (await once(table, 'message')) as [Served];
const usedByTable = async (): Promise<Used> => {
  const answer = once(table, 'message');
  table.send('used');
  return ((await answer) as [Used])[0];
};

const now = FROM + HOUR + 300_000;
const { calls, judgements, summaries } = storesOver(served, () => now);
const load = loadavg()[0]!;
const [mineBefore, tableBefore, started] = [usedSoFar(), await usedByTable(), performance.now()];
await summarise(
  {
    calls,
    judgements,
    summaries,
    clock: () => now,
    retentionMs: 1e12,
    interactionsMsOf: async () => 1e12,
    zoneOf: async () => 'UTC',
    report: async (summed, waiting) => {
      await writeReports(summaries, summed, waiting);
    },
    publish: async () => undefined,
    publishUsualCost: async () => undefined,
  },
  { kind: 'hour', project, at: FROM },
  {},
);
const wall = (performance.now() - started) / 1000;
const [mine, tables] = [usedSoFar(), await usedByTable()];
const stored = await summaries.getRollup(project, 'hour', new Date(FROM).toISOString(), {});
const { figures } = decodeRollup(stored!);
if (figures.calls !== CALLS) throw new Error(`summed up ${figures.calls} of ${CALLS} calls`);

const shown = (after: Used, before: Used): string =>
  `${(after.cpuSeconds - before.cpuSeconds).toFixed(1)} s of processor, at most ${(after.peakBytes / 1e6).toFixed(0)} MB`;
console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, load before ${load.toFixed(1)}`);
console.log(`${CALLS.toLocaleString('en-GB')} calls, end to end: ${wall.toFixed(1)} s (bar 10)`);
console.log(`the function: ${shown(mine, mineBefore)} (bar 512)`);
console.log(`the local table and bucket: ${shown(tables, tableBefore)}`);
table.disconnect();
await once(table, 'exit');
if (kept === undefined) rmSync(directory, { recursive: true, force: true });
