/** Codes that open a door or an account: `the gate code is 4471`, `the code you texted is 448120`. */
import { claim, type Scan } from '../scan.ts';
import { type DigitRun, isContiguous } from './run.ts';

const NAMED =
  /(?:\b(?:gate|door|entry|access|alarm|lock|lockbox|safe|garage|building|front|back|verification|confirmation|security|login|sign-in|sms|one[- ]time|2fa|authentication)\s(?:door\s)?code|\bcode (?:you|they|we|i|he|she)(?: just)? (?:texted|sent|got|received)(?: \w{1,6})?)\s?(?:\bis|\bwas|:|=)\s$|\b(?:code (?:secret|confidentiel)|código secreto|codice segreto)(?: est| es| è)?\s?:?\s$/i;

/** How far before the number its words may begin, in characters. */
const REACH = 56;
const SPACE = 32;

/** The last letter of `is`, `secret`, `secreto` and the like, and the marks that stand for them. */
const mayEnd = (code: number): boolean => ENDS.includes(code);

const ENDS = [...'stlo:='].map((end) => end.charCodeAt(0));

/** Claims a code of four to eight digits behind the words for one; 0 when there are none. */
export const findAccessCode = (run: DigitRun, scan: Scan): number => {
  const { text } = scan;
  if (run.count < 4 || run.count > 8 || !isContiguous(run) || run.plus) return 0;
  if (text.charCodeAt(run.start - 1) !== SPACE || !mayEnd(text.charCodeAt(run.start - 2))) return 0;
  if (!NAMED.test(text.slice(Math.max(scan.from, run.start - REACH), run.start))) return 0;
  return claim(scan, 'PIN', run.start, run.end, 0.65);
};
