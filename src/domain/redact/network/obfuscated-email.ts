/** E-mail addresses written to fool harvesters: `john (at) example (dot) com`, `john at example dot com`, `john @ example.com`. */
import { claim, type Scan } from '../scan.ts';

const AT = '(?: ?[\\[({<] ?(?:at|@) ?[\\])}>] ?| at | @ ?|@ )';
const DOT = '(?: ?[\\[({<] ?(?:dot|punkt|point|punto|\\.) ?[\\])}>] ?| dot | punkt | punto | \\. |\\.)';

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
