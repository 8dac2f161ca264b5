/** The words and numbers that addresses are made of, and cities behind postcodes. */

import { packedWords } from '../context/packed-words.ts';
import { TOPIC } from '../context/topics.ts';
import type { Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';

const COMMA = 44;
const DOT = 46;
const HYPHEN = 45;

/** Tells whether the token is the number of a house: `14`, `14b`. */
export const isNumber = (scan: Scan, at: number): boolean => {
  const { tokens } = scan;
  if (at < 0 || at >= tokens.count) return false;
  const length = tokens.end[at]! - tokens.start[at]!;
  const kind = tokens.kind[at]!;
  return (
    length <= 5 &&
    (kind === KIND.NUMBER ||
      (kind === KIND.ALPHANUMERIC && /^\d+[A-Za-z]$/.test(scan.text.slice(tokens.start[at], tokens.end[at]))))
  );
};

/** Tells whether the token is a full stop. */
export const isDot = (scan: Scan, at: number): boolean =>
  scan.tokens.kind[at] === KIND.PUNCTUATION && scan.tokens.hash[at] === DOT;

/** Tells whether the token is a comma. */
export const isComma = (scan: Scan, at: number): boolean =>
  scan.tokens.kind[at] === KIND.PUNCTUATION && scan.tokens.hash[at] === COMMA;

/** Tells whether the token is the mark or the letter in `King's`. */
export const isPossessive = ({ text, tokens }: Scan, at: number): boolean => {
  const start = tokens.start[at]!;
  return (
    tokens.end[at]! - start === 1 &&
    (POSSESSIVE.test(text.slice(start - 1, start + 1)) || POSSESSIVE.test(text.slice(start, start + 2)))
  );
};

const POSSESSIVE = /^['’]s$/;

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

/** First words of cities' names that go on: `Bad Ischl`, `San Sebastián`, `Le Havre`. */
const CITY_FIRST = packedWords('CITY_FIRST');

/** Small words inside a city's name: `Frankfurt am Main`, `Boulogne sur Mer`. */
const CITY_INSIDE = packedWords('CITY_INSIDE');

/** The token behind the city that stands at `at`, right behind a postcode of the Continent; `at` when there is none. */
export const endOfCity = (scan: Scan, at: number): number => {
  const { tokens } = scan;
  const isWord = (word: number): boolean =>
    word < tokens.count &&
    tokens.start[word]! - tokens.end[word - 1]! === 1 &&
    (tokens.kind[word] === KIND.TITLE || tokens.kind[word] === KIND.MIXED) &&
    isPlaceWord(scan, word, false);
  if (!isWord(at)) return at;
  let end = at + 1;
  if (CITY_FIRST.has(tokens.hash[at]!) && isWord(end)) end++;
  let inside = end;
  while (inside < end + 2 && tokens.kind[inside] === KIND.LOWER && CITY_INSIDE.has(tokens.hash[inside]!)) inside++;
  return inside > end && isWord(inside) ? inside + 1 : end;
};

/** The hyphen of `D-20095`, `CH-8001`. */
const isCountryMark = ({ tokens }: Scan, at: number): boolean =>
  tokens.hash[at] === HYPHEN &&
  tokens.kind[at] === KIND.PUNCTUATION &&
  (tokens.kind[at - 1] === KIND.INITIAL || tokens.kind[at - 1] === KIND.CAPITALS) &&
  tokens.end[at - 1]! - tokens.start[at - 1]! <= 2;

/** `, 44000 Nantes`: the postcode stands before the city, behind a comma or at the beginning of a line. */
export const isPostcodeBeforeCity = (scan: Scan, at: number): boolean => {
  const { tokens } = scan;
  const length = tokens.end[at]! - tokens.start[at]!;
  if (length < 4 || length > 5) return false;
  return tokens.kind[at - 1] === KIND.NEWLINE || isComma(scan, at - 1) || isCountryMark(scan, at - 1);
};
