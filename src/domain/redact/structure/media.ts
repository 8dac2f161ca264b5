/** Images, sound and files inside payloads: replaced by their type, size and keyed hash. */
import { createHmac } from 'node:crypto';
import type { Span } from '../span.ts';

const DATA_URL = /data:([a-z0-9]{1,20}\/[a-z0-9.+-]{1,60})(?:;[a-z0-9=.-]{1,40}){0,3};base64,/gi;
const BASE64 = /[A-Za-z0-9+/_-]*={0,2}/y;
const ONLY_BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** A text of base64 this long is a file, whatever key it stands under. */
const MIN_FILE = 512;

/** Makes what stands for a file; `key` keys the hash, without it there is none. */
export const describeMedia = (mediaType: string, base64: string, key?: Uint8Array): string => {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const bytes = Math.floor((base64.length * 3) / 4) - padding;
  const hash = key === undefined ? '' : ` ${createHmac('sha256', key).update(base64).digest('hex').slice(0, 12)}`;
  return `[MEDIA ${mediaType.toLowerCase()} ${bytes} bytes${hash}]`;
};

/** Every `data:` URL in a text, or the whole text when it is nothing but base64 of a file's length. */
export const findMedia = (text: string, mediaType: string | undefined, key?: Uint8Array): Span[] => {
  if (text.length >= MIN_FILE && ONLY_BASE64.test(text)) {
    const replacement = describeMedia(mediaType ?? 'application/octet-stream', text, key);
    return [{ type: 'MEDIA', start: 0, end: text.length, confidence: 1, replacement }];
  }
  const spans: Span[] = [];
  if (!text.includes(';base64,')) return spans;
  for (const match of text.matchAll(DATA_URL)) {
    const from = match.index + match[0].length;
    BASE64.lastIndex = from;
    const payload = BASE64.exec(text)?.[0] ?? '';
    const replacement = describeMedia(match[1]!, payload, key);
    spans.push({ type: 'MEDIA', start: match.index, end: from + payload.length, confidence: 1, replacement });
  }
  return spans;
};
