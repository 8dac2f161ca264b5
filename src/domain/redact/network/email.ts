/** E-mail addresses, found from their `@` outwards within the limits of RFC 5321. */
import { claim, type Scan } from '../scan.ts';
import { CHARACTER, classOf } from '../tokens/characters.ts';

/** Longest local part and longest address. @see https://datatracker.ietf.org/doc/html/rfc5321#section-4.5.3.1 */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const MAX_TOP_LEVEL = 24;

const DOT = 46;
const HYPHEN = 45;
const QUOTE = 34;

/** Marks that a local part may have: dot, underscore, percent, plus, hyphen. */
const isLocalMark = (code: number): boolean =>
  code === DOT || code === 95 || code === 37 || code === 43 || code === HYPHEN;

const isAlphanumeric = (code: number): boolean => {
  const kind = classOf(code);
  return kind >= CHARACTER.LOWER && kind <= CHARACTER.MARK;
};

const isLocal = (code: number): boolean => isAlphanumeric(code) || isLocalMark(code);

const isDomain = (code: number): boolean => isAlphanumeric(code) || code === DOT || code === HYPHEN;

/** What follows the last dot of a file name or a decorator in code, not of a host. */
const FILE_ENDINGS = new Set(
  'png jpg jpeg gif svg webp ico css js ts tsx jsx mjs cjs py rb go rs java html htm json yaml yml md txt csv xml pdf zip gz exe dll so sh bat log map lock toml ini cfg conf sql'.split(
    ' ',
  ),
);

/** The letter after a backslash is no part of an address: `\\njane@example.com`. */
const ESCAPES = 'nrt';

const localStart = (scan: Scan, at: number): number => {
  const limit = Math.max(scan.from, at - MAX_LOCAL);
  let start = at;
  while (start > limit && isLocal(scan.text.charCodeAt(start - 1))) start--;
  while (start < at && !isAlphanumeric(scan.text.charCodeAt(start)) && scan.text.charCodeAt(start) !== 95) start++;
  const isEscape = scan.text.charCodeAt(start - 1) === 92 && ESCAPES.includes(scan.text[start]!) && start + 1 < at;
  return isEscape ? start + 1 : start;
};

/** What stands before a quote that opens: `ID="@aws-cdk/core.App"` is no address whose local part ends there. */
const BEFORE_OPENING = ' =(,:[{';

/** `"jane doe"@example.com`: a quoted local part may hold blanks. */
const quotedStart = (scan: Scan, at: number): number => {
  if (BEFORE_OPENING.includes(scan.text[at - 2] ?? ' ')) return at;
  const opening = scan.text.slice(Math.max(scan.from, at - MAX_LOCAL), at - 1).lastIndexOf('"');
  return opening < 0 ? at : Math.max(scan.from, at - MAX_LOCAL) + opening;
};

const domainEnd = (text: string, at: number): number => {
  const limit = at + MAX_ADDRESS;
  let end = at + 1;
  while (end < limit && isDomain(text.charCodeAt(end))) end++;
  while (end > at + 1 && !isAlphanumeric(text.charCodeAt(end - 1))) end--;
  return end;
};

const isTopLevel = (text: string, start: number, end: number): boolean => {
  if (end - start < 2 || end - start > MAX_TOP_LEVEL) return false;
  for (let at = start; at < end; at++) {
    const kind = classOf(text.charCodeAt(at));
    if (kind < CHARACTER.LOWER || kind > CHARACTER.MARK || kind === CHARACTER.DIGIT)
      return text.startsWith('xn--', start);
  }
  return !FILE_ENDINGS.has(text.slice(start, end).toLowerCase());
};

/** A host that is an address in brackets, or whose last dot slipped into a comma. */
const UNUSUAL_HOST =
  /(?:\[(?:IPv6:)?[0-9A-Fa-f.:]{7,45}\]|[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{1,40})?,(?:com|net|org|edu|gov|info|io|de|fr|es|it|nl|pl|se|uk|jp|br|ca|au)\b)/iy;

const endOfUnusualHost = (text: string, at: number): number => {
  UNUSUAL_HOST.lastIndex = at;
  return UNUSUAL_HOST.test(text) ? UNUSUAL_HOST.lastIndex : 0;
};

/** The end of the host after the `@` at `at`, without the ending of a file that is called by an address; 0 when there is none. */
const hostEnd = (text: string, at: number): number => {
  let end = domainEnd(text, at);
  for (;;) {
    let dot = end - 1;
    while (dot > at && text.charCodeAt(dot) !== DOT) dot--;
    if (dot <= at + 1) return 0;
    if (isTopLevel(text, dot + 1, end)) return end;
    if (!FILE_ENDINGS.has(text.slice(dot + 1, end).toLowerCase())) return 0;
    end = dot;
  }
};

/** Claims the address around the `@` at `at`; 0 when there is none. */
export const findEmail = (scan: Scan, at: number): number => {
  const { text } = scan;
  const start = text.charCodeAt(at - 1) === QUOTE ? quotedStart(scan, at) : localStart(scan, at);
  if (start === at) return 0;
  const end = hostEnd(text, at) || endOfUnusualHost(text, at + 1);
  return end === 0 ? 0 : claim(scan, 'EMAIL', start, end, 0.99);
};
