/** GetItem and BatchGetItem: items by their keys. */
import type { JsonObject, JsonOperation } from '../json-protocol.ts';
import { type Charge, capacityHeaders, consumedCapacity, readUnits } from './capacity.ts';
import { dynalite, parseRequest, refuse } from './dynalite.ts';
import type { ParsedRequest } from './dynalite-types.ts';
import { type Item, itemBytes } from './item.ts';
import type { Stored } from './plan-write.ts';

export interface ReadItem {
  readonly item: Item | undefined;
  readonly charge: Charge;
  /** Of the whole item, before any projection. */
  readonly bytes: number;
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export const readItem = (stored: Stored, input: JsonObject): ReadItem =>
  readParsed(stored, parseRequest('GetItem', input));

const readParsed = ({ tables, rows }: Stored, request: ParsedRequest): ReadItem => {
  const table = tables.find(request.TableName);
  refuse(dynalite.validateKey(request.Key, table.schema));
  refuse(dynalite.validateKeyPaths(request._projection?.nestedPaths, table.schema));
  const item = rows.get(table.space, dynalite.createKey(request.Key, table.schema));
  const bytes = item === undefined ? 0 : itemBytes(item);
  const paths = request._projection?.paths ?? request.AttributesToGet;
  return {
    item: item === undefined || paths === undefined ? item : dynalite.mapPaths(paths, item),
    charge: { table: request.TableName, read: readUnits(bytes, request.ConsistentRead === true), write: 0 },
    bytes,
  };
};

export const getItem =
  (stored: Stored): JsonOperation =>
  (input) => {
    const request = parseRequest('GetItem', input);
    const { item, charge } = readParsed(stored, request);
    const [ConsumedCapacity] = consumedCapacity([charge], request.ReturnConsumedCapacity) ?? [];
    return {
      output: {
        ...(item === undefined ? {} : { Item: item }),
        ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }),
      },
      headers: capacityHeaders([charge]),
    };
  };

/**
 * The most one BatchGetItem returns; keys beyond it come back unprocessed.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

type TableRequest = Omit<ParsedRequest, 'Key'> & { readonly Keys: readonly Item[] };

export const batchGetItem =
  (stored: Stored): JsonOperation =>
  (input) => {
    const request = parseRequest('BatchGetItem', input);
    const responses: Record<string, Item[]> = {};
    const unprocessed: Record<string, JsonObject> = {};
    const charges: Charge[] = [];
    let bytes = 0;
    for (const [TableName, wanted] of Object.entries(request.RequestItems as Record<string, TableRequest>)) {
      const { Keys, ...options } = wanted;
      const found: Item[] = [];
      responses[TableName] = found;
      for (const [position, Key] of Keys.entries()) {
        if (bytes >= MAX_BATCH_BYTES) {
          const { _projection, ...sent } = options;
          unprocessed[TableName] = { ...sent, Keys: Keys.slice(position) };
          break;
        }
        const read = readParsed(stored, { ...options, TableName, Key });
        bytes += read.bytes;
        charges.push(read.charge);
        if (read.item !== undefined) found.push(read.item);
      }
    }
    const ConsumedCapacity = consumedCapacity(charges, request.ReturnConsumedCapacity);
    return {
      output: {
        Responses: responses,
        UnprocessedKeys: unprocessed,
        ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }),
      },
      headers: capacityHeaders(charges),
    };
  };
