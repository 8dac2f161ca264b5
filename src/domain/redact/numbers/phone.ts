/** Phone numbers: international ones that libphonenumber finds possible, North American ones, others beside a word. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { TOPIC } from '../context/topics.ts';
import { claim, isBefore, isNearest, type Scan } from '../scan.ts';
import { type DigitRun, isContiguous, isFollowedByWord } from './run.ts';

const DOT = 46;
const SLASH = 47;
const SPACE = 32;
const HYPHEN = 45;
const UNDERSCORE = 95;

const EXTENSION = /\s?(?:x|ext\.?\s?|extension\s|#)\d{1,6}(?!\w)/iy;

/** A parenthesis around the area code alone: `(2016 - 2023)` and `(10.24.18.77)` are no phone numbers. */
const AREA_CODE = /\(\s?\+?\d{1,6}\s?\)/y;

/** A digit, a plus, a blank: most parentheses stand before a letter or a quote. */
const mayBeginNumber = (code: number): boolean => (code <= 57 && code !== 34 && code !== 39) || code > 127;

/** Tells whether a number may begin with the parenthesis at `at`. */
export const isAreaCode = (text: string, at: number): boolean => {
  if (!mayBeginNumber(text.charCodeAt(at + 1))) return false;
  AREA_CODE.lastIndex = at;
  return AREA_CODE.test(text);
};

const extensionLength = (text: string, at: number): number => {
  EXTENSION.lastIndex = at;
  return EXTENSION.exec(text)?.[0].length ?? 0;
};

const isPossible = (text: string): boolean => parsePhoneNumberFromString(text)?.isPossible() ?? false;

/** Area code and exchange both begin with 2–9, in groups of 3-3-4, with or without a leading 1. */
const isNorthAmerican = (run: DigitRun): boolean => {
  const skip = run.count === 11 && run.digits[0] === 1 && run.groups[0] === 1 ? 1 : 0;
  if (run.count !== 10 + skip || run.groupCount !== 3 + skip) return false;
  const grouped = run.groups[skip] === 3 && run.groups[skip + 1] === 3 && run.groups[skip + 2] === 4;
  return grouped && run.digits[skip]! > 1 && run.digits[skip + 3]! > 1;
};

/** More pairs before or behind: bytes of a dump, not the pairs of a French number. */
const isDump = (run: DigitRun, text: string): boolean =>
  run.groups[0] === 2 &&
  run.groups[1] === 2 &&
  (/[0-9A-Fa-f]{2}[ :-]$/.test(text.slice(Math.max(0, run.start - 3), run.start)) ||
    /^[ :-][0-9A-Fa-f]{2}/.test(text.slice(run.end, run.end + 3)));

/** `06-65334860`, `020 7946 0958`: a trunk zero, two groups or more of one separator; `02111-1307` is a postcode. */
const isTrunkForm = (run: DigitRun): boolean =>
  run.digits[0] === 0 &&
  run.digits[1] !== 0 &&
  run.groupCount >= 2 &&
  run.groupCount <= 5 &&
  run.count >= 9 &&
  run.count <= 12 &&
  (run.separator === SPACE || run.separator === HYPHEN) &&
  run.groups[0]! >= 2 &&
  run.groups[0]! <= 5 &&
  !(run.groupCount === 2 && run.groups[0] === 5 && run.groups[1] === 4) &&
  !run.mixed;

const confidenceOf = (run: DigitRun, scan: Scan, hasExtension: boolean): number => {
  const isNamed = (run.topics & (TOPIC.PHONE | TOPIC.LINE)) !== 0 && !(run.tied && isContiguous(run));
  const inContext =
    isNamed &&
    (isNearest(scan, run.token, TOPIC.PHONE, TOPIC.IMPERSONAL, isContiguous(run) ? 28 : 45) ||
      isBefore(scan, run.token, run.end, TOPIC.PHONE | TOPIC.LINE, 12));
  const isClose =
    isNamed &&
    (isNearest(scan, run.token, TOPIC.PHONE, TOPIC.IMPERSONAL, 10) ||
      isBefore(scan, run.token, run.end, TOPIC.LINE, 3));
  if (run.plus) return run.count >= 7 && (inContext || isPossible(scan.text.slice(run.start, run.end))) ? 0.95 : 0;
  const hasExitCode = run.digits[0] === 0 && run.digits[1] === 0 && run.digits[2] !== 0;
  if (hasExitCode && run.count >= 11 && run.groupCount > 1 && run.separator !== DOT) return 0.85;
  if (run.separator === UNDERSCORE && !inContext) return 0;
  if (run.separator !== SLASH && isNorthAmerican(run)) return 0.9;
  const startsInParenthesis = scan.text.charCodeAt(run.start) === 40;
  if (startsInParenthesis && run.groupCount >= 2 && run.groups[0]! <= 5 && run.count >= 8) return 0.8;
  const isDecimal = run.groupCount === 2 && run.separator === DOT;
  if (inContext && (run.count >= 7 || isClose) && (run.groupCount > 1 || run.count >= 8) && !isDecimal) return 0.75;
  if (hasExtension && run.groupCount >= 2) return 0.7;
  return isTrunkForm(run) && !run.cut && !isDump(run, scan.text) ? 0.65 : 0;
};

/** `1.0.1 / 2014-06-24`: a version and its day, as change logs have them. */
const endsWithDay = (run: DigitRun, text: string): boolean =>
  run.groupCount > 3 &&
  run.groups[run.groupCount - 3] === 4 &&
  run.groups[run.groupCount - 2] === 2 &&
  run.groups[run.groupCount - 1] === 2 &&
  /(?:19|20)\d\d-[01]\d-[0-3]\d$/.test(text.slice(run.start, run.end));

/** Claims the run, with its extension, as a phone number; 0 when it is none. */
export const findPhone = (run: DigitRun, scan: Scan): number => {
  if (run.count < 6 || run.count > 15 || (run.digits[0] === 0 && run.digits[1] === 0 && run.digits[2] === 0)) return 0;
  if (!run.plus && endsWithDay(run, scan.text)) return 0;
  const extension = extensionLength(scan.text, run.end);
  if (extension === 0 && isFollowedByWord(scan.text, run.end)) return 0;
  const confidence = confidenceOf(run, scan, extension > 0);
  return confidence === 0 ? 0 : claim(scan, 'PHONE', run.start, run.end + extension, confidence);
};
