/** Base64 and hexadecimal runs: what decodes to text is looked into, and on a find the whole run is taken. */
import { Buffer } from 'node:buffer';
import { priorityOf } from '../entities.ts';
import { claim, type Scan } from '../scan.ts';

/** `a@b.co` makes eight characters of base64; shorter runs than this are words far more often. */
const MIN_RUN = 16;
/** A run longer than this without text in it is a blob: nothing inside it is a number or a name. */
const MIN_BLOB = 200;
/** How much of a run is decoded. */
const MAX_DECODED = 4096;
/** How much is decoded to see whether it is text at all. */
const PROBE = 24;

const RUN = /[A-Za-z0-9+/_-]+={0,2}/y;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;

const isText = (bytes: Uint8Array): boolean =>
  bytes.length > 0 &&
  bytes.every((byte) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13 || byte >= 0xc2);

const decode = (run: string, length: number): Buffer =>
  HEX.test(run.slice(0, MAX_DECODED))
    ? Buffer.from(run.slice(0, length), 'hex')
    : Buffer.from(run.slice(0, length), 'base64');

/** Claims the run at `start` when it decodes to text with a find in it; passes over long blobs; else 0. */
export const findEncoded = (scan: Scan, start: number): number => {
  const { text, inspect } = scan;
  if (inspect === undefined) return 0;
  RUN.lastIndex = start;
  const run = RUN.exec(text)?.[0] ?? '';
  if (run.length < MIN_RUN) return 0;
  const end = start + run.length;
  if (!isText(decode(run, PROBE))) return run.length >= MIN_BLOB ? end : 0;
  const decoded = decode(run, MAX_DECODED).toString('utf8');
  const found = [...inspect(decoded)].sort((a, b) => priorityOf(b.type) - priorityOf(a.type))[0];
  if (found === undefined) return run.length >= MIN_BLOB ? end : 0;
  return claim(scan, found.type, start, end, found.confidence);
};
