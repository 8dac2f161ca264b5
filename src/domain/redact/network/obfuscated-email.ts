/** E-mail addresses written to fool harvesters: `john (at) example (dot) com`, `john at example dot com`, `john @ example.com`. */
import { claim, type Scan } from '../scan.ts';
import { isWordCode } from '../tokens/characters.ts';

const AT = '(?: ?[\\[({<_] ?(?:at|@|a|ät|arroba) ?[\\])}>_] ?| at | at-sign | arroba | chiocciola | @ ?|@\\s)';
const DOT = '(?: ?[\\[({<_] ?(?:dot|punkt|point|punto|ponto|\\.) ?[\\])}>_] ?| dot | punkt | punto | \\. |\\.)';

/** Bounded in every part; at least one disguise is needed, or the plain form would have found it. */
const DISGUISED = new RegExp(
  `[A-Za-z0-9][A-Za-z0-9_+-]{0,40}(?:${DOT}[A-Za-z0-9_+-]{1,40}){0,3}${AT}[A-Za-z0-9-]{1,40}(?:${DOT}[A-Za-z0-9-]{1,24}){0,2}${DOT}[A-Za-z]{2,12}\\b`,
  'gi',
);

const REACH = 120;

/** Words after "at" or before "dot" that make it a sentence: "look at the dot com boom". */
const SENTENCE = /\bat (?:the|a|an|this|that|my|your|our|its)\b/i;

/** No window of honest text has so many words "dot" and no address. */
const MAX_FAILED = 48;

/** Claims the address around `start`–`end`, a word such as "dot" or a bracketed "at"; 0 when there is none. */
export const findObfuscatedEmail = (scan: Scan, start: number, end: number): number => {
  if (scan.failedLooks > MAX_FAILED) return 0;
  scan.failedLooks++;
  const from = Math.max(scan.from, start - REACH);
  const near = scan.text.slice(from, end + REACH);
  for (const match of near.matchAll(DISGUISED)) {
    const first = from + match.index;
    const last = first + match[0].length;
    if (first > start) return 0;
    if (last < end || SENTENCE.test(match[0])) continue;
    scan.failedLooks--;
    return claim(scan, 'EMAIL', first, last, 0.8);
  }
  return 0;
};

const isBlank = (code: number): boolean => code === 32;
const isPart = (code: number): boolean => isWordCode(code) || code === 46 || code === 45 || code === 43;

/** How far an address written letter by letter is followed to either side. */
const MAX_SPACED = 80;

/** Claims `j a n e @ e x a m p l e . c o m` around the at-sign at `at`; 0 when it is not written so. */
export const findSpacedEmail = (scan: Scan, at: number): number => {
  const { text } = scan;
  let start = at;
  while (
    start - 2 >= Math.max(scan.from, at - MAX_SPACED) &&
    isBlank(text.charCodeAt(start - 1)) &&
    isPart(text.charCodeAt(start - 2)) &&
    !(start > 2 && isPart(text.charCodeAt(start - 3)))
  )
    start -= 2;
  let end = at + 1;
  while (
    end < at + MAX_SPACED &&
    isBlank(text.charCodeAt(end)) &&
    isPart(text.charCodeAt(end + 1)) &&
    !isPart(text.charCodeAt(end + 2))
  )
    end += 2;
  const isAddress = at - start >= 4 && end - at >= 9 && text.slice(at, end).includes('.');
  return isAddress ? claim(scan, 'EMAIL', start, end, 0.8) : 0;
};
