/** Postal addresses: asks, at each anchor, whatever may find one there, then joins the parts. */

import { packedWords } from '../context/packed-words.ts';
import { TOPIC } from '../context/topics.ts';
import { isAfter, type Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { joinParts } from './join.ts';
import { isDot, isNumber } from './places.ts';
import { findBeforeBritishPostcode, findBeforeIndianPostcode, findBeforePostcode, findPostcode } from './postcodes.ts';
import { findLeadingStreetWord, findNumberedStreet, findSuffixedStreet, isCalle } from './streets.ts';
import { findMilitary, findUnit } from './units.ts';
import { findAfterKeyword, findBetweenNumbers } from './wordless.ts';

const STREET_WORDS = TOPIC.MILITARY | TOPIC.STREET | TOPIC.STREET_FIRST | TOPIC.UNIT;

/** Words that end as streets do and are none: a number behind them is no house's. */
const NO_STREETS = packedWords('NO_STREET');

/** A street called by a word such as Hauptstraße, whose house number is token `number`. */
const findStreetBefore = (scan: Scan, number: number): void => {
  const { tokens } = scan;
  const at = isDot(scan, number - 1) ? number - 2 : number - 1;
  if (at < 0 || (tokens.topics[at]! & STREET_WORDS) !== 0 || tokens.end[at]! - tokens.start[at]! <= 5) return;
  if (NO_STREETS.has(tokens.hash[at]!)) return;
  const kind = tokens.kind[at]!;
  if (kind <= KIND.CAPITALS || kind === KIND.MIXED) findSuffixedStreet(scan, at);
};

const detectAtNumber = (scan: Scan, at: number): void => {
  if (isAfter(scan, at, TOPIC.POSTCODE, 14)) findPostcode(scan, at);
  if (isNumber(scan, at - 1) || at + 1 >= scan.tokens.count || !isNumber(scan, at)) return;
  if (isAfter(scan, at, TOPIC.ADDRESS, 14)) findAfterKeyword(scan, at);
  else findBetweenNumbers(scan, at);
};

/** How far a capitalised word may stand behind a word such as "address", in characters. */
const ADDRESS_REACH = 6;

/** The names that begin from token `from` on, as far as `limit` in the text. */
const detectNamesFrom = (scan: Scan, from: number, limit: number): void => {
  const { tokens } = scan;
  for (let at = from; at < tokens.count && tokens.start[at]! <= limit; at++) {
    const isStreetWord = (tokens.topics[at]! & STREET_WORDS) !== 0;
    if (tokens.kind[at] === KIND.TITLE && tokens.kind[at - 1] !== KIND.TITLE && !isStreetWord)
      findAfterKeyword(scan, at);
  }
};

/** Under a key such as `address` the whole beginning of the text is one. */
const KEY_REACH = 80;

/** Claims the addresses of the window; needs the topics of its tokens and the anchors among them. */
export const detectAddresses = (scan: Scan): void => {
  const { tokens, claims } = scan;
  const before = claims.length;
  if ((scan.keyTopics & TOPIC.ADDRESS) !== 0) detectNamesFrom(scan, 0, scan.from + KEY_REACH);
  for (let next = 0; next < tokens.anchorCount; next++) {
    const at = tokens.anchors[next]!;
    const kind = tokens.kind[at]!;
    const topics = tokens.topics[at]!;
    if (kind === KIND.NUMBER) {
      findStreetBefore(scan, at);
      findBeforePostcode(scan, at);
      findBeforeIndianPostcode(scan, at);
      detectAtNumber(scan, at);
    } else if (kind === KIND.ALPHANUMERIC) {
      findStreetBefore(scan, at);
      if (tokens.end[at]! - tokens.start[at]! <= 4) findBeforeBritishPostcode(scan, at);
    }
    if (kind === KIND.INITIAL && isCalle(scan, at)) findLeadingStreetWord(scan, at, at + 2);
    if ((topics & (STREET_WORDS | TOPIC.ADDRESS)) === 0) continue;
    if ((topics & TOPIC.MILITARY) !== 0) findMilitary(scan, at);
    if ((topics & TOPIC.STREET) !== 0) findNumberedStreet(scan, at);
    if ((topics & TOPIC.STREET_FIRST) !== 0) findLeadingStreetWord(scan, at);
    if ((topics & TOPIC.UNIT) !== 0) findUnit(scan, at);
    if ((topics & TOPIC.ADDRESS) !== 0) detectNamesFrom(scan, at + 1, tokens.end[at]! + ADDRESS_REACH);
  }
  if (claims.length > before + 1) joinParts(scan, before);
};
