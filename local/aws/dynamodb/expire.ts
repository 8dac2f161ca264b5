/** Deletes items whose time to live has passed, as DynamoDB does in the background, free of charge. */
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { changeOf, commitChanges } from './changes.ts';
import type { Stored } from './plan-write.ts';

/**
 * Items that ended longer ago stay for ever: probably the attribute was not meant as a time.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
const MAX_AGE_SECONDS = 5 * 365 * 24 * 3600;
/** So many per transaction that requests never wait more than a few milliseconds. */
const PIECE = 200;

/**
 * @param now milliseconds since the epoch
 * @returns how many items were deleted
 */
export const expireItems = async (database: DatabaseSync, stored: Stored, now: number): Promise<number> => {
  const until = Math.floor(now / 1000);
  let deleted = 0;
  for (const table of stored.tables.all()) {
    if (table.timeToLiveAttribute === undefined) continue;
    for (;;) {
      const expired = stored.rows.expired(table.space, until - MAX_AGE_SECONDS, until, PIECE);
      if (expired.length === 0) break;
      const changes = expired.map(({ key, item }) => changeOf(table, key, item, undefined));
      commitChanges(database, stored.rows, changes);
      deleted += expired.length;
      await setImmediate();
    }
  }
  return deleted;
};
