/** A run of digits with the separators people write in numbers: `4111 1111 1111 1111`, `+49 (0)30 123-456`. */
import { CHARACTER, classOf, isDigitCode, isWordCode } from '../tokens/characters.ts';

/** One run; there is a single object that each reading overwrites. */
export interface DigitRun {
  start: number;
  end: number;
  /** Token at which the run begins. */
  token: number;
  digits: Uint8Array;
  count: number;
  groups: Uint8Array;
  groupCount: number;
  /** Code unit of the separator between groups, 0 when there is none; a space gives way to any other. */
  separator: number;
  /** Separators of more than one kind other than spaces. */
  mixed: boolean;
  plus: boolean;
  parenthesis: boolean;
  /** Tied to a name by an underscore, as in `user_219-09-9999`. */
  tied: boolean;
  /** Read without the groups behind a blank, which are of no matter to it. */
  cut: boolean;
  /** Topics told by words near the run. */
  topics: number;
  /** Position after each digit. */
  ends: Int32Array;
}

const MAX_DIGITS = 24;
/** No number of anybody's has so many groups. */
export const MAX_GROUPS = 10;
const MAX_LENGTH = 56;
/** Between two digits. */
const MOST_SEPARATORS = 3;
/** `+1 (415) (555) 0100`; what opens more of them, or one within another, is no number. */
const MAX_PARENTHESES = 2;

/** Room for one run. */
export const createRun = (): DigitRun => ({
  start: 0,
  end: 0,
  token: 0,
  digits: new Uint8Array(MAX_DIGITS),
  count: 0,
  groups: new Uint8Array(MAX_GROUPS + 1),
  groupCount: 0,
  separator: 0,
  mixed: false,
  plus: false,
  parenthesis: false,
  tied: false,
  cut: false,
  topics: 0,
  ends: new Int32Array(MAX_DIGITS),
});

const SPACE = 32;
const UNDERSCORE = 95;

const SEPARATORS = new Uint8Array(65_536);
const BLANKS = [
  SPACE,
  0xa0,
  0x2000,
  0x2001,
  0x2002,
  0x2003,
  0x2004,
  0x2005,
  0x2006,
  0x2007,
  0x2008,
  0x2009,
  0x200a,
  0x202f,
];
const DASHES = [45, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2043, 0x2212, 0x30fc, 0xfe58, 0xfe63];
for (const code of [...BLANKS, ...DASHES, 46, 40, 41, 47, UNDERSCORE]) SEPARATORS[code] = 1;

const asSeparator = (code: number): number => {
  if (code === 10 || BLANKS.includes(code)) return SPACE;
  return DASHES.includes(code) ? 45 : code;
};

/**
 * A card number may go on in the next line after groups of four, a North American phone number before its last four
 * digits; elsewhere lists of numbers would run together.
 */
const isBrokenLine = (run: DigitRun, code: number, inGroup: number): boolean => {
  if (code !== 10 || run.groupCount === 0 || run.groupCount >= 4) return false;
  if (run.plus) return run.digits[0] === 1 && run.count === 7 && inGroup === 3;
  return inGroup === 4 && run.groups[0] === 4;
};

/** Reads the run that starts at `start`, which is a digit, `+` or `(`, into `run`; not beyond `limit`, where it is cut. */
export const readRun = (
  run: DigitRun,
  text: string,
  start: number,
  token: number,
  limit = Number.POSITIVE_INFINITY,
): DigitRun => {
  let inGroup = 0;
  let pending = 0;
  let separators = 0;
  let parentheses = 0;
  let isOpen = false;
  run.start = run.end = start;
  run.token = token;
  run.count = run.groupCount = run.separator = 0;
  run.mixed = run.plus = run.parenthesis = false;
  run.tied = text.charCodeAt(start - 1) === UNDERSCORE;
  run.cut = limit < Number.POSITIVE_INFINITY;
  const stop = Math.min(start + MAX_LENGTH, limit);
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (isDigitCode(code)) {
      if (run.count === MAX_DIGITS) break;
      if (pending !== 0) {
        if (run.separator !== 0 && run.separator !== pending && pending !== SPACE && run.separator !== SPACE)
          run.mixed = true;
        if (run.separator === 0 || pending !== SPACE) run.separator = pending;
        pending = 0;
      }
      run.digits[run.count] = code - 48;
      run.ends[run.count++] = at + 1;
      inGroup++;
      run.end = at + 1;
      separators = 0;
    } else if (code === 43 && run.count === 0 && !run.plus) {
      run.plus = true;
    } else if ((SEPARATORS[code] === 1 || isBrokenLine(run, code, inGroup)) && separators < MOST_SEPARATORS) {
      if (code === 40) {
        if (run.count > 4 || isOpen || ++parentheses > MAX_PARENTHESES) break;
        run.parenthesis = isOpen = true;
      } else if (code === 41) isOpen = false;
      if (inGroup > 0) {
        run.groups[run.groupCount++] = inGroup;
        inGroup = 0;
        if (run.groupCount === MAX_GROUPS) break;
      }
      if (code !== 40 && code !== 41 && run.count > 0 && (pending === 0 || code !== SPACE)) pending = asSeparator(code);
      separators++;
    } else break;
  }
  if (inGroup > 0) run.groups[run.groupCount++] = inGroup;
  return run;
};

