/** From the bytes of a request to text: decompression up to a limit, and strict UTF-8. */
import { gunzipSync } from 'node:zlib';
import { type Body, withoutMark } from '../call/body.ts';
import { AppError } from '../call/problem.ts';
import { MAX_BODY_BYTES, MAX_DECODED_BYTES } from './limits.ts';

declare const inflated: unique symbol;

/** A body that has been decompressed, where it was compressed: what decoders take, so that none does it a second time. */
export type Inflated = Body & { readonly [inflated]: true };

/**
 * Decompresses a body where it is gzip, to `mostBytes` at most. The magic bytes decide, not the header: proxies and gateways drop or
 * add the header.
 * @throws {AppError} `too-large` past a limit, `undecodable-body` for broken gzip
 */
export const decompress = (body: Body, mostBytes = MAX_DECODED_BYTES): Inflated => {
  if (body.length > MAX_BODY_BYTES || isLongerInBytes(body)) {
    throw new AppError(
      'too-large',
      `The body has ${Buffer.byteLength(body)} bytes; at most ${MAX_BODY_BYTES} are accepted. Send smaller batches, or gzip them.`,
    );
  }
  if (typeof body === 'string' || !(body[0] === 0x1f && body[1] === 0x8b)) return body as Inflated;
  try {
    return gunzipSync(body, { maxOutputLength: mostBytes }) as Body as Inflated;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('too-large', `The body decompresses to more than ${mostBytes} bytes.`);
    }
    throw new AppError('undecodable-body', 'The body starts as gzip does and is not valid gzip.');
  }
};

/** Bytes of a text are counted only where they can matter: a UTF-16 code unit has at most three. */
const isLongerInBytes = (body: Body): boolean =>
  typeof body === 'string' && body.length * 3 > MAX_BODY_BYTES && Buffer.byteLength(body) > MAX_BODY_BYTES;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as UTF-8; a byte order mark is dropped.
 * @throws {AppError} `undecodable-body` when they are not UTF-8
 */
export const decodeUtf8 = (body: Body): string => {
  if (typeof body === 'string') return withoutMark(body);
  try {
    return utf8.decode(body);
  } catch {
    throw new AppError('undecodable-body', 'The body is not valid UTF-8.');
  }
};
