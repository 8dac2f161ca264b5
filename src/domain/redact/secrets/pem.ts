/** PEM and PGP private keys, found over the whole text before it is cut into windows, because they are long. */
import type { Span } from '../span.ts';

const BEGIN = '-----BEGIN ';
const HEADER = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/y;
const END = '-----END ';

/** Longest key we look for the end of: a 16,384-bit RSA key is about 13,000 characters. */
const MAX_KEY = 20_000;

/** How much is taken as key when no end is found. */
const WITHOUT_END = 4096;

/** The private part of a key file of PuTTY. */
const PUTTY = /Private-Lines: \d{1,3}(?:\r?\n|\\n)((?:[A-Za-z0-9+/=]{1,80}(?:\r?\n|\\n)?){1,200})/g;

const findPuttyKeys = (text: string): Span[] =>
  Array.from(text.matchAll(PUTTY), (match) => {
    const end = match.index + match[0].length;
    return { type: 'PRIVATE_KEY', start: end - match[1]!.length, end, confidence: 1 };
  });

/** Every private key in `text`; the search for an end never covers the same text twice. */
export const findPrivateKeys = (text: string): Span[] => {
  const spans = text.includes('Private-Lines: ') ? findPuttyKeys(text) : [];
  for (let at = text.indexOf(BEGIN); at >= 0; ) {
    HEADER.lastIndex = at;
    const header = HEADER.exec(text);
    if (header === null) {
      at = text.indexOf(BEGIN, at + BEGIN.length);
      continue;
    }
    const body = text.slice(at, at + MAX_KEY);
    const footer = body.indexOf(END, header[0].length);
    const close = footer < 0 ? -1 : body.indexOf('-----', footer + END.length);
    const length = footer < 0 ? Math.min(body.length, WITHOUT_END) : close < 0 ? footer + END.length : close + 5;
    spans.push({ type: 'PRIVATE_KEY', start: at, end: at + length, confidence: 1 });
    at = text.indexOf(BEGIN, at + length);
  }
  return spans;
};
