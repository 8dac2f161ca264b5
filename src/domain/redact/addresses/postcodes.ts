/** Addresses and parts of them that only a postcode tells. */

import { packedWords } from '../context/packed-words.ts';
import { claim, type Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { wordSet } from '../tokens/wordtable.ts';
import { isComma, isNumber, isPlaceWord, isPossessive } from './places.ts';
import { claimAddress } from './tail.ts';

/** Small words with which a street's name begins; one of them is also the morning of a time. */
const NAME_FIRST = packedWords('STREET_FIRST_SMALL');

/** Names of streets go on over these: `Am Alten Markt`, `Zum Alten Hof`. */
const MOST_NAME_WORDS = 4;

/** `Am Alten Markt 3, 18055 Rostock`: a name and a number, then a postcode and a city, with no word for a street. */
export const findBeforePostcode = (scan: Scan, at: number): void => {
  const { tokens } = scan;
  if (at < 3 || tokens.end[at]! - tokens.start[at]! !== 5 || tokens.kind[at + 1] !== KIND.TITLE) return;
  const isParted = isComma(scan, at - 1) || tokens.kind[at - 1] === KIND.NEWLINE;
  if (!isParted || !isNumber(scan, at - 2) || tokens.end[at - 2]! - tokens.start[at - 2]! > 4) return;
  let first = at - 2;
  for (let back = at - 3; back >= 0 && at - 3 - back < MOST_NAME_WORDS; back--) {
    if (tokens.start[back + 1]! - tokens.end[back]! !== 1) break;
    if (tokens.kind[back] === KIND.TITLE && NAME_FIRST.has(tokens.hash[back]!)) {
      first = back;
      break;
    }
    if (!isPlaceWord(scan, back, true)) break;
    if (tokens.kind[back] !== KIND.LOWER) first = back;
    else if (tokens.end[back]! - tokens.start[back]! > 4) break;
  }
  if (first < at - 2) claimAddress(scan, first, at - 1, 0.7);
};

/** A British postcode. @see https://en.wikipedia.org/wiki/Postcodes_in_the_United_Kingdom#Formatting */
const BRITISH = /[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])/y;

/** Small words inside the names of houses, streets and towns. */
const INSIDE = wordSet('of the on upon le under by in st');

/** Between the parts of an address that ends with its postcode: so many tokens at most. */
const MOST_TOKENS = 20;
const MOST_LINES = 4;

/** The first token of the parts before token `at`, parted by commas and lines; `at` when there are fewer than two. */
const startOfParts = (scan: Scan, at: number): number => {
  const { tokens } = scan;
  let first = at;
  let parts = 0;
  let lines = 0;
  for (let back = at - 1; back >= 0 && at - back <= MOST_TOKENS; back--) {
    if (tokens.kind[back] === KIND.NEWLINE && ++lines > MOST_LINES) break;
    if (tokens.kind[back] === KIND.NEWLINE || isComma(scan, back)) {
      if (first === back + 1) parts++;
      continue;
    }
    const isTied = tokens.kind[back] === KIND.PUNCTUATION && "/-'’.".includes(scan.text[tokens.start[back]!]!);
    if (isTied && tokens.end[back] === tokens.start[back + 1]) continue;
    if (isPossessive(scan, back)) continue;
    if (tokens.kind[back] === KIND.LOWER && INSIDE.has(tokens.hash[back]!)) continue;
    if (tokens.kind[back] === KIND.LOWER || !(isNumber(scan, back) || isPlaceWord(scan, back, false))) break;
    first = back;
  }
  return parts > 0 ? first : at;
};

/** `Ivy House, Station Road, Leicester LE16 7QU`: parts without a number, as far back as commas part them. */
export const findBeforeBritishPostcode = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  BRITISH.lastIndex = tokens.start[at]!;
  if (!BRITISH.test(text)) return;
  const first = startOfParts(scan, at);
  if (first < at) claim(scan, 'ADDRESS', tokens.start[first]!, BRITISH.lastIndex, 0.7);
};

/** What stands in Indian addresses and in few other lists with commas. */
const INDIAN = packedWords('INDIAN_PLACE');

/** `Plot 14, Sector 21, Gurgaon 122016`: the six digits of the Indian post behind a city. */
export const findBeforeIndianPostcode = (scan: Scan, at: number): void => {
  const { tokens } = scan;
  if (tokens.end[at]! - tokens.start[at]! !== 6 || tokens.kind[at - 1] !== KIND.TITLE) return;
  const first = startOfParts(scan, at);
  for (let word = first; word < at; word++) {
    if (!INDIAN.has(tokens.hash[word]!)) continue;
    claim(scan, 'ADDRESS', tokens.start[first]!, tokens.end[at]!, 0.7);
    return;
  }
};

/** `zip code is 35649`: the postcode alone, beside its word. */
export const findPostcode = (scan: Scan, at: number): void => {
  const { tokens } = scan;
  const length = tokens.end[at]! - tokens.start[at]!;
  // `zip('1234', …)` is a call.
  if (/\(['"]$/.test(scan.text.slice(Math.max(0, tokens.start[at]! - 2), tokens.start[at]))) return;
  if (length >= 4 && length <= 6) claim(scan, 'ADDRESS', tokens.start[at]!, tokens.end[at]!, 0.7);
};
