/** What was spent of a day's budget: one row a project, purpose and day, changed only as it was read. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectId } from '../../domain/call/ids.ts';
import type { NanoUsd } from '../../domain/call/units.ts';
import type { SpendAccount, SpendStore } from '../../pipelines/ports/judge.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { spendKey } from './keys.ts';
import type { PutIf } from './put-if.ts';
import { type Table, ttl } from './table.ts';

/** Judges and jobs work a few at a time, so a row that changed under us is free at the next attempts. */
const ATTEMPTS = 8;

export const createSpendStore = (table: Table, putIf: PutIf): SpendStore => {
  /** Adds to the row, unless `mayBe` refuses what it would become. */
  const add = async (
    project: ProjectId,
    { purpose, day, expiresAt }: SpendAccount,
    amount: NanoUsd,
    mayBe: (spent: NanoUsd) => boolean,
    waiting: Waiting,
  ): Promise<boolean> => {
    const { pk, sk } = spendKey(project, purpose, day);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await sleep(Math.random() * 20 * 2 ** attempt);
      const held = (await table.get({ pk, sk }, waiting))?.['spent']?.N;
      const spent = Number(held ?? 0) + amount;
      if (!mayBe(spent)) return false;
      const item = { pk: { S: pk }, sk: { S: sk }, spent: { N: String(spent) }, ttl: ttl(expiresAt) };
      const [condition, values] =
        held === undefined ? ['attribute_not_exists(pk)', {}] : ['spent = :held', { ':held': { N: held } }];
      if (await putIf(item, condition as string, values as Record<string, { N: string }>, waiting)) return true;
    }
    throw new Error('the budget row changed at every attempt; the queue brings the message again');
  };

  return {
    reserve: (project, account, { amount, limit }, waiting) =>
      add(project, account, amount, (spent) => spent <= limit, waiting),
    settle: async (project, account, difference, waiting) => {
      if (difference !== 0) await add(project, account, difference, () => true, waiting);
    },
    spentOn: async (project, { purpose, day }, waiting) =>
      Number((await table.get(spendKey(project, purpose, day), waiting))?.['spent']?.N ?? 0),
  };
};
