/** Streets with a word that says so: before the name, behind it, or at its end. */

import { packedWords } from '../context/packed-words.ts';
import { TOPIC } from '../context/topics.ts';
import type { Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { isComma, isDot, isNumber, isPlaceWord, isPossessive } from './places.ts';
import { claimAddress } from './tail.ts';

const MAX_STREET_WORDS = 5;

/** Street names of northern and central Europe end in their street word. */
const STREET_SUFFIX =
  /(?:stra(?:ss|ß)e|str|gasse|weg|platz|allee|damm|ufer|ring|gatan|gata|gatu|vägen|vei|veien|vej|gade|katu|tie|kuja|straat|laan|plein|steenweg|dreef|gracht|kade|utca|út|tér|körút|ulice|ulica|tee|puiestee|iela|gatvė|street|strasse|strasze)$/i;

/** In lower case only these are no ends of other words: `comparing`, `norweg`. */
const LOWER_SUFFIX = /(?:stra(?:ss|ß)e|strasze|gasse|platz|straat|gatan|vägen)$/;

/** The last digits of a date or an address of a host are no house number. */
const isTied = ({ text, tokens }: Scan, at: number): boolean => '-./:,'.includes(text[tokens.start[at]! - 1] ?? ' ');

/** `5th`, `34th`: streets are counted in North America. */
const isOrdinal = ({ text, tokens }: Scan, at: number): boolean =>
  tokens.kind[at] === KIND.ALPHANUMERIC &&
  /^\d{1,3}(?:st|nd|rd|th)$/i.test(text.slice(tokens.start[at], tokens.end[at]));

/** Where the words before `at` begin that can belong to a street's name, and whether a number leads them. */
const startOfStreet = (scan: Scan, at: number): { readonly first: number; readonly hasNumber: boolean } => {
  let first = at;
  let words = 0;
  for (let back = at - 1; back >= 0 && words <= MAX_STREET_WORDS; back--) {
    if (isNumber(scan, back)) {
      first = back;
      if (isNumber(scan, back - 1) && !isTied(scan, back - 1)) first = back - 1;
      return { first, hasNumber: true };
    }
    if ((isDot(scan, back) && words > 0) || isPossessive(scan, back)) continue;
    if (scan.tokens.kind[back] === KIND.LOWER ? words > 1 : !(isPlaceWord(scan, back, false) || isOrdinal(scan, back)))
      break;
    words++;
    if (scan.tokens.kind[back] !== KIND.LOWER) first = back;
  }
  return { first, hasNumber: false };
};

/** Words that stand in sentences and in no street's name. */
const NO_NAME = packedWords('NOT_IN_STREET');

/** `12 oak street`, but not `4 yields a square`: in lower case the words must be clear, or one has a capital. */
const isNamedOrClear = ({ tokens }: Scan, first: number, at: number): boolean => {
  let isClear = CLEAR_LAST.has(tokens.hash[at]!);
  for (let word = first + 1; word < at; word++) {
    if (tokens.kind[word] === KIND.TITLE || tokens.kind[word] === KIND.CAPITALS) return true;
    if ((tokens.topics[word]! & TOPIC.NO_ADDRESS) !== 0 || NO_NAME.has(tokens.hash[word]!)) isClear = false;
  }
  return isClear;
};

/** `1600 Amphitheatre Parkway`, `12 Oak St.`: a number, then words, then a street word. */
export const findNumberedStreet = (scan: Scan, at: number): void => {
  const { first, hasNumber } = startOfStreet(scan, at);
  if (!hasNumber || at - first < 2) return;
  const { tokens } = scan;
  // `2 weeks with Dr. Lee`: a capital at the end alone is a title's as often as a street's.
  const isWritten =
    (tokens.kind[at] !== KIND.LOWER || at - first <= 3) &&
    ((tokens.kind[at] !== KIND.LOWER && tokens.kind[at - 1] !== KIND.LOWER) || isNamedOrClear(scan, first, at));
  if (isWritten) claimAddress(scan, first, isDot(scan, at + 1) ? at + 2 : at + 1, 0.75);
};

/** Words that begin streets' names and mean nothing else, so that what follows may be in lower case. */
const CLEAR_FIRST = packedWords('STREET_BEFORE');

/** Words that end streets' names and mean nothing else. */
const CLEAR_LAST = packedWords('STREET_LAST');

/** `Rua das Flores, 230`, `Via Roma, 5`: the number of the house behind a comma. */
const isCommaBeforeNumber = (scan: Scan, street: number, at: number): boolean => {
  const { tokens } = scan;
  if (!isComma(scan, at) || !isNumber(scan, at + 1) || tokens.end[at + 1]! - tokens.start[at + 1]! > 4) return false;
  // `Via Lattea, 100 miliardi di stelle` counts something.
  if (tokens.kind[at + 2] === KIND.LOWER) return false;
  return (
    tokens.kind[street] === KIND.TITLE || (tokens.kind[street] === KIND.LOWER && CLEAR_FIRST.has(tokens.hash[street]!))
  );
};

/** `Rue de la Paix 12`, `52 Rua Joaquim 1615`: a street word, then its name, a number before or after. */
export const findLeadingStreetWord = (scan: Scan, at: number, behind = at + 1): void => {
  const { tokens } = scan;
  const isDoubtful = tokens.kind[at] === KIND.LOWER && !CLEAR_FIRST.has(tokens.hash[at]!);
  let first = at;
  while (first > 0 && first > at - 2 && isNumber(scan, first - 1)) first--;
  let next = behind;
  let words = 0;
  let isNamed = false;
  for (; next < tokens.count && words < 7; next++) {
    if (isNumber(scan, next)) {
      const isStreet = tokens.kind[at] !== KIND.LOWER || isNamed || CLEAR_FIRST.has(tokens.hash[at]!);
      if (words > 0 && isStreet) claimAddress(scan, first, next + 1, 0.75);
      return;
    }
    if (isDot(scan, next) || (words > 0 && isCommaBeforeNumber(scan, at, next))) continue;
    const isShort =
      tokens.kind[next] === KIND.LOWER &&
      tokens.end[next]! - tokens.start[next]! <= 4 &&
      !(isDoubtful && NO_NAME.has(tokens.hash[next]!));
    if (!isPlaceWord(scan, next, tokens.kind[at] === KIND.LOWER) && !isShort) break;
    const isCapitals = tokens.kind[next] === KIND.CAPITALS && tokens.kind[at] !== KIND.LOWER;
    if (tokens.kind[next] === KIND.TITLE || isCapitals) isNamed = true;
    words++;
  }
  if (first < at && isNamed) claimAddress(scan, first, next, 0.65);
};

/** `C/ Mayor 14`: how Spain abbreviates calle. */
export const isCalle = ({ text, tokens }: Scan, at: number): boolean =>
  text.charCodeAt(tokens.end[at]!) === SLASH && /^[Cc]\/$/.test(text.slice(tokens.start[at], tokens.end[at]! + 1));

const SLASH = 47;

/** `Hauptstraße 12`, `22 Amsinckstrasse 9`. */
export const findSuffixedStreet = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  const suffix = tokens.kind[at] === KIND.LOWER ? LOWER_SUFFIX : STREET_SUFFIX;
  if (!suffix.test(text.slice(tokens.start[at], tokens.end[at]))) return;
  const next = isDot(scan, at + 1) ? at + 2 : at + 1;
  if (!isNumber(scan, next)) return;
  let first = at;
  while (first > 0 && first > at - 3 && tokens.start[first]! - tokens.end[first - 1]! <= 1) {
    if (!isNumber(scan, first - 1) && tokens.kind[first - 1] !== KIND.TITLE) break;
    first--;
  }
  claimAddress(scan, first, next + 1, 0.75);
};
