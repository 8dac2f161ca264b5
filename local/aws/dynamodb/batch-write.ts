/** BatchWriteItem: up to 25 puts and deletes. AWS may apply some and return the rest; here all of them happen, at once. */
import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject, JsonOperation } from '../json-protocol.ts';
import { capacityHeaders, consumedCapacity } from './capacity.ts';
import { chargesOf, commitChanges } from './changes.ts';
import { parseRequest } from './dynalite.ts';
import { type PreparedWrite, planWrite, prepareWrite, type Stored } from './plan-write.ts';
import { validationError } from './schema.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_WRITES = 25;

type WriteRequest = Readonly<Partial<Record<'PutRequest' | 'DeleteRequest', JsonObject>>>;

export const batchWrite =
  (database: DatabaseSync, stored: Stored): JsonOperation =>
  (input) => {
    const request = parseRequest('BatchWriteItem', input);
    const tables = Object.entries(request.RequestItems as Readonly<Record<string, readonly WriteRequest[]>>);
    if (tables.reduce((count, [, writes]) => count + writes.length, 0) > MAX_WRITES) {
      throw validationError('Too many items requested for the BatchWriteItem call');
    }
    const writes = tables.flatMap(([TableName, requests]) =>
      requests.map((write) => prepareOne(stored, TableName, write)),
    );
    refuseRepeats(writes);

    const changes = writes.map((write) => planWrite(stored, write));
    commitChanges(database, stored.rows, changes);
    const charges = changes.flatMap((change) => chargesOf(change));
    const ConsumedCapacity = consumedCapacity(charges, request.ReturnConsumedCapacity);
    return {
      output: { UnprocessedItems: {}, ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }) },
      headers: capacityHeaders(charges),
    };
  };

const prepareOne = (stored: Stored, TableName: string, { PutRequest, DeleteRequest }: WriteRequest): PreparedWrite => {
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
