/** Card numbers: an issuer's range, length and the Luhn check; or a card-like grouping beside a word such as "card". */
import { isCardRange, isCardRangeInContext } from '../checks/card.ts';
import { passesLuhn } from '../checks/luhn.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, isNearest, type Scan } from '../scan.ts';
import { isDigitCode } from '../tokens/characters.ts';
import { type DigitRun, digitsIn, endOfDigits, isContiguous, isFollowedByWord } from './run.ts';

const DOT = 46;

const FOUR_GROUPS = 5;

/** Claims the longest leading part of the run that is a card number; 0 when there is none. */
export const findCard = (run: DigitRun, scan: Scan): number => {
  if (run.count < 12 || run.plus) return 0;
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

/** What people put between groups of a card number and hardly ever between other numbers. */
const TELLING = /^[/_·•~*\u2010-\u2015\u2022\u2212\s.-]+$/u;

/** Groups as on the card, with the same mark between all of them. */
const GROUPED = /(?:\d{4}([^\p{L}\p{N}\n]{1,3})\d{4}\1\d{4}\1\d{4}|\d{4}([^\p{L}\p{N}\n]{1,3})\d{6}\2\d{5})(?!\d)/uy;

/** Any groups, the same mark between all of them. */
const SCATTERED = /\d{1,8}([^\p{L}\p{N}\n]{1,3})\d{1,10}(?:\1\d{1,8}){0,17}(?!\d)/uy;

const digits = new Uint8Array(32);

/** Reads the digits among the code units from `start` to `end` into `digits`; returns how many there are. */
const readDigits = (text: string, start: number, end: number): number => {
  let count = 0;
  for (let at = start; at < end && count < digits.length; at++) {
    const code = text.charCodeAt(at);
    if (isDigitCode(code)) digits[count++] = code - 48;
  }
  return count;
};

/** Claims a card number whose groups other marks part than people use in numbers; 0 when there is none. */
export const findGroupedCard = (run: DigitRun, scan: Scan): number => {
  const { text } = scan;
  const inContext = (run.topics & TOPIC.CARD) !== 0 && isAfter(scan, run.token, TOPIC.CARD, 60);
  if (run.plus || run.parenthesis || (run.groups[0] !== 4 && !inContext)) return 0;
  if (!inContext && !isCardRange(run.digits, 16) && !isCardRange(run.digits, 15)) return 0;
  const isSpaced = run.count >= 16 && run.groupCount >= 4 && !run.mixed && run.separator === 32;
  if (isSpaced && !inContext) return 0;
  GROUPED.lastIndex = run.start;
  const grouped = run.groups[0] === 4 ? GROUPED.exec(text) : null;
  SCATTERED.lastIndex = run.start;
  const match = grouped ?? (inContext ? SCATTERED.exec(text) : null);
  if (match === null || !(inContext || TELLING.test(match[1] ?? match[2]!))) return 0;
  const end = run.start + match[0].length;
  const count = readDigits(text, run.start, end);
  if (count < 13 || !isCardRange(digits, count) || !passesLuhn(digits, count)) return 0;
  return claim(scan, 'CREDIT_CARD', run.start, end, inContext ? 0.9 : 0.8);
};

const GLUED = /(?:[A-Za-z_]{2,12}|[Bb](?=\d{13,19}\^))(\d{13,19})(?![A-Za-z0-9])/y;
/** `4111111111111111exp 12/29`: the word for the expiry touches the number. */
const GLUED_EXPIRY = /(?:exp|valid)[a-z]{0,9}[ .:=]{0,3}((?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?\d{2})(?!\d)/iy;
const GLUED_BEFORE = /(\d{13,19})[A-Za-z]{2,12}(?![A-Za-z0-9])/y;

/** Claims the card number in `card4111111111111111` or, beside a word such as "card", in `4111111111111111exp`; 0 when there is none. */
export const findGluedCard = (scan: Scan, start: number, end: number, index: number): number => {
  if (end - start < 14) return 0;
  const isFirst = isDigitCode(scan.text.charCodeAt(start));
  if (isFirst && !isAfter(scan, index, TOPIC.CARD, 40)) return 0;
  const pattern = isFirst ? GLUED_BEFORE : GLUED;
  pattern.lastIndex = start;
  const number = pattern.exec(scan.text)?.[1];
  if (number === undefined) return 0;
  const from = isFirst ? start : GLUED.lastIndex - number.length;
  const count = readDigits(scan.text, from, from + number.length);
  if (!isCardRange(digits, count) || !passesLuhn(digits, count)) return 0;
  const last = claim(scan, 'CREDIT_CARD', from, from + number.length, 0.8);
  GLUED_EXPIRY.lastIndex = last;
  const expiry = isFirst ? GLUED_EXPIRY.exec(scan.text)?.[1] : undefined;
  return expiry === undefined
    ? last
    : claim(scan, 'CARD_EXPIRY', GLUED_EXPIRY.lastIndex - expiry.length, GLUED_EXPIRY.lastIndex, 0.7);
};
