/** Dates: they are no phone numbers; beside a word for birth or expiry they are personal. Ages too. */
import { numberOf } from '../checks/weighted.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, isBefore, isNearest, type Scan } from '../scan.ts';
import type { DigitRun } from './run.ts';

/** Blanks may stand beside the marks, as in the boxes of a form: `04 / 11 / 1990`. */
const DATE = /(?:\d{4}( ?[-/.] ?)\d{1,2}\1\d{1,2}|\d{1,2}( ?[-/.] ?)\d{1,2}\2(?:\d{4}|\d{2}))(?!\d|[-/.]\d)/y;
/** The time behind a date, which goes with it. */
const TIME = /[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?/y;
const MONTH_AND_YEAR = /(?:(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?\d{2}|20\d{2} ?[/-] ?(?:0[1-9]|1[0-2]))(?![\d/-])/y;

const fits = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;

/** Tells whether the first three groups are a year, month and day, or a day, month and year, in either order of day and month. */
const isDate = (run: DigitRun): boolean => {
  const [one, two, three] = run.groups;
  const isYearFirst = one === 4;
  if (two! > 2 || (isYearFirst ? three! > 2 : one! > 2 || (three !== 4 && three !== 2))) return false;
  const first = numberOf(run.digits, 0, one!);
  const second = numberOf(run.digits, one!, one! + two!);
  const third = numberOf(run.digits, one! + two!, one! + two! + three!);
  const [year, month, day] = isYearFirst ? [first, second, third] : [third, first, second];
  const isYear = (year >= 1900 && year <= 2100) || (three === 2 && year < 100 && run.separator !== DOT);
  return isYear && (fits(month, day) || fits(day, month));
};

const DOT = 46;

const endOfTime = (text: string, end: number): number => {
  TIME.lastIndex = end;
  return TIME.test(text) ? TIME.lastIndex : end;
};

/** `BDAY:19871004`: right behind its word. */
const findTightBirth = (run: DigitRun, scan: Scan): number => {
  if (run.count !== 8 || (run.topics & TOPIC.BIRTH) === 0 || !isAfter(scan, run.token, TOPIC.BIRTH, 4)) return 0;
  const year = numberOf(run.digits, 0, 4);
  const lastYear = numberOf(run.digits, 4, 8);
  const isYearFirst = year >= 1900 && year <= 2100 && fits(numberOf(run.digits, 4, 6), numberOf(run.digits, 6, 8));
  const isYearLast = lastYear >= 1900 && lastYear <= 2100;
  const [one, two] = [numberOf(run.digits, 0, 2), numberOf(run.digits, 2, 4)];
  const isBirth = isYearFirst || (isYearLast && (fits(one, two) || fits(two, one)));
  return isBirth ? claim(scan, 'DATE_OF_BIRTH', run.start, run.end, 0.85) : 0;
};

/** `gültig ab 01/2025`: when something begins. */
const BEGINNING = /\b(?:ab|from|since|desde|dal|depuis)\s$/i;

/** `exp=0927`: month and year without a mark between them, right behind the word. */
export const findTightExpiry = (run: DigitRun, scan: Scan): number => {
  if (run.count !== 4 || run.groupCount !== 1 || run.plus || (run.topics & TOPIC.EXPIRY) === 0) return 0;
  const month = numberOf(run.digits, 0, 2);
  const isMonth = month >= 1 && month <= 12 && run.digits[2] !== 0;
  const isNamed = isMonth && isNearest(scan, run.token, TOPIC.EXPIRY, TOPIC.IMPERSONAL | TOPIC.CVV | TOPIC.PIN, 8);
  const isCard = isNamed && isAfter(scan, run.token, TOPIC.CARD | TOPIC.CVV, 80);
  return isCard ? claim(scan, 'CARD_EXPIRY', run.start, run.end, 0.7) : 0;
};

/** Claims a date of birth or an expiry; passes over any other date; 0 when the run begins with no date. */
export const findDate = (run: DigitRun, scan: Scan): number => {
  if (run.plus || run.parenthesis) return 0;
  if (run.groupCount < 2) return findTightBirth(run, scan);
  DATE.lastIndex = run.start;
  if (run.groupCount >= 3 && isDate(run) && DATE.test(scan.text)) {
    const end = DATE.lastIndex;
    const isBirth = isAfter(scan, run.token, TOPIC.BIRTH, 36) || isBefore(scan, run.token, end, TOPIC.BIRTH, 14);
    return isBirth ? claim(scan, 'DATE_OF_BIRTH', run.start, endOfTime(scan.text, end), 0.9) : end;
  }
  if ((run.topics & TOPIC.EXPIRY) === 0) return 0;
  return findExpiry(run, scan);
};

const findExpiry = (run: DigitRun, scan: Scan): number => {
  if (BEGINNING.test(scan.text.slice(Math.max(0, run.start - 7), run.start))) return 0;
  MONTH_AND_YEAR.lastIndex = run.start;
  const expiry = MONTH_AND_YEAR.exec(scan.text);
  if (
    expiry !== null &&
    isNearest(scan, run.token, TOPIC.EXPIRY, TOPIC.IMPERSONAL, 24) &&
    isAfter(scan, run.token, TOPIC.CARD | TOPIC.CVV | TOPIC.EXPIRY, 80)
  ) {
    return claim(scan, 'CARD_EXPIRY', run.start, run.start + expiry[0].length, 0.75);
  }
  return 0;
};

const AGE_AFTER =
  /[ -]?(?:years?[ -]old|y\/o|yo\b|year-old|Jahre alt\b|jaar oud\b|años de edad\b|anni di età\b|anos de idade\b)/iy;

/** Years that somebody has rather than years that pass: `a 9 ans`, `tiene 12 años`, `(63 ans)`, `âgée de 82 ans`. */
const YEARS_AFTER = /[ \u00a0](?:ans|años|anni|anos|Jahre)(?![\p{L}\d])/uy;
const HAVING_BEFORE =
  /(?:\(|(?<!y )\b(?:a|ai|as|avait|tiene|tengo|tenía|cumple|cumplió|ha|ho|tem|tenho)|[âa]g[ée]e?s? de|, de)\s?$/iu;

/** Tells by its first letter whether what stands behind a number may make it an age: years, Jahre, jaar, años, anni, ans. */
export const mayBeAge = (text: string, end: number): boolean => {
  const code = text.charCodeAt(end);
  const letter = (code === 32 || code === 45 || code === 0xa0 ? text.charCodeAt(end + 1) : code) | 32;
  return letter === 121 || letter === 106 || letter === 97;
};

const isAgeInYears = (run: DigitRun, text: string): boolean => {
  if (run.count > 2) return false;
  YEARS_AFTER.lastIndex = run.end;
  if (!YEARS_AFTER.test(text)) return false;
  const isClosed = text.charCodeAt(run.start - 1) !== 40 || text.charCodeAt(YEARS_AFTER.lastIndex) === 41;
  const before = text.slice(Math.max(0, run.start - 12), run.start);
  const isAside =
    /\p{L}, $/u.test(before) && /^[,.)]/.test(text.slice(YEARS_AFTER.lastIndex, YEARS_AFTER.lastIndex + 1));
  return isClosed && (isAside || HAVING_BEFORE.test(before));
};

/** Claims an age: two or three digits after "age" or before "years old". */
export const findAge = (run: DigitRun, scan: Scan): number => {
  if (run.count < 1 || run.count > 3 || run.groupCount !== 1) return 0;
  AGE_AFTER.lastIndex = run.end;
  const isAge =
    ((run.topics & TOPIC.AGE) !== 0 && isAfter(scan, run.token, TOPIC.AGE, 6)) ||
    AGE_AFTER.test(scan.text) ||
    isAgeInYears(run, scan.text);
  const years = Number(scan.text.slice(run.start, run.end));
  return isAge && years > 0 && years < 125 ? claim(scan, 'AGE', run.start, run.end, 0.6) : 0;
};

const GLUED_AGE = /\d{1,3}(?=(?:[yY][/.]?[oO](?![a-z])|[FM] (?:w\/|with|c\/o|s\/p|p\/w|who|presents|presenting|hx)))/y;

/** Claims the age in `29yo` or `45F w/ …`, which begins at `start`; 0 when it is none. */
export const findGluedAge = (scan: Scan, start: number): number => {
  GLUED_AGE.lastIndex = start;
  const years = GLUED_AGE.exec(scan.text)?.[0];
  return years === undefined || Number(years) > 124 ? 0 : claim(scan, 'AGE', start, start + years.length, 0.6);
};

const MONTHS = [
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?',
  'januar|februar|märz|mai|juni|juli|oktober|dezember',
  'janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre',
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre',
  'gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre',
  'janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro',
  'januari|februari|maart|mei|augusti|augustus|maj',
  'stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia',
].join('|');
const WRITTEN = new RegExp(
  `(?:\\d{1,2}(?:st|nd|rd|th|er|\\.)?(?: of| de| di)? (?:${MONTHS})\\.?,?(?: de| del)? \\d{4}|(?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})(?!\\d)`,
  'iy',
);

/** Claims `March 5, 1980` or `5 March 1980` at `start` after a word for birth; 0 when there is none. */
export const findWrittenBirth = (scan: Scan, start: number, token: number): number => {
  if (!isAfter(scan, token, TOPIC.BIRTH, 24)) return 0;
  WRITTEN.lastIndex = start;
  const match = WRITTEN.exec(scan.text);
  return match === null ? 0 : claim(scan, 'DATE_OF_BIRTH', start, start + match[0].length, 0.9);
};
