/** Items and index rows on disk: one SQLite table of JSON by (space, key), a space being one table or one index. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { KeyRange } from './dynalite-types.ts';
import type { Item } from './item.ts';

export const ROWS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS rows (
    space INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, UNIQUE (space, key)
  );
  CREATE INDEX IF NOT EXISTS expiring ON rows (space, expires) WHERE expires IS NOT NULL;
`;

export interface StoredRow {
  readonly key: string;
  readonly item: Item;
}

export interface Rows {
  get(space: number, key: string): Item | undefined;
  /** @param expires seconds since the epoch, for an item whose time-to-live attribute says so */
  put(space: number, key: string, item: Item, expires?: number): void;
  delete(space: number, key: string): void;
  /** Rows in key order; reads on only as far as the caller does. Nothing may be written meanwhile. */
  range(space: number, range: KeyRange): Generator<StoredRow>;
  /** Up to `limit` items that expired within (after, until], in seconds since the epoch. */
  expired(space: number, after: number, until: number, limit: number): readonly StoredRow[];
  setExpiry(space: number, key: string, expires: number | null): void;
  count(space: number): number;
  bytes(space: number): number;
}

export const openRows = (database: DatabaseSync): Rows => {
  const get = database.prepare('SELECT value FROM rows WHERE space = ? AND key = ?');
  const put = database.prepare(
    `INSERT INTO rows (space, key, value, expires) VALUES (?, ?, ?, ?)
     ON CONFLICT (space, key) DO UPDATE SET value = excluded.value, expires = excluded.expires`,
  );
  const remove = database.prepare('DELETE FROM rows WHERE space = ? AND key = ?');
  const expired = database.prepare(
    'SELECT key, value FROM rows WHERE space = ? AND expires > ? AND expires <= ? ORDER BY expires LIMIT ?',
  );
  const setExpiry = database.prepare('UPDATE rows SET expires = ? WHERE space = ? AND key = ?');
  const count = database.prepare('SELECT count(*) AS count FROM rows WHERE space = ?');
  const bytes = database.prepare('SELECT total(length(value)) AS bytes FROM rows WHERE space = ?');
  const ranges = new Map<string, StatementSync>();

  return {
    get: (space, key) => {
      const row = get.get(space, key);
      return row === undefined ? undefined : (JSON.parse(row['value'] as string) as Item);
    },
    put: (space, key, item, expires) => void put.run(space, key, JSON.stringify(item), expires ?? null),
    delete: (space, key) => void remove.run(space, key),
    *range(space, range) {
      const bounds = (['gt', 'gte', 'lt', 'lte'] as const).filter((bound) => range[bound] !== undefined);
      const sql = `SELECT key, value FROM rows WHERE space = ?${bounds
        .map((bound) => ` AND key ${OPERATORS[bound]} ?`)
        .join('')} ORDER BY key${range.reverse === true ? ' DESC' : ''}`;
      let statement = ranges.get(sql);
      if (statement === undefined) {
        statement = database.prepare(sql);
        ranges.set(sql, statement);
      }
      for (const row of statement.iterate(space, ...bounds.map((bound) => range[bound]!))) yield asStoredRow(row);
    },
    expired: (space, after, until, limit) => expired.all(space, after, until, limit).map(asStoredRow),
    setExpiry: (space, key, expires) => void setExpiry.run(expires, space, key),
    count: (space) => count.get(space)!['count'] as number,
    bytes: (space) => bytes.get(space)!['bytes'] as number,
  };
};

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

const asStoredRow = (row: Readonly<Record<string, unknown>>): StoredRow => ({
  key: row['key'] as string,
  item: JSON.parse(row['value'] as string) as Item,
});
