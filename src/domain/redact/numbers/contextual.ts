/** Numbers that only a word makes personal: passports, licences, accounts, records, CVVs, PINs, devices. */
import { passesLuhn } from '../checks/luhn.ts';
import { isOneDigit } from '../checks/weighted.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, isNearest, type Scan } from '../scan.ts';
import { type DigitRun, isContiguous, isGrouped } from './run.ts';

/** A kind of number, how many digits it has, and how near its word must stand. */
interface ContextualNumber {
  readonly type: string;
  readonly topics: number;
  readonly least: number;
  readonly most: number;
  readonly reach: number;
  readonly isGroupable: boolean;
  readonly confidence: number;
}

const KINDS: readonly ContextualNumber[] = [
  { type: 'CVV', topics: TOPIC.CVV, least: 3, most: 4, reach: 24, isGroupable: false, confidence: 0.85 },
  { type: 'PASSPORT', topics: TOPIC.PASSPORT, least: 6, most: 12, reach: 40, isGroupable: false, confidence: 0.75 },
  {
    type: 'DRIVING_LICENCE',
    topics: TOPIC.LICENCE,
    least: 6,
    most: 14,
    reach: 40,
    isGroupable: true,
    confidence: 0.65,
  },
  { type: 'BANK_ACCOUNT', topics: TOPIC.BANK, least: 6, most: 18, reach: 36, isGroupable: true, confidence: 0.7 },
  {
    type: 'MEDICAL_RECORD',
    topics: TOPIC.MEDICAL,
    least: 5,
    most: 12,
    reach: 24,
    isGroupable: false,
    confidence: 0.65,
  },
  { type: 'PIN', topics: TOPIC.PIN, least: 4, most: 8, reach: 16, isGroupable: false, confidence: 0.65 },
];

/** Beside these words a plain number is something else than the word farther away says. */
const OTHERS = TOPIC.IMPERSONAL | TOPIC.PHONE | TOPIC.CARD | TOPIC.SOCIAL_SECURITY | TOPIC.NATIONAL;

const ANY = KINDS.reduce((topics, kind) => topics | kind.topics, TOPIC.DEVICE);

/** Dot, slash and underscore group no such number. */
const NEVER_BETWEEN = new Set([46, 47, 95]);

/** `2012-2019` behind "license" belongs to a copyright. */
const isYears = (run: DigitRun): boolean =>
  isGrouped(run, 4, 4) && run.digits[0]! <= 2 && run.digits[4]! <= 2 && run.separator === 45;

const isYear = (run: DigitRun): boolean =>
  run.count === 4 && (run.digits[0] === 1 || run.digits[0] === 2) && (run.digits[1] === 9 || run.digits[1] === 0);

/** Claims the run under the word nearest to it; 0 when no such word is near. */
export const findContextualNumber = (run: DigitRun, scan: Scan): number => {
  if ((run.topics & ANY) === 0 || run.plus || run.parenthesis || NEVER_BETWEEN.has(run.separator)) return 0;
  if (run.count === 15 && passesLuhn(run.digits, 15) && isNearest(scan, run.token, TOPIC.DEVICE, OTHERS, 30)) {
    return claim(scan, 'DEVICE_ID', run.start, run.end, 0.95);
  }
  for (const kind of KINDS) {
    if (
      (run.topics & kind.topics) === 0 ||
      run.count < kind.least ||
      run.count > kind.most ||
      (!kind.isGroupable && !isContiguous(run))
    )
      continue;
    if (!isNearest(scan, run.token, kind.topics, OTHERS & ~kind.topics, kind.reach) || isYear(run) || isYears(run))
      continue;
    if (run.count > 4 && isOneDigit(run.digits, run.count)) continue;
    return claim(scan, kind.type, run.start, run.end, kind.confidence);
  }
  return 0;
};
