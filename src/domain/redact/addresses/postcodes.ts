/** Addresses and parts of them that only a postcode tells. */
import { claim, type Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { wordSet } from '../tokens/wordtable.ts';
import { isComma, isNumber, isPlaceWord } from './places.ts';
import { claimAddress } from './tail.ts';

/** Small words with which a street's name begins; one of them is also the morning of a time. */
const NAME_FIRST = wordSet('am an im auf zum zur unter hinter beim');

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

/** `zip code is 35649`: the postcode alone, beside its word. */
export const findPostcode = (scan: Scan, at: number): void => {
  const { tokens } = scan;
  const length = tokens.end[at]! - tokens.start[at]!;
  // `zip('1234', …)` is a call.
  if (/\(['"]$/.test(scan.text.slice(Math.max(0, tokens.start[at]! - 2), tokens.start[at]))) return;
  if (length >= 4 && length <= 6) claim(scan, 'ADDRESS', tokens.start[at]!, tokens.end[at]!, 0.7);
};
