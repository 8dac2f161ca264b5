/** Registers closed hours, for the summaries function; rows-by-posting.ts reads what is written here. */
import type { ProjectId } from '../../domain/call/ids.ts';
import { type EpochMs, HOUR_MS, type Milliseconds } from '../../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../../domain/fragment/cut.ts';
import { registerEntriesOf } from '../../domain/fragment/register.ts';
import { gatherIds, MAX_PIECE } from '../../domain/fragment/register-rows.ts';
import type { CallStore } from '../../pipelines/ports/calls.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { registerPk, registerSk, registerUntilKey } from './keys.ts';
import { createRowsByTime } from './read.ts';
import { type Item, type Table, ttl } from './table.ts';

/**
 * Hours before now that are looked through, and registered by the first run, in a project that was never registered. What is
 * older came late, and has rows of its own.
 */
export const FIRST_HOURS_MS = 48 * HOUR_MS;

/** How far a project's hours are registered; undefined before the first time. */
export const registeredUntil = async (
  table: Table,
  project: ProjectId,
  waiting: Waiting,
): Promise<EpochMs | undefined> => {
  const held = (await table.get(registerUntilKey(project), waiting))?.['at']?.N;
  return held === undefined ? undefined : Number(held);
};

/**
 * Hours before one whose calls may have been kept under the same settings: a project's days may become fewer between an hour and its
 * registration, and in the minutes between that of the hour before and this one's beginning.
 */
const REMEMBERED_HOURS = 2;

/** How long calls were kept when the last hours were registered. */
const keptLately = async (table: Table, project: ProjectId, waiting: Waiting): Promise<readonly Milliseconds[]> =>
  JSON.parse((await table.get(registerUntilKey(project), waiting))?.['k']?.S ?? '[]') as readonly Milliseconds[];

/**
 * Registers the hours that closed since the last time, one after the other, and says after each how far it came: a crash in between
 * repeats the same rows, and after a long outage a run that has no time for all of them leaves less to the next.
 */
export const createRegister =
  (table: Table, piece = MAX_PIECE): CallStore['register'] =>
  async (project, { until, expiresAt }, waiting) => {
    const registerHour = createRegisterHour(table, piece);
    let from = (await registeredUntil(table, project, waiting)) ?? until - FIRST_HOURS_MS;
    while (from < until) {
      const { see, done } = registerHour(project, { hour: from, expiresAt: expiresAt(from) }, waiting);
      // Rows are found by their latest call, so one that begins in the last hour may stand after it.
      const reading = { from, to: from + HOUR_MS + MAX_EXTENT_MS };
      for await (const row of createRowsByTime(table)(project, reading, undefined, waiting)) await see([row]);
      await done();
      from += HOUR_MS;
    }
  };

/** Registers one hour, whoever reads its rows. */
export const createRegisterHour =
  (table: Table, piece = MAX_PIECE): CallStore['registerHour'] =>
  (project, { hour, expiresAt }, waiting) => {
    const until = hour + HOUR_MS;
    const ids = gatherIds(hour);
    const keptMs = expiresAt - until;
    let reading: ReturnType<typeof keptLately> | undefined;
    const lately = () => (reading ??= keptLately(table, project, waiting));
    const write = async (): Promise<void> => {
      const longest = Math.max(keptMs, ...(await lately()));
      const rows = ids.pack().map(
        ({ bucket, part, entries }): Item => ({
          pk: { S: registerPk(project, bucket) },
          sk: { S: registerSk(hour, part) },
          b: { B: entries },
          ttl: ttl(until + longest),
        }),
      );
      await table.putAll(rows, waiting);
    };
    return {
      see: async (rows) => {
        for (const row of rows) {
          for (const entry of registerEntriesOf(row.facts)) {
            if (entry.at < hour || entry.at >= until) continue;
            if (ids.size() === piece) await write();
            ids.add(entry, row);
          }
        }
      },
      done: async () => {
        await write();
        const { pk, sk } = registerUntilKey(project);
        const kept = JSON.stringify([keptMs, ...(await lately())].slice(0, REMEMBERED_HOURS));
        await table.put({ pk: { S: pk }, sk: { S: sk }, at: { N: String(until) }, k: { S: kept } }, waiting);
      },
    };
  };
