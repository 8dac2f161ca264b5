/** US social security numbers (3-2-4, or nine digits beside a word for it) and the taxpayer numbers of the same shape. */
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, isBefore, type Scan } from '../scan.ts';
import { type DigitRun, isContiguous, isGrouped } from './run.ts';

const HYPHEN = 45;
const SPACE = 32;

const valueBetween = (run: DigitRun, from: number, to: number): number => {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + run.digits[at]!;
  return value;
};

/** Area 000 and 666, group 00 and serial 0000 were never given. @see https://www.ssa.gov/employer/randomization.html */
const isIssued = (run: DigitRun): boolean => {
  const area = valueBetween(run, 0, 3);
  return area !== 0 && area !== 666 && valueBetween(run, 3, 5) !== 0 && valueBetween(run, 5, 9) !== 0;
};

/** Claims the run as SSN, or as ITIN when it begins with 9; 0 when it is neither. */
export const findSocialSecurity = (run: DigitRun, scan: Scan): number => {
  if (run.count !== 9 || run.plus || run.parenthesis || !isIssued(run)) return 0;
  const inContext =
    (run.topics & TOPIC.SOCIAL_SECURITY) !== 0 &&
    (isAfter(scan, run.token, TOPIC.SOCIAL_SECURITY, 45) ||
      isBefore(scan, run.token, run.end, TOPIC.SOCIAL_SECURITY, 30));
  const isItin = run.digits[0] === 9;
  if (isGrouped(run, 3, 2, 4) && !run.mixed) {
    const stands = run.separator === HYPHEN || (run.separator === SPACE && !run.cut) || inContext;
    const isInAddress = isAfter(scan, run.token, TOPIC.UNIT, 3);
    if (stands && (inContext || !isInAddress) && (!isItin || inContext || run.digits[3]! >= 5)) {
      return claim(scan, isItin ? 'US_ITIN' : 'SSN', run.start, run.end, inContext ? 0.95 : 0.85);
    }
  }
  if (isContiguous(run) && inContext) return claim(scan, isItin ? 'US_ITIN' : 'SSN', run.start, run.end, 0.85);
  return 0;
};
