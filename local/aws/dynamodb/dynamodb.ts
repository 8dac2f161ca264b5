/**
 * DynamoDB for the local cloud: dynalite's rules and expressions over SQLite rows, every write one transaction of the
 * item and all its index rows, so that a killed process leaves neither half a transaction nor half an index.
 */
import { join } from 'node:path';
import { answerJson, type JsonOperation } from '../json-protocol.ts';
import type { AwsService, Clock } from '../service.ts';
import { closeDatabase, openDatabase } from '../sqlite.ts';
import { batchWrite } from './batch-write.ts';
import { expireItems } from './expire.ts';
import type { Stored } from './plan-write.ts';
import { batchGetItem, getItem } from './read-item.ts';
import { readRange } from './read-range.ts';
import { openRows, ROWS_SCHEMA } from './rows.ts';
import { singleWrite } from './single-writes.ts';
import { type Place, tableArn, tableOperations } from './table-operations.ts';
import { openTables, TABLES_SCHEMA, type TableDefinition } from './tables.ts';
import { tableFromTemplate } from './template.ts';
import { TRANSACTIONS_SCHEMA, transactGet, transactWrite } from './transactions.ts';

export interface CreatedTable {
  /** What `Ref` gives. */
  readonly name: string;
  readonly arn: string;
  readonly id: string;
}

export interface DynamoDb extends AwsService {
  /**
   * Creates the table, or extends the one that exists by settings and indexes; never drops anything.
   * @throws Error when an existing key or index would have to change
   */
  createTable(definition: TableDefinition): CreatedTable;
  /**
   * The same from the properties, all intrinsics resolved, of an AWS::DynamoDB::Table or AWS::DynamoDB::GlobalTable.
   * @param name the table's name unless the properties give one
   * @throws Error naming a property that the local DynamoDB does not honour
   */
  createTableFromTemplate(name: string, properties: Readonly<Record<string, unknown>>): CreatedTable;
  /**
   * Deletes what has outlived its time to live.
   * @param now milliseconds since the epoch
   * @returns how many items
   */
  sweepExpired(now: number): Promise<number>;
}

export interface DynamoDbOptions extends Place {
  readonly directory: string;
  readonly clock?: Clock;
}

export const createDynamoDb = async (options: DynamoDbOptions): Promise<DynamoDb> => {
  const { directory, clock = Date.now } = options;
  const database = openDatabase(join(directory, 'dynamodb.db'), ROWS_SCHEMA + TABLES_SCHEMA + TRANSACTIONS_SCHEMA);
  const rows = openRows(database);
  const stored: Stored = { rows, tables: openTables(database, rows, clock) };
  const protocol = {
    version: '1.0',
    target: 'DynamoDB_20120810',
    namespace: 'com.amazonaws.dynamodb.v20120810',
    operations: {
      ...tableOperations(stored, options),
      GetItem: getItem(stored),
      BatchGetItem: batchGetItem(stored),
      Query: readRange(stored, 'Query'),
      Scan: readRange(stored, 'Scan'),
      PutItem: singleWrite(database, stored, 'PutItem'),
      UpdateItem: singleWrite(database, stored, 'UpdateItem'),
      DeleteItem: singleWrite(database, stored, 'DeleteItem'),
      BatchWriteItem: batchWrite(database, stored),
      TransactWriteItems: transactWrite(database, stored, clock),
      TransactGetItems: transactGet(stored),
    } satisfies Readonly<Record<string, JsonOperation>>,
  } as const;

  const createTable = (definition: TableDefinition): CreatedTable => {
    const { schema, id } = stored.tables.ensure(definition);
    return { name: schema.TableName, arn: tableArn(options, schema.TableName), id };
  };

  return {
    signingName: 'dynamodb',
    handle: (request) => answerJson(protocol, request),
    createTable,
    createTableFromTemplate: (name, properties) => createTable(tableFromTemplate(name, properties)),
    sweepExpired: (now) => expireItems(database, stored, now),
    close: async () => closeDatabase(database),
  };
};
