/** From the bytes of a request to text: decompression within bounds, and UTF-8 taken at its word. */
import { gunzipSync } from 'node:zlib';
import { AppError } from '../call/problem.ts';
import { MAX_BODY_BYTES, MAX_DECODED_BYTES } from './limits.ts';

declare const inflated: unique symbol;

/** A body that has been decompressed, where it was compressed: what decoders take, so that none does it a second time. */
export type Inflated = Uint8Array & { readonly [inflated]: true };

/**
 * Decompresses a body where it is gzip. The magic bytes decide, not the header: proxies and gateways drop or add the header.
 * @throws {AppError} `too-large` past a limit, `undecodable-body` for broken gzip
 */
export const decompress = (body: Uint8Array): Inflated => {
  if (body.length > MAX_BODY_BYTES) {
    throw new AppError(
      'too-large',
      `The body has ${body.length} bytes; at most ${MAX_BODY_BYTES} are accepted. Send smaller batches, or gzip them.`,
    );
  }
  if (!(body[0] === 0x1f && body[1] === 0x8b)) return body as Inflated;
  try {
    return gunzipSync(body, { maxOutputLength: MAX_DECODED_BYTES }) as Uint8Array as Inflated;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('too-large', `The body decompresses to more than ${MAX_DECODED_BYTES} bytes.`);
    }
    throw new AppError('undecodable-body', 'The body starts as gzip does and is not valid gzip.');
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads bytes as UTF-8; a byte order mark is dropped.
 * @throws {AppError} `undecodable-body` when they are not UTF-8
 */
export const decodeUtf8 = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new AppError('undecodable-body', 'The body is not valid UTF-8.');
  }
};
