/** What follows a street in an address: unit, city, state, postcode and country, over a few lines. */
import { TOPIC } from '../context/topics.ts';
import type { Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';

const MAX_TOKENS = 26;
/** City and country names have up to so many words between two numbers. */
const MAX_WORDS = 8;

const COMMA = 44;

/** Marks that may stand between the parts: comma, dot, number sign, hyphen, and the quote or bullet marks before lines. */
const GLUE = new Set([COMMA, 46, 35, 45, 62, 63, 124, 42]);

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

/** Lower-case words that stand inside the names of places. */
const isParticle = (scan: Scan, at: number): boolean => {
  const length = scan.tokens.end[at]! - scan.tokens.start[at]!;
  return length <= 3 && (scan.tokens.topics[at]! & TOPIC.NO_ADDRESS) === 0;
};

/** Tells whether a token can be a word of a place's or street's name. */
export const isPlaceWord = (scan: Scan, at: number, isLowerCase: boolean): boolean => {
  const kind = scan.tokens.kind[at]!;
  if ((scan.tokens.topics[at]! & TOPIC.NO_ADDRESS) !== 0) return false;
  return (
    kind === KIND.TITLE ||
    kind === KIND.CAPITALS ||
    kind === KIND.INITIAL ||
    kind === KIND.MIXED ||
    kind === KIND.CASELESS ||
    (kind === KIND.LOWER && isLowerCase)
  );
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
  for (let at = from; at < tokens.count && at < from + MAX_TOKENS; at++) {
    const kind = tokens.kind[at]!;
    if (kind === KIND.NEWLINE) {
      if (words > 0 && afterComma) confirmed = tokens.end[at - 1]!;
      afterComma = false;
      if (++lines > 5) break;
      continue;
    }
    if (kind === KIND.PUNCTUATION) {
      const mark = tokens.hash[at]!;
      if (!GLUE.has(mark)) break;
      if (mark === COMMA) {
        if (words > 0 && (afterComma || lines === 0)) confirmed = tokens.end[at - 1]!;
        afterComma = true;
      } else if (mark === 46 && words > 0 && afterComma && tokens.kind[at - 1] !== KIND.INITIAL && words <= 3) {
        confirmed = tokens.end[at - 1]!;
      }
      continue;
    }
    const mayBePostcode =
      kind === KIND.ALPHANUMERIC || (kind === KIND.NUMBER && tokens.end[at]! - tokens.start[at]! === 4);
    const postcode = mayBePostcode ? matchAt(LETTERED_POSTCODE, text, tokens.start[at]!) : 0;
    if (postcode > 0) {
      confirmed = postcode;
      while (at + 1 < tokens.count && tokens.start[at + 1]! < postcode) at++;
      words = 0;
      continue;
    }
    if (kind === KIND.NUMBER) {
      const length = tokens.end[at]! - tokens.start[at]!;
      if (length > 6 || (length < 3 && lines > 0 && words === 0)) break;
      confirmed =
        (text.charCodeAt(tokens.end[at]!) === 45 && matchAt(ZIP_EXTENSION, text, tokens.end[at]!)) || tokens.end[at]!;
      words = 0;
      afterComma = false;
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
