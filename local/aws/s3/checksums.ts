/**
 * The checksums S3 verifies and returns.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented } from '../aws-error.ts';

/** As in the header's name: `x-amz-checksum-crc32`. */
export type ChecksumAlgorithm = 'crc32' | 'crc32c' | 'sha1' | 'sha256';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends with `-` and the number of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

const ALGORITHMS: readonly ChecksumAlgorithm[] = ['crc32', 'crc32c', 'sha1', 'sha256'];

/** @throws AwsError 501 for an algorithm that is not among ours, such as CRC64NVME */
export const asAlgorithm = (name: string): ChecksumAlgorithm => {
  const algorithm = ALGORITHMS.find((known) => known === name.toLowerCase());
  if (algorithm === undefined) throw notImplemented(`checksum algorithm ${name}`, 'NotImplemented');
  return algorithm;
};

/** Base64. */
export const checksumOf = (algorithm: ChecksumAlgorithm, bytes: Uint8Array): string => {
  if (algorithm === 'crc32') return bigEndian(crc32(bytes));
  if (algorithm === 'crc32c') return bigEndian(crc32c(bytes));
  return createHash(algorithm).update(bytes).digest('base64');
};

/** The checksum of checksums that S3 gives an object made of parts. */
export const compositeChecksum = (algorithm: ChecksumAlgorithm, parts: readonly string[]): Checksum => ({
  algorithm,
  value: `${checksumOf(algorithm, Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))))}-${parts.length}`,
  type: 'COMPOSITE',
});

export const checksumHeaders = ({ algorithm, value, type }: Checksum): Readonly<Record<string, string>> => ({
  [`x-amz-checksum-${algorithm}`]: value,
  'x-amz-checksum-type': type,
});

/** The name of the XML element that carries this checksum: `ChecksumCRC32`. */
export const checksumElementName = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm.toUpperCase()}`;

const bigEndian = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
};

/** The reflected polynomial of Castagnoli's CRC. */
const CASTAGNOLI = 0x82f63b78;

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? CASTAGNOLI : 0);
  return remainder >>> 0;
});

const crc32c = (bytes: Uint8Array): number => {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = CRC32C_TABLE[(remainder ^ byte) & 0xff]! ^ (remainder >>> 8);
  return (remainder ^ 0xffffffff) >>> 0;
};
