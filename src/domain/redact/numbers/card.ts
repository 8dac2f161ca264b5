/** Card numbers: an issuer's range, length and the Luhn check; or a card-like grouping beside a word such as "card". */
import { isCardRange, isCardRangeInContext } from '../checks/card.ts';
import { passesLuhn } from '../checks/luhn.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, isNearest, type Scan } from '../scan.ts';
import { type DigitRun, digitsIn, endOfDigits, isContiguous, isFollowedByWord } from './run.ts';

const DOT = 46;
const SLASH = 47;

const FOUR_GROUPS = 5;

/** Claims the longest leading part of the run that is a card number; 0 when there is none. */
export const findCard = (run: DigitRun, scan: Scan): number => {
  if (run.count < 12 || run.plus || run.separator === SLASH) return 0;
  const inContext = (run.topics & TOPIC.CARD) !== 0 && isAfter(scan, run.token, TOPIC.CARD, 60);
  if (run.separator === DOT && !inContext && run.groupCount !== 4) return 0;
  for (let groups = run.groupCount; groups >= 1; groups--) {
    const count = digitsIn(run, groups);
    if (count < 12 || count > 19) continue;
    if (groups > 1 && (groups > FOUR_GROUPS || run.groups[0] !== 4)) continue;
    const inRange = isCardRange(run.digits, count) || (inContext && isCardRangeInContext(run.digits, count));
    const end = endOfDigits(run, count);
    if (inRange && passesLuhn(run.digits, count) && !isFollowedByWord(scan.text, end)) {
      return claim(scan, 'CREDIT_CARD', run.start, end, inContext ? 1 : 0.95);
    }
  }
  const looksLikeCard =
    (run.count === 16 && (isContiguous(run) || run.groupCount === 4)) ||
    (run.count === 15 && (isContiguous(run) || run.groupCount === 3));
  const startsLikeCard = run.digits[0]! >= 2 && run.digits[0]! <= 6;
  if (looksLikeCard && startsLikeCard && inContext && isNearest(scan, run.token, TOPIC.CARD, TOPIC.IMPERSONAL, 60)) {
    return claim(scan, 'CREDIT_CARD', run.start, run.end, 0.6);
  }
  return 0;
};

const GLUED = /[A-Za-z_]{2,12}(\d{13,19})(?![A-Za-z0-9])/y;

/** Claims the card number in `card4111111111111111`; 0 when there is none. */
export const findGluedCard = (scan: Scan, start: number, end: number): number => {
  if (end - start < 15) return 0;
  GLUED.lastIndex = start;
  const digits = GLUED.exec(scan.text)?.[1];
  if (digits === undefined) return 0;
  const values = Array.from(digits, Number);
  if (!isCardRange(values, values.length) || !passesLuhn(values)) return 0;
  return claim(scan, 'CREDIT_CARD', GLUED.lastIndex - digits.length, GLUED.lastIndex, 0.8);
};
