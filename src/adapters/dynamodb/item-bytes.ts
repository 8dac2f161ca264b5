/** What an item of ours counts as, in the bytes that DynamoDB bills. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './table.ts';

/** A write unit is begun for every so many bytes. */
export const WRITE_UNIT_BYTES = 1024;

/**
 * Names and values of an item that holds texts, whole numbers and bytes only.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + name.length + valueBytes(value), 0);

/** A number takes a byte for two of its significant digits, and one more. */
const valueBytes = ({ S, N = '', B }: AttributeValue): number =>
  B?.length ?? (S === undefined ? Math.ceil(N.replace(/0+$/, '').length / 2) + 1 : Buffer.byteLength(S));
