/** What machines and apps measured: one row for each request and hour, under the request's digest, so that a retry changes nothing. */
import type { ProjectId } from '../../domain/call/ids.ts';
import { type EpochMs, HOUR_MS } from '../../domain/call/units.ts';
import type { KeptSeries } from '../../domain/otlp/dialects/metrics/condense.ts';
import type { MachineStore } from '../../pipelines/ports/machines.ts';
import { packText, unpackText } from './codecs/packed-text.ts';
import { machinePk, machineSk } from './keys.ts';
import { lateHourItems } from './late-hours.ts';
import { type Table, ttl } from './table.ts';

export const createMachineStore = (table: Table): MachineStore => ({
  keepSeries: async (project, { hours, digest, receivedAt, expiresAt }, waiting) => {
    const late = lateHourItems(project, [...hours.keys()], { receivedAt, expiresAt, mark: digest });
    for (const item of late) await table.put(item, waiting);
    let isNew = false;
    for (const [hour, series] of hours) {
      const row = {
        pk: { S: machinePk(project, hour) },
        sk: { S: machineSk(digest) },
        b: { B: packText(JSON.stringify(series)) },
        ttl: ttl(expiresAt),
      };
      if ((await table.put(row, waiting, { keepsOld: true })).isNew) isNew = true;
    }
    return { isNew };
  },

  seriesWithin: async (project, { from, to }, waiting) => {
    const found: KeptSeries[] = [];
    for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) {
      found.push(...(await rowsOf(table, project, hour, waiting)));
    }
    return found;
  },
});

const rowsOf = async (
  table: Table,
  project: ProjectId,
  hour: EpochMs,
  waiting: Parameters<MachineStore['seriesWithin']>[2],
): Promise<readonly KeptSeries[]> => {
  const found: KeptSeries[] = [];
  const page = { pk: machinePk(project, hour), from: 'M', to: 'N', consistent: true };
  for await (const item of table.query(page, waiting)) {
    found.push(...(JSON.parse(unpackText(item['b']?.B as Uint8Array)) as readonly KeptSeries[]));
  }
  return found;
};
