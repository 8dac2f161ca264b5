/** DynamoDB, as far as we use it, under the names that the AWS SDK has for it. */
import { ServiceError } from './caller.ts';
import { commandOf, jsonClientOf } from './json-client.ts';

export class ConditionalCheckFailedException extends ServiceError {}
export class TransactionCanceledException extends ServiceError {}

/** Values of items with their bytes as base64. */
const write = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  if (Array.isArray(value)) return value.map(write);
  const written: Record<string, unknown> = {};
  for (const name in value) written[name] = write((value as Record<string, unknown>)[name]);
  return written;
};

/** The reverse: text under `B` is base64, for nothing else that is called so is a text. */
const read = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(read);
  const given = value as Record<string, unknown>;
  for (const name in given) {
    const member = given[name];
    given[name] = name === 'B' && typeof member === 'string' ? Buffer.from(member, 'base64') : read(member);
  }
  return given;
};

export const DynamoDBClient = jsonClientOf({
  host: 'dynamodb',
  version: '1.0',
  target: 'DynamoDB_20120810',
  write: write as (input: object) => object,
  read: read as (output: object) => object,
  errors: { ConditionalCheckFailedException, TransactionCanceledException },
});

export const BatchWriteItemCommand = commandOf('BatchWriteItem');
export const DeleteItemCommand = commandOf('DeleteItem');
export const GetItemCommand = commandOf('GetItem');
export const PutItemCommand = commandOf('PutItem');
export const QueryCommand = commandOf('Query');
export const TransactWriteItemsCommand = commandOf('TransactWriteItems');
