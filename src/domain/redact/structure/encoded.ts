/** Base64 and hexadecimal runs: what decodes to text is looked into, and on a find the whole run is taken. */
import { Buffer } from 'node:buffer';
import { priorityOf } from '../entities.ts';
import { claim, type Scan } from '../scan.ts';
import type { Span } from '../span.ts';

/** `a@b.co` makes eight characters of base64; shorter runs than this are words far more often. */
const MIN_RUN = 16;
/** A run longer than this without text in it is a blob: nothing inside it is a number or a name. */
const MIN_BLOB = 200;
/** How much of a run is decoded. */
const MAX_DECODED = 4096;
/** How much is decoded to see whether it is text at all. */
const PROBE = 24;

/** Bounded, because each window that begins inside a blob reads on from there. */
const RUN = /[A-Za-z0-9+/_-]{1,65536}={0,2}/y;

/** A run this long, of many different characters, is a file. */
const MIN_FILE = 512;
const LEAST_DIFFERENT = 24;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;

const isText = (bytes: Uint8Array): boolean => bytes.length > 0 && bytes.every((byte) => isTextByte(byte));

const decode = (run: string, length: number): Buffer =>
  HEX.test(run.slice(0, MAX_DECODED))
    ? Buffer.from(run.slice(0, length), 'hex')
    : Buffer.from(run.slice(0, length), 'base64');

const BASE_64 = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((letter, at) => {
  BASE_64[letter.charCodeAt(0)] = at;
});
BASE_64[45] = 62;
BASE_64[95] = 63;

const isTextByte = (byte: number): boolean =>
  (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13 || byte >= 0xc2;

/** Tells whether four characters of base64 at `at` stand for three bytes of text: rarely so by chance. */
const isTextQuad = (text: string, at: number): boolean => {
  let bits = 0;
  for (let next = at; next < at + 4; next++) {
    const value = BASE_64[text.charCodeAt(next) & 127]!;
    if (value < 0) return false;
    bits = (bits << 6) | value;
  }
  return isTextByte(bits >> 16) && isTextByte((bits >> 8) & 255) && isTextByte(bits & 255);
};

const HEX_TEXT = /(?:[2-7][0-9a-fA-F]){8}/y;

/** Whether the run may be text at all; asked of every long token, so it must be quick. */
const mayBeText = (text: string, start: number): boolean => {
  if (isTextQuad(text, start) && isTextQuad(text, start + 4)) return true;
  HEX_TEXT.lastIndex = start;
  return HEX_TEXT.test(text);
};

const isVaried = (run: string): boolean => new Set(run.slice(0, MIN_FILE / 2)).size >= LEAST_DIFFERENT;

/** Chance makes words of ids now and then, so a name must be certain. */
const isCertain = ({ type, confidence }: Span): boolean => type !== 'PERSON' || confidence > 0.95;

/** Claims the run at `start` when it decodes to text with a find in it; passes over long blobs; else 0. */
export const findEncoded = (scan: Scan, start: number): number => {
  const { text, inspect } = scan;
  if (inspect === undefined) return 0;
  const isLikely = mayBeText(text, start);
  if (!isLikely && !isRunAt(text, start + MIN_BLOB)) return 0;
  RUN.lastIndex = start;
  const run = RUN.exec(text)?.[0] ?? '';
  const end = start + run.length;
  const otherwise = run.length >= MIN_BLOB ? end : 0;
  if (!isLikely || run.length < MIN_RUN || !isText(decode(run, PROBE))) {
    const isFile = run.length >= MIN_FILE && !HEX.test(run.slice(0, PROBE)) && isVaried(run);
    return isFile ? claim(scan, 'MEDIA', start, end, 1) : otherwise;
  }
  const decoded = decode(run, MAX_DECODED).toString('utf8');
  const found = [...inspect(decoded)].filter(isCertain).sort((a, b) => priorityOf(b.type) - priorityOf(a.type))[0];
  return found === undefined ? otherwise : claim(scan, found.type, start, end, found.confidence);
};

/** Tells whether a character of base64 stands at `at`: a cheap sign that a run may reach so far. */
const isRunAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < 128 && BASE_64[code]! >= 0;
};
