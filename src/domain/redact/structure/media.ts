/** Images, sound and files inside payloads: replaced by their type, size and keyed hash. */
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type { Span } from '../span.ts';

const DATA_URL = /data:([a-z0-9]{1,20}\/[a-z0-9.+-]{1,60})(?:;[a-z0-9=.-]{1,40}){0,3};base64,/gi;
const BASE64 = /[A-Za-z0-9+/_-]*={0,2}/y;
const ONLY_BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** A text of base64 this long is a file, whatever key it stands under. */
const MIN_FILE = 512;

/** With its type beside it a text of base64 is a file even if it is this short. */
const MIN_TYPED = 64;

/** How files of some kinds begin, in base64. */
const BEGINNINGS: readonly (readonly [start: string, type: string])[] = [
  ['iVBORw0KGg', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['JVBERi0', 'application/pdf'],
  ['UEsDB', 'application/zip'],
  ['SUQz', 'audio/mpeg'],
  ['T2dnUw', 'audio/ogg'],
  ['GkXfo', 'video/webm'],
];

/** RIFF is the frame of pictures and of sound; the letters behind the size tell which. */
const isWave = (base64: string): boolean =>
  Buffer.from(base64.slice(0, 16), 'base64').toString('latin1').endsWith('WAVE');

const typeOfFile = (base64: string): string => {
  const type = BEGINNINGS.find(([start]) => base64.startsWith(start))?.[1] ?? 'application/octet-stream';
  return type === 'image/webp' && isWave(base64) ? 'audio/wav' : type;
};

/** What stands for a file of which only its base64 is known. */
export const describeFile = (base64: string, key?: Uint8Array): string =>
  describeMedia(typeOfFile(base64), base64, key);

/** Base64 in lines, as mail has it, without the breaks; a text that is none stays as it is. */
const withoutLines = (text: string): string =>
  /^[A-Za-z0-9+/]{60,80}\r?\n/.test(text) ? text.replace(/[\r\n]+/g, '') : text;

/** Makes what stands for a file; `key` keys the hash, without it there is none. */
export const describeMedia = (mediaType: string, base64: string, key?: Uint8Array): string => {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const bytes = Math.floor((base64.length * 3) / 4) - padding;
  const hash = key === undefined ? '' : ` ${createHmac('sha256', key).update(base64).digest('hex').slice(0, 12)}`;
  return `[MEDIA ${mediaType.toLowerCase()} ${bytes} bytes${hash}]`;
};

/** Every `data:` URL in a text, or the whole text when it is nothing but base64 of a file's length. */
export const findMedia = (text: string, mediaType: string | undefined, key?: Uint8Array): Span[] => {
  const least = mediaType === undefined || mediaType.startsWith('text/') ? MIN_FILE : MIN_TYPED;
  const base64 = text.length >= least && !text.includes(' ') ? withoutLines(text) : '';
  if (base64.length >= least && ONLY_BASE64.test(base64)) {
    const replacement = mediaType === undefined ? describeFile(base64, key) : describeMedia(mediaType, base64, key);
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
