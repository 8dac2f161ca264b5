/** BatchWriteItem: up to 25 puts and deletes. AWS may apply some and return the rest; here all of them happen, at once. */
import type { DatabaseSync } from 'node:sqlite';
import { type JsonObject, type JsonOperation, refuseUnknownParameters } from '../json-protocol.ts';
import { capacityHeaders, consumedCapacity } from './capacity.ts';
import { chargesOf, commitChanges } from './changes.ts';
import { type PreparedWrite, planWrite, prepareWrite, type Stored } from './plan-write.ts';
import { validationError } from './schema.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_WRITES = 25;

type WriteRequest = Readonly<Partial<Record<'PutRequest' | 'DeleteRequest', JsonObject>>>;

const PARAMETERS = ['RequestItems', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'];

export const batchWrite =
  (database: DatabaseSync, stored: Stored): JsonOperation =>
  (input) => {
    refuseUnknownParameters('BatchWriteItem', input, PARAMETERS);
    const requests = readRequests(input['RequestItems']);
    const writes = requests.map(([table, write]) => prepareOne(stored, table, write));
    refuseRepeats(writes);

    const changes = writes.map((write) => planWrite(stored, write).change);
    commitChanges(database, stored.rows, changes);
    const charges = changes.flatMap((change) => chargesOf(change));
    const ConsumedCapacity = consumedCapacity(charges, input['ReturnConsumedCapacity']);
    return {
      output: { UnprocessedItems: {}, ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }) },
      headers: capacityHeaders(charges),
    };
  };

/** The writes with their tables. Their items are checked one by one later, as those of single writes are. */
const readRequests = (requestItems: unknown): readonly (readonly [table: string, write: WriteRequest])[] => {
  const tables = Object.entries((requestItems ?? {}) as Readonly<Record<string, unknown>>);
  const requests = tables.flatMap(([table, writes]) => {
    if (!Array.isArray(writes) || writes.length === 0) {
      throw validationError(`RequestItems.${table} must be a list of at least one write`);
    }
    return (writes as readonly WriteRequest[]).map((write) => [table, write] as const);
  });
  if (requests.length === 0) throw validationError('RequestItems must have length greater than or equal to 1');
  if (requests.length > MAX_WRITES) throw validationError('Too many items requested for the BatchWriteItem call');
  return requests;
};

const prepareOne = (stored: Stored, TableName: string, write: WriteRequest): PreparedWrite => {
  const { PutRequest, DeleteRequest } = write ?? {};
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw validationError('Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest');
  }
  return PutRequest === undefined
    ? prepareWrite(stored, 'DeleteItem', { TableName, Key: DeleteRequest!['Key'] })
    : prepareWrite(stored, 'PutItem', { TableName, Item: PutRequest['Item'] });
};

const refuseRepeats = (writes: readonly PreparedWrite[]): void => {
  const keys = new Set(writes.map(({ table, key }) => `${table.space}~${key}`));
  if (keys.size < writes.length) throw validationError('Provided list of item keys contains duplicates');
};
