/** A planned change of one item, and the one place that carries changes out: items and index rows in one transaction. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';
import { type Charge, indexWriteUnits, writeUnits } from './capacity.ts';
import { type IndexChange, indexChanges } from './indexes.ts';
import type { Item } from './item.ts';
import type { Rows } from './rows.ts';
import { expiryOf, type Table } from './tables.ts';

export interface Change {
  readonly table: Table;
  /** The item's encoded key. */
  readonly key: string;
  readonly before: Item | undefined;
  /** Absent: the item is deleted. The same object as `before`: only a condition was checked. */
  readonly after: Item | undefined;
  readonly indexes: readonly IndexChange[];
}

export const changeOf = (table: Table, key: string, before: Item | undefined, after: Item | undefined): Change => ({
  table,
  key,
  before,
  after,
  indexes: before === after ? [] : indexChanges(table.schema, before, after),
});

/**
 * Carries out all changes, or none when the process dies on the way. Everything from planning to here runs without
 * waiting, so no other request can come between.
 * @param alongside more to write in the same transaction
 */
export const commitChanges = (
  database: DatabaseSync,
  rows: Rows,
  changes: readonly Change[],
  alongside: () => void = () => {},
): void =>
  inTransaction(database, () => {
    for (const change of changes) carryOut(rows, change);
    alongside();
  });

const carryOut = (rows: Rows, { table, key, before, after, indexes }: Change): void => {
  if (before === after) return;
  if (after === undefined) rows.delete(table.space, key);
  else rows.put(table.space, key, after, expiryOf(table, after));
  for (const change of indexes) {
    const space = table.indexSpaces.get(change.index.IndexName)!;
    if (change.before !== undefined && change.before.key !== change.after?.key) rows.delete(space, change.before.key);
    if (change.after !== undefined) rows.put(space, change.after.key, change.after.item);
  }
};

/**
 * What AWS charges for a change. A transaction costs twice for the items; index rows follow after it, once.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling
 */
export const chargesOf = ({ table, before, after, indexes }: Change, factor: 1 | 2 = 1): readonly Charge[] => {
  const { TableName } = table.schema;
  return [
    { table: TableName, read: 0, write: factor * writeUnits(before, after) },
    ...indexes.map((change) => ({
      table: TableName,
      index: change.index.IndexName,
      read: 0,
      write: indexWriteUnits(change),
    })),
  ];
};
