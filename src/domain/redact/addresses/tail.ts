/** What follows a street in an address: unit, city, state, postcode and country, over a few lines. */

import { packedWords } from '../context/packed-words.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, type Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { endOfCity, isPlaceWord, isPostcodeBeforeCity } from './places.ts';

const MAX_TOKENS = 26;
/** City and country names have up to so many words between two numbers. */
const MAX_WORDS = 8;

const COMMA = 44;
const HYPHEN = 45;
const DOT = 46;

/** Marks that may stand between the parts: comma, dot, number sign, hyphen, and the quote or bullet marks before lines. */
const GLUE = new Set([COMMA, DOT, 35, 45, 62, 63, 124, 42]);

/** Postcodes with letters: British, Canadian and Dutch. */
const LETTERED_POSTCODE = /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\d{4} ?[A-Z]{2}\b/y;

const ZIP_EXTENSION = /-\d{3,4}(?!\d)/y;

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
};

/** A region's short name after a comma, as `, nan` or `, bc`, with a number or a line's end behind it. */
const isRegion = (scan: Scan, at: number): boolean => {
  const { tokens } = scan;
  const next = tokens.kind[at + 1];
  const isShort = tokens.end[at]! - tokens.start[at]! <= 3;
  return isShort && at + 1 < tokens.count && (next === KIND.NUMBER || next === KIND.NEWLINE);
};

/** Two digits and three. @see https://en.wikipedia.org/wiki/Postal_codes_in_Poland */
const POLISH_POSTCODE = /\d{2}-\d{3}(?= \p{Lu}\p{Ll})/uy;

/** `m. 3`, `lok. 7`: the flat in a house of Warsaw. */
const isNumberOfFlat = ({ text, tokens }: Scan, at: number): boolean =>
  tokens.end[at]! - tokens.start[at]! <= 3 &&
  /^(?:m|lok)\.? \d/.test(text.slice(tokens.start[at], tokens.start[at]! + 7));

const COUNTRIES = packedWords('COUNTRY');

/** The end of the city before token `next`, or of the country behind a comma. */
const endOfCountry = ({ tokens }: Scan, next: number): number => {
  const isComma = tokens.kind[next] === KIND.PUNCTUATION && tokens.hash[next] === COMMA;
  const at = isComma || tokens.kind[next] === KIND.NEWLINE ? next + 1 : next;
  return at > next && at < tokens.count && COUNTRIES.has(tokens.hash[at]!) ? tokens.end[at]! : tokens.end[next - 1]!;
};

/** The letter behind a house number: `12 a, 24103 Kiel`. */
const isHouseLetter = ({ tokens }: Scan, at: number): boolean =>
  tokens.end[at]! - tokens.start[at]! === 1 &&
  (tokens.kind[at] === KIND.LOWER || tokens.kind[at] === KIND.INITIAL) &&
  tokens.kind[at - 1] === KIND.NUMBER &&
  (at + 1 >= tokens.count || (tokens.kind[at + 1] === KIND.PUNCTUATION && tokens.hash[at + 1] === COMMA));

const LONG_WORD = 5;

/** A dot behind a whole word or a postcode ends the sentence, unless a number goes on: `Calif. 94158`. */
const endsSentence = ({ text, tokens }: Scan, dot: number): boolean => {
  const code = text.charCodeAt(tokens.end[dot]!);
  if (code !== 32 && code !== 10) return false;
  const kind = tokens.kind[dot - 1]!;
  const length = tokens.end[dot - 1]! - tokens.start[dot - 1]!;
  const isWhole = kind === KIND.TITLE || kind === KIND.LOWER || kind === KIND.NUMBER || kind === KIND.CAPITALS;
  return isWhole && length >= LONG_WORD && tokens.kind[dot + 1] !== KIND.NUMBER;
};

const BLANK_LINE = /\n[ \t>]*\r?\n/;

/** What follows an empty line is another paragraph. */
const isBlankLine = ({ text, tokens }: Scan, at: number): boolean =>
  BLANK_LINE.test(
    text.slice(tokens.start[at], Math.min(tokens.start[at + 1] ?? tokens.end[at]!, tokens.start[at]! + 40)),
  );

/** Lower-case words that stand inside the names of places. */
const isParticle = (scan: Scan, at: number): boolean => {
  const length = scan.tokens.end[at]! - scan.tokens.start[at]!;
  return length <= 3 && (scan.tokens.topics[at]! & TOPIC.NO_ADDRESS) === 0;
};

