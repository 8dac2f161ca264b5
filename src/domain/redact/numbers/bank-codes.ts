/** Numbers that name a bank or an account in one country: British sort codes, German BLZ, Australian BSB, Indian accounts. */
import { TOPIC } from '../context/topics.ts';
import { claim, hasKeyTopic, isAfterWord, isNearest, type Scan } from '../scan.ts';
import { wordSet } from '../tokens/wordtable.ts';
import { type DigitRun, isContiguous, isGrouped } from './run.ts';

const CODE = wordSet('code');
const SORT_CODE = /\bsort[ -]?code\b[^\d]{0,12}$/i;

/** `sort code 20-45-77`: both words before it; either alone says nothing. */
const isSortCode = (run: DigitRun, scan: Scan): boolean =>
  (isContiguous(run) || isGrouped(run, 2, 2, 2)) &&
  isAfterWord(scan, run.token, CODE, 12) &&
  SORT_CODE.test(scan.text.slice(Math.max(scan.from, run.start - 24), run.start));

/** A bank's code of six or eight digits beside its word. */
const isBankCode = (run: DigitRun, scan: Scan): boolean => {
  if ((run.topics & TOPIC.ROUTING) === 0) return false;
  const isWritten = run.count === 6 ? !isGrouped(run, 4, 2) : isContiguous(run) || isGrouped(run, 3, 3, 2);
  return (
    isWritten &&
    (isNearest(scan, run.token, TOPIC.ROUTING, TOPIC.IMPERSONAL, 20) || hasKeyTopic(scan, run.token, TOPIC.ROUTING))
  );
};

const SLASH = 47;
const ACCOUNT = /\ba\/c(?:count)?\b[^\p{L}\d]{0,3}(?:no|number|num)?[^\p{L}\d]{0,3}$/iu;
const LETTER_C = wordSet('c');

/** `A/C no. 50100288104417`. */
const isAccount = (run: DigitRun, scan: Scan): boolean =>
  run.count >= 8 &&
  run.count <= 18 &&
  isContiguous(run) &&
  isAfterWord(scan, run.token, LETTER_C, 10) &&
  ACCOUNT.test(scan.text.slice(Math.max(scan.from, run.start - 18), run.start));

/** Claims a bank's code or an account beside its word; 0 when the run is none. */
export const findBankCode = (run: DigitRun, scan: Scan): number => {
  if (run.plus || run.parenthesis || run.separator === SLASH || run.count < 6 || run.count > 18) return 0;
  const isCode =
    (run.count === 6 && (isSortCode(run, scan) || isBankCode(run, scan))) || (run.count === 8 && isBankCode(run, scan));
  if (isCode) return claim(scan, 'BANK_ROUTING', run.start, run.end, 0.75);
  return isAccount(run, scan) ? claim(scan, 'BANK_ACCOUNT', run.start, run.end, 0.7) : 0;
};
