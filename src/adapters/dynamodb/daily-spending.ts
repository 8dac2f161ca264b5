/** What a project's deep pass has cost on each day: a row a day, counted up on the condition that nobody else did meanwhile. */
import { DAY_MS, toIso } from '../../domain/call/units.ts';
import type { DailySpending } from '../../pipelines/ports.ts';
import { spendingKey } from './keys.ts';
import type { PutIf } from './put-if.ts';
import { type Table, ttl } from './table.ts';

/** Two workers at most count at once, each some times a second. */
const ATTEMPTS = 8;

export const createDailySpending = (table: Table, putIf: PutIf): DailySpending => ({
  reserve: async (project, { at, nanoUsd, limitNanoUsd }, waiting) => {
    const { pk, sk } = spendingKey(project, toIso(at).slice(0, 10));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const held = (await table.get({ pk, sk }, waiting))?.['n']?.N;
      const spent = Number(held ?? 0) + nanoUsd;
      if (spent > limitNanoUsd) return false;
      const item = { pk: { S: pk }, sk: { S: sk }, n: { N: String(spent) }, ttl: ttl(at + 400 * DAY_MS) };
      const isCounted =
        held === undefined
          ? await putIf(item, 'attribute_not_exists(pk)', {}, waiting)
          : await putIf(item, 'n = :held', { ':held': { N: held } }, waiting);
      if (isCounted) return true;
    }
    return false;
  },
});
