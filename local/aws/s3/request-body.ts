/** Takes an upload's bytes out of their framing and checks every digest the sender gave. */
import { createHash } from 'node:crypto';
import type { AwsRequest } from '../service.ts';
import { asAlgorithm, type Checksum, checksumOf } from './checksums.ts';
import { s3Error } from './s3-error.ts';

export interface RequestBody {
  readonly bytes: Buffer;
  /** Lower-case hexadecimal. */
  readonly md5: string;
  /** What the sender's checksum was, now verified. */
  readonly checksum?: Checksum;
}

/** @throws AwsError BadDigest, InvalidDigest, IncompleteBody, InvalidRequest; 501 for an algorithm we lack */
export const readBody = ({ headers, body }: Pick<AwsRequest, 'headers' | 'body'>): RequestBody => {
  const { bytes, trailers } = isChunked(headers) ? unchunk(body) : { bytes: body, trailers: {} };
  const decodedLength = headers['x-amz-decoded-content-length'];
  if (decodedLength !== undefined && Number(decodedLength) !== bytes.length) throw s3Error('IncompleteBody');
  const announced = headers['x-amz-trailer'];
  if (announced !== undefined && trailers[announced.toLowerCase()] === undefined) {
    throw s3Error('InvalidRequest', {}, `The trailer ${announced} was announced but not sent`);
  }

  const md5 = createHash('md5').update(bytes).digest();
  const sentMd5 = headers['content-md5'];
  if (sentMd5 !== undefined && sentMd5 !== md5.toString('base64')) {
    throw s3Error(Buffer.from(sentMd5, 'base64').length === 16 ? 'BadDigest' : 'InvalidDigest');
  }
  const checksum = verifyChecksum({ ...headers, ...trailers }, bytes);
  return { bytes, md5: md5.toString('hex'), ...(checksum === undefined ? {} : { checksum }) };
};

const verifyChecksum = (headers: Readonly<Record<string, string>>, bytes: Buffer): Checksum | undefined => {
  const sent = Object.entries(headers).filter(([name]) => CHECKSUM_HEADER.test(name));
  if (sent.length > 1) throw s3Error('InvalidRequest', {}, 'Expecting a single x-amz-checksum- header');
  const [[name, value] = []] = sent;
  if (name === undefined || value === undefined) return undefined;
  const algorithm = asAlgorithm(name.slice('x-amz-checksum-'.length));
  if (checksumOf(algorithm, bytes) !== value) {
    throw s3Error(
      'BadDigest',
      {},
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
  return { algorithm, value, type: 'FULL_OBJECT' };
};

/** `x-amz-checksum-crc32`, but not the settings `…-algorithm`, `…-mode` and `…-type`. */
const CHECKSUM_HEADER = /^x-amz-checksum-(?!algorithm$|mode$|type$)/;

const isChunked = (headers: AwsRequest['headers']): boolean =>
  /(^|,)\s*aws-chunked\s*(,|$)/.test(headers['content-encoding'] ?? '') ||
  (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');

/**
 * Undoes the `aws-chunked` content encoding: chunks with their size in hexadecimal before them, then trailers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
const unchunk = (body: Buffer): { readonly bytes: Buffer; readonly trailers: Readonly<Record<string, string>> } => {
  const chunks: Buffer[] = [];
  let position = 0;
  const readLine = (): string => {
    const end = body.indexOf('\r\n', position);
    const line = body.toString('latin1', position, end < 0 ? body.length : end);
    position = end < 0 ? body.length : end + 2;
    return line;
  };
  for (;;) {
    const size = Number.parseInt(readLine(), 16);
    if (Number.isNaN(size) || position + size > body.length) throw s3Error('IncompleteBody');
    if (size === 0) break;
    chunks.push(body.subarray(position, position + size));
    position += size;
    if (readLine() !== '') throw s3Error('IncompleteBody');
  }
  const trailers: Record<string, string> = {};
  for (let line = readLine(); line !== ''; line = readLine()) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), trailers };
};
