/** Message attributes: their limits, their bytes, and the MD5 by which an SDK checks them. */
import { createHash } from 'node:crypto';
import { invalidParameter } from './sqs-error.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const MAX_ATTRIBUTES = 10;

/** @throws AwsError InvalidParameterValueException */
export const readAttributes = (given: unknown): MessageAttributes => {
  const attributes = (given ?? {}) as MessageAttributes;
  const names = Object.keys(attributes);
  if (names.length > MAX_ATTRIBUTES) {
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  }
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    const wantsBinary = /^Binary(\.|$)/.test(DataType);
    if (!/^[\w.-]{1,256}$/.test(name) || !/^(String|Number|Binary)(\.[^\s]+)?$/.test(DataType)) {
      throw invalidParameter(`The message attribute '${name}' has an invalid name or data type.`);
    }
    if ((wantsBinary ? BinaryValue : StringValue) === undefined || (StringValue === undefined) !== wantsBinary) {
      throw invalidParameter(`The message attribute '${name}' must have a value of its type, and only that.`);
    }
  }
  return attributes;
};

const bytesOf = ({ StringValue, BinaryValue }: MessageAttribute): Buffer =>
  StringValue === undefined ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue);

/** Names, types and values all count towards a message's size. */
export const attributesBytes = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (bytes, [name, one]) => bytes + Buffer.byteLength(name) + Buffer.byteLength(one.DataType) + bytesOf(one).length,
    0,
  );

/**
 * Undefined for no attributes at all.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export const attributesMd5 = (attributes: MessageAttributes): string | undefined => {
  const names = Object.keys(attributes).toSorted();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name]!;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    hash.update(Buffer.from([attribute.StringValue === undefined ? 2 : 1]));
    add(bytesOf(attribute));
  }
  return hash.digest('hex');
};

export const bodyMd5 = (body: string): string => createHash('md5').update(body).digest('hex');

/** Those that MessageAttributeNames asks for: names, `prefix.*`, `All` or `.*`. */
export const selectAttributes = (attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) =>
      wanted.some((one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -2)))),
    ),
  );
