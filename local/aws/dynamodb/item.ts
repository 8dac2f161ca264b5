/** Items as DynamoDB's JSON writes them, and how many bytes DynamoDB counts for one. */

export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  /** Base64. */
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Item;
}

export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * Largest item, in bytes, names included.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
 */
export const MAX_ITEM_BYTES = 400 * 1024;

/**
 * Bytes of an item as AWS counts them for its limits and its prices: UTF-8 names and values. (dynalite counts UTF-16
 * units, which is too few for anything but English.)
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Item): number => {
  let bytes = 0;
  for (const name in item) bytes += Buffer.byteLength(name) + valueBytes(item[name]!);
  return bytes;
};

/** A list or a map costs 3 bytes, and each of its members 1. */
const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return base64Bytes(value.B);
  if (value.M !== undefined) return 3 + itemBytes(value.M) + Object.keys(value.M).length;
  if (value.L !== undefined) return value.L.reduce((bytes, member) => bytes + 1 + valueBytes(member), 3);
  if (value.SS !== undefined) return value.SS.reduce((bytes, member) => bytes + Buffer.byteLength(member), 0);
  if (value.NS !== undefined) return value.NS.reduce((bytes, member) => bytes + numberBytes(member), 0);
  if (value.BS !== undefined) return value.BS.reduce((bytes, member) => bytes + base64Bytes(member), 0);
  return 1;
};

/** "Approximately (length of the attribute name) + (1 byte per two significant digits) + (1 byte)", and 1 for a sign. */
const numberBytes = (text: string): number => {
  const digits = text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};

const base64Bytes = (text: string): number => Buffer.byteLength(text, 'base64');
