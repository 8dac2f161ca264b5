/** Query and Scan: one page of a table or an index, filtered and projected. */
import type { JsonOperation } from '../json-protocol.ts';
import { type Charge, capacityHeaders, consumedCapacity, readUnits } from './capacity.ts';
import { dynalite, keyRangeOf, parseRequest } from './dynalite.ts';
import type { KeyRange, ParsedRequest } from './dynalite-types.ts';
import { holds } from './expression.ts';
import { indexKey } from './indexes.ts';
import { type Item, itemBytes } from './item.ts';
import type { Stored } from './plan-write.ts';
import type { Rows } from './rows.ts';
import { type IndexSchema, keyNames, projectedNames, type TableSchema, validationError } from './schema.ts';
import type { Table } from './tables.ts';

/**
 * A page ends with the item that reaches this many bytes, before filtering.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
 */
const MAX_PAGE_BYTES = 1024 * 1024;

export const readRange =
  (stored: Stored, operation: 'Query' | 'Scan'): JsonOperation =>
  (input) => {
    const request = parseRequest(operation, input);
    const table = stored.tables.find(request.TableName);
    const range = keyRangeOf(operation, table.schema, request);
    const index = table.schema.GlobalSecondaryIndexes?.find((known) => known.IndexName === request.IndexName);
    if (index !== undefined) refuseUnprojected(table.schema, index, request);

    const page = readPage(
      stored.rows,
      spaceOf(table, index),
      resumed(range, table.schema, index, request),
      request.Limit,
    );
    const items = page.items.filter((item) => passesFilter(request, item));
    const paths = request._projection?.paths ?? request.AttributesToGet;
    const lastKey = page.last === undefined ? undefined : startKeyOf(table.schema, index, page.last);

    const charges = [chargeOf(request, page.bytes)];
    const [ConsumedCapacity] = consumedCapacity(charges, request.ReturnConsumedCapacity) ?? [];
    return {
      output: {
        Count: items.length,
        ScannedCount: page.items.length,
        ...(request.Select === 'COUNT'
          ? {}
          : { Items: paths === undefined ? items : items.map((item) => dynalite.mapPaths(paths, item)) }),
        ...(lastKey === undefined ? {} : { LastEvaluatedKey: lastKey }),
        ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }),
      },
      headers: capacityHeaders(charges),
    };
  };

const spaceOf = (table: Table, index: IndexSchema | undefined): number =>
  index === undefined ? table.space : table.indexSpaces.get(index.IndexName)!;

/** Continues an index exactly after the row given: dynalite's own start key cannot tell rows of one hash apart. */
const resumed = (
  range: KeyRange,
  table: TableSchema,
  index: IndexSchema | undefined,
  { ExclusiveStartKey, ScanIndexForward }: ParsedRequest,
): KeyRange => {
  if (index === undefined || ExclusiveStartKey === undefined) return range;
  const start = indexKey(table, index, ExclusiveStartKey);
  return ScanIndexForward === false ? { ...range, lt: start } : { ...range, gt: start };
};

interface Page {
  readonly items: readonly Item[];
  readonly bytes: number;
  /** The row it stopped at; absent when the range was read to its end. */
  readonly last: Item | undefined;
}

const readPage = (rows: Rows, space: number, range: KeyRange, limit = Number.POSITIVE_INFINITY): Page => {
  const items: Item[] = [];
  let bytes = 0;
  for (const { item } of rows.range(space, range)) {
    items.push(item);
    bytes += itemBytes(item);
    if (items.length >= limit || bytes >= MAX_PAGE_BYTES) return { items, bytes, last: item };
  }
  return { items, bytes, last: undefined };
};

const passesFilter = (request: ParsedRequest, item: Item): boolean => {
  if (request._filter !== undefined) return holds(request._filter.expression, item);
  const filter = request.QueryFilter ?? request.ScanFilter;
  return filter === undefined || dynalite.matchesFilter(item, filter, request.ConditionalOperator);
};

/** The table's keys and, for an index, the index's. */
const startKeyOf = (table: TableSchema, index: IndexSchema | undefined, item: Item): Item => {
  const names = new Set([...keyNames(table), ...(index === undefined ? [] : keyNames(index))]);
  return Object.fromEntries([...names].map((name) => [name, item[name]!]));
};

const chargeOf = (request: ParsedRequest, bytes: number): Charge => ({
  table: request.TableName,
  ...(request.IndexName === undefined ? {} : { index: request.IndexName }),
  read: readUnits(bytes, request.ConsistentRead === true),
  write: 0,
});

/** AWS refuses to project what a global index does not carry; dynalite would leave it out in silence. */
const refuseUnprojected = (table: TableSchema, index: IndexSchema, request: ParsedRequest): void => {
  const carried = projectedNames(table, index);
  if (carried === 'ALL') return;
  const asked = (request._projection?.paths ?? request.AttributesToGet ?? []).map((path) =>
    typeof path === 'string' ? path : String(path[0]),
  );
  const missing = asked.filter((name) => !carried.includes(name));
  if (missing.length === 0) return;
  throw validationError(
    'One or more parameter values were invalid: Global secondary index ' +
      `${index.IndexName} does not project [${missing.join(', ')}]`,
  );
};
