/** A table's keys and indexes, under the names DynamoDB's API and CloudFormation both use. */
import { AwsError } from '../aws-error.ts';
import { type Item, itemBytes, MAX_ITEM_BYTES } from './item.ts';

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface IndexSchema {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: {
    readonly ProjectionType: 'ALL' | 'INCLUDE' | 'KEYS_ONLY';
    readonly NonKeyAttributes?: readonly string[];
  };
}

export interface TableSchema {
  readonly TableName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly GlobalSecondaryIndexes?: readonly IndexSchema[];
}

export const keyNames = (schema: Pick<TableSchema, 'KeySchema'>): readonly string[] =>
  schema.KeySchema.map((key) => key.AttributeName);

/** The attributes an index row carries, or 'ALL'. */
export const projectedNames = (table: TableSchema, index: IndexSchema): readonly string[] | 'ALL' =>
  index.Projection.ProjectionType === 'ALL'
    ? 'ALL'
    : [...new Set([...keyNames(index), ...keyNames(table), ...(index.Projection.NonKeyAttributes ?? [])])];

export const validationError = (message: string): AwsError => new AwsError({ code: 'ValidationException', message });

/**
 * Largest key attributes, in bytes.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys
 */
const MAX_KEY_BYTES = { HASH: 2048, RANGE: 1024 } as const;

/**
 * Refuses an item AWS would not store: too large, or with a key attribute that is too long, or, for an index, empty or of
 * the wrong type. dynalite measures in UTF-16 units and lets an empty index key pass.
 * @throws AwsError ValidationException
 */
export const refuseBadItem = (table: TableSchema, item: Item): void => {
  if (itemBytes(item) > MAX_ITEM_BYTES) throw validationError('Item size has exceeded the maximum allowed size');
  for (const owner of [table, ...(table.GlobalSecondaryIndexes ?? [])]) {
    for (const { AttributeName, KeyType } of owner.KeySchema) {
      const value = item[AttributeName];
      if (value === undefined) continue;
      const where = 'IndexName' in owner ? `, IndexName: ${owner.IndexName}` : '';
      const type = table.AttributeDefinitions.find((known) => known.AttributeName === AttributeName)!.AttributeType;
      const text = value[type];
      if (text === undefined) {
        throw validationError(
          `One or more parameter values were invalid: Type mismatch for Index Key ${AttributeName} ` +
            `Expected: ${type} Actual: ${Object.keys(value)[0]}${where}`,
        );
      }
      if (text === '') {
        throw validationError(
          'One or more parameter values are not valid. A value specified for a key is an empty ' +
            `${type === 'B' ? 'binary' : 'string'} value. Key: ${AttributeName}${where}`,
        );
      }
      if (type !== 'N' && Buffer.byteLength(text, type === 'B' ? 'base64' : 'utf8') > MAX_KEY_BYTES[KeyType]) {
        throw validationError(
          `One or more parameter values were invalid: Size of ${KeyType.toLowerCase()}key ${AttributeName} has ` +
            `exceeded the maximum size limit of ${MAX_KEY_BYTES[KeyType]} bytes${where}`,
        );
      }
    }
  }
};
