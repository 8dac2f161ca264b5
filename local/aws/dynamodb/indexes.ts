/** The rows a table's indexes hold for an item, and what a change of the item does to them. */
import { dynalite } from './dynalite.ts';
import type { Item } from './item.ts';
import { type IndexSchema, keyNames, projectedNames, type TableSchema } from './schema.ts';

export interface IndexRow {
  readonly key: string;
  readonly item: Item;
}

/**
 * The key of an item's row in an index: the index's key, then the item's own. dynalite ends its index keys with 24 bits of
 * a hash of the item's key, so two items in a few thousand with the same index key would overwrite each other's row.
 */
export const indexKey = (table: TableSchema, index: IndexSchema, item: Item): string =>
  `${dynalite.createIndexKey(item, table, index.KeySchema)}/${dynalite.createKey(item, table)}`;

/** The row of `item` in `index`, or nothing when the item lacks one of the index's keys. */
export const indexRow = (table: TableSchema, index: IndexSchema, item: Item | undefined): IndexRow | undefined => {
  if (item === undefined || keyNames(index).some((name) => item[name] === undefined)) return undefined;
  const names = projectedNames(table, index);
  const projected =
    names === 'ALL'
      ? item
      : Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
  return { key: indexKey(table, index, item), item: projected };
};

export interface IndexChange {
  readonly index: IndexSchema;
  readonly before: IndexRow | undefined;
  readonly after: IndexRow | undefined;
}

/** What becomes of each index's row when `before` becomes `after`; indexes that do not notice are left out. */
export const indexChanges = (
  table: TableSchema,
  before: Item | undefined,
  after: Item | undefined,
): readonly IndexChange[] =>
  (table.GlobalSecondaryIndexes ?? [])
    .map((index) => ({ index, before: indexRow(table, index, before), after: indexRow(table, index, after) }))
    .filter((change) => !isSameRow(change.before, change.after));

const isSameRow = (before: IndexRow | undefined, after: IndexRow | undefined): boolean =>
  before === undefined || after === undefined
    ? before === after
    : before.key === after.key && canonical(before.item) === canonical(after.item);

/** Attributes in name order: an update may leave the same attributes in another order. */
const canonical = (item: Item): string =>
  JSON.stringify(
    Object.keys(item)
      .toSorted()
      .map((name) => [name, item[name]]),
  );