/** Tells whether no digit stands so near behind `end` that `readRun` would go on to it from a number that ends there. */
export const isLastGroup = (text: string, end: number): boolean => {
  let at = end;
  while (at < end + MOST_SEPARATORS && SEPARATORS[text.charCodeAt(at)] === 1) at++;
  return !isDigitCode(text.charCodeAt(at));
};

/** Where the groups before the last (or the first) blank of the run end; 0 when no blank parts it. */
export const endBeforeBlank = (run: DigitRun, text: string, isFirst: boolean): number => {
  let found = 0;
  let count = 0;
  for (let group = 0; group < run.groupCount - 1; group++) {
    count += run.groups[group]!;
    const end = run.ends[count - 1]!;
    if (!BLANKS.includes(text.charCodeAt(end)) || !isDigitCode(text.charCodeAt(end + 1))) continue;
    found = end;
    if (isFirst) return found;
  }
  return found;
};

/** Digits in the first `groups` groups. */
export const digitsIn = (run: DigitRun, groups: number): number => {
  let sum = 0;
  for (let at = 0; at < groups; at++) sum += run.groups[at]!;
  return sum;
};

/** Tells whether the groups have exactly these lengths. */
export const isGrouped = (run: DigitRun, ...lengths: readonly number[]): boolean =>
  run.groupCount === lengths.length && lengths.every((length, at) => run.groups[at] === length);

/** The position after the `count`-th digit. */
export const endOfDigits = (run: DigitRun, count: number): number => run.ends[count - 1]!;

/** Tells whether the digits stand without any separator. */
export const isContiguous = (run: DigitRun): boolean => run.groupCount === 1;

/** Tells whether a run that would start here is the inside of something else: a word, a decimal, an amount, a code. */
export const isInsideSomething = (text: string, start: number): boolean => {
  if (start === 0) return false;
  const before = text.charCodeAt(start - 1);
  const beforeThat = start > 1 ? text.charCodeAt(start - 2) : SPACE;
  if (before === UNDERSCORE) return isDigitCode(beforeThat);
  if (isWordCode(before)) return !(beforeThat === BACKSLASH && isEscapeLetter(before));
  if (before === 46) return isDigitCode(beforeThat);
  if (before === 44) return isDigitCode(beforeThat) && isThousands(text, start);
  if (before === 45) return isWordCode(beforeThat);
  return before === 36 || before === 0x20ac || before === 0xa3;
};

const BACKSLASH = 92;

/** The n, r and t of an escape in a string. */
const isEscapeLetter = (code: number): boolean => code === 110 || code === 114 || code === 116;

/** A comma between digits separates thousands only before three digits; else it separates the fields of a row. */
const isThousands = (text: string, start: number): boolean =>
  isDigitCode(text.charCodeAt(start + 1)) &&
  isDigitCode(text.charCodeAt(start + 2)) &&
  !isDigitCode(text.charCodeAt(start + 3)) &&
  text.charCodeAt(start + 3) !== 45 &&
  !isOctets(text, start);

/** `1,203.0.113.77` is a field and an address; an amount has one dot. */
const isOctets = (text: string, start: number): boolean => {
  OCTETS.lastIndex = start;
  return OCTETS.test(text);
};

const OCTETS = /\d{3}\.\d{1,3}\.\d/y;

/** Tells whether a word goes on right after `end`, so that the digits are part of a code. */
export const isFollowedByWord = (text: string, end: number): boolean => {
  const code = text.charCodeAt(end);
  if (code === UNDERSCORE) return isDigitCode(text.charCodeAt(end + 1));
  return isWordCode(code) && classOf(code) !== CHARACTER.LETTER;
};