/**
 * The end of the address whose street ends at `end`, before token `from`. Words count only when a number, a comma or a
 * line's end confirms them, so that the sentence after an address stays.
 */
export const endOfTail = (scan: Scan, from: number, end: number, isLowerCase: boolean): number => {
  const { text, tokens } = scan;
  let confirmed = end;
  let words = 0;
  let afterComma = false;
  let lines = 0;
  let hasPostcode = false;
  for (let at = from; at < tokens.count && at < from + MAX_TOKENS; at++) {
    const kind = tokens.kind[at]!;
    if (kind === KIND.NEWLINE) {
      if (words > 0 && afterComma) confirmed = tokens.end[at - 1]!;
      afterComma = false;
      if (++lines > 5 || (words === 0 && hasPostcode && isBlankLine(scan, at))) break;
      continue;
    }
    if (kind === KIND.PUNCTUATION) {
      const mark = tokens.hash[at]!;
      if (!GLUE.has(mark)) break;
      if (mark === COMMA) {
        if (words > 0 && (afterComma || lines === 0)) confirmed = tokens.end[at - 1]!;
        afterComma = true;
      } else if (mark === DOT && words > 0 && afterComma && tokens.kind[at - 1] !== KIND.INITIAL && words <= 3) {
        confirmed = tokens.end[at - 1]!;
      }
      if (mark === DOT && endsSentence(scan, at)) break;
      continue;
    }
    const mayBePostcode =
      kind === KIND.ALPHANUMERIC || (kind === KIND.NUMBER && tokens.end[at]! - tokens.start[at]! === 4);
    const postcode = mayBePostcode ? matchAt(LETTERED_POSTCODE, text, tokens.start[at]!) : 0;
    if (postcode > 0) {
      hasPostcode = true;
      confirmed = postcode;
      while (at + 1 < tokens.count && tokens.start[at + 1]! < postcode) at++;
      words = 0;
      continue;
    }
    if (kind === KIND.NUMBER) {
      const isBeforeHyphen = text.charCodeAt(tokens.end[at]!) === HYPHEN;
      const polish = isBeforeHyphen ? matchAt(POLISH_POSTCODE, text, tokens.start[at]!) : 0;
      if (polish > 0) return endOfCountry(scan, Math.max(at + 3, endOfCity(scan, at + 3)));
      const length = tokens.end[at]! - tokens.start[at]!;
      if (length > 6 || (length < 3 && lines > 0 && words === 0)) break;
      confirmed = (isBeforeHyphen && matchAt(ZIP_EXTENSION, text, tokens.end[at]!)) || tokens.end[at]!;
      words = 0;
      afterComma = false;
      hasPostcode ||= length > 3;
      const city = isPostcodeBeforeCity(scan, at) ? endOfCity(scan, at + 1) : at + 1;
      if (city > at + 1) return endOfCountry(scan, city);
      continue;
    }
    if (kind === KIND.LOWER && isNumberOfFlat(scan, at)) continue;
    if (isHouseLetter(scan, at)) {
      if (at === from) confirmed = tokens.end[at]!;
      continue;
    }
    if ((tokens.topics[at]! & TOPIC.UNIT) !== 0) {
      words = 0;
      continue;
    }
    if (kind === KIND.ALPHANUMERIC && tokens.end[at]! - tokens.start[at]! <= 5) {
      confirmed = tokens.end[at]!;
      continue;
    }
    if (
      isPlaceWord(scan, at, isLowerCase) ||
      (afterComma && kind === KIND.LOWER && isRegion(scan, at)) ||
      (words > 0 && kind === KIND.LOWER && isParticle(scan, at))
    ) {
      if (++words > MAX_WORDS || lines > 4) break;
      const isLast = at + 1 >= tokens.count;
      if (isLast && (afterComma || lines === 0)) confirmed = tokens.end[at]!;
      continue;
    }
    if (words > 0 && words <= 3 && afterComma) confirmed = tokens.end[at - 1]!;
    break;
  }
  return confirmed;
};

/** Claims the address whose street is the tokens from `first` to before `next`, with what belongs to it. */
export const claimAddress = (scan: Scan, first: number, next: number, confidence: number): void => {
  const { tokens } = scan;
  let isLowerCase = true;
  for (let at = first; at < next; at++)
    if (tokens.kind[at] === KIND.TITLE || tokens.kind[at] === KIND.CAPITALS) isLowerCase = false;
  const end = endOfTail(scan, next, tokens.end[next - 1]!, isLowerCase);
  claim(scan, 'ADDRESS', tokens.start[first]!, end, confidence);
};
