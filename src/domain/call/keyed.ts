/**
 * Keyed digests: pseudonyms of people, ids derived from a client's own, and the digest of a request. All are HMACs with the
 * deployment's secret, because a plain hash of a short text (an e-mail address, "yes") can be guessed back.
 */
import { createHash, hash } from 'node:crypto';
import type { Body } from './body.ts';
import type { ProjectId, SpanId, TraceId, UserPseudonym } from './ids.ts';
import { withUtf8 } from './utf8.ts';

/** Makes digests with one secret; everything is stable as long as the secret and the project are. */
export interface Keyed {
  /** The pseudonym that stands for a person: `u_` and 26 base-32 letters and digits (130 bits). */
  readonly user: (project: ProjectId, userId: string) => UserPseudonym;
  /** The stand-in for an identifier that itself holds personal data: `p_` and 26 base-32 letters and digits. */
  readonly identifier: (project: ProjectId, text: string) => string;
  /** The trace that a client's own interaction id becomes, when it names no trace. */
  readonly traceId: (project: ProjectId, clientId: string) => TraceId;
  /** The span that a client's own interaction id becomes, when it names no span. */
  readonly spanId: (project: ProjectId, clientId: string) => SpanId;
  /** The key of what redaction hashes for a project: media, the payload mode `hash`, tokens that analysts join by. */
  readonly redactionKey: (project: ProjectId) => Uint8Array;
  /** 96 bits of a request body, as 16 base64url characters: the same bytes, or their text, in the same project give the same. */
  readonly request: (project: ProjectId, route: string, body: Body) => string;
}

/** Makes the digests of one deployment. `secret` should hold at least 128 bits of randomness. */
export const createKeyed = (secret: string): Keyed => {
  const hmac = hmacWith(secret);
  const digest = (purpose: string, project: string, data: string | Uint8Array): Buffer =>
    hmac(`${purpose}\0${project}\0`, data);

  return {
    user: (project, userId) => `u_${base32(digest('user', project, userId))}` as UserPseudonym,
    identifier: (project, text) => `p_${base32(digest('identifier', project, text))}`,
    traceId: (project, clientId) => nonZero(digest('trace', project, clientId).toString('hex', 0, 16)) as TraceId,
    spanId: (project, clientId) => nonZero(digest('span', project, clientId).toString('hex', 0, 8)) as SpanId,
    redactionKey: (project) => digest('redaction', project, ''),
    request: (project, route, body) => {
      const of = (bytes: Uint8Array): string =>
        digest(`request ${route}`, project, bytes).toString('base64url').slice(0, 16);
      return typeof body === 'string' ? withUtf8(body, of) : of(body);
    },
  };
};

/** SHA-256 works on blocks of so many bytes. */
const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 with a key that is prepared once. For short texts two plain hashes take a fifth of the time of `createHmac`, which
 * sets up a context each time.
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
const hmacWith = (secret: string): ((start: string, data: string | Uint8Array) => Buffer) => {
  const key = Buffer.from(secret);
  const block = Buffer.alloc(BLOCK_BYTES);
  (key.length > BLOCK_BYTES ? sha256(key) : key).copy(block);
  const [inner, outer] = [0x36, 0x5c].map((pad) => block.map((byte) => byte ^ pad)) as [Buffer, Buffer];
  return (start, data) => {
    const hashed =
      typeof data === 'string'
        ? sha256(Buffer.concat([inner, Buffer.from(start + data)]))
        : createHash('sha256').update(inner).update(start).update(data).digest();
    return sha256(Buffer.concat([outer, hashed]));
  };
};

/** By way of a text, as making a buffer of its own for the hash takes Node longer than hashing. */
const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

const base32 = (bytes: Buffer): string => {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >>> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
    if (text.length >= 26) break;
  }
  return text.slice(0, 26);
};

/** An all-zero id is invalid in W3C Trace Context; the chance is nil, the check is free. */
const nonZero = (hex: string): string => (/^0+$/.test(hex) ? `${hex.slice(0, -1)}1` : hex);
