/** Streets without a word that says so: a name and a number, behind a word such as "address" or with a city behind it. */
import { TOPIC } from '../context/topics.ts';
import { claim, type Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { isDot, isNumber, isPlaceWord } from './places.ts';
import { claimAddress, endOfTail } from './tail.ts';

/** Ends a street's name from `at` on: words, then perhaps a number. */
const endOfStreet = (
  scan: Scan,
  at: number,
): { readonly next: number; readonly words: number; readonly isNumbered: boolean } => {
  const { tokens } = scan;
  let next = at;
  let words = 0;
  while (next < tokens.count && words < 6) {
    const isShort = words > 0 && tokens.kind[next] === KIND.LOWER && tokens.end[next]! - tokens.start[next]! <= 3;
    const isBeforeNumber = words > 0 && tokens.kind[next] === KIND.LOWER && isNumber(scan, next + 1);
    if (isDot(scan, next) && words > 0) {
      next++;
      continue;
    }
    if (!isPlaceWord(scan, next, false) && !isShort && !isBeforeNumber) break;
    words++;
    next++;
  }
  const isNumbered = words > 0 && isNumber(scan, next);
  return { next: isNumbered ? next + 1 : next, words, isNumbered };
};

/** A number and a name, or a name and a number, right after a word such as "address". */
export const findAfterKeyword = (scan: Scan, at: number): void => {
  let from = at;
  while (isNumber(scan, from) && from < at + 2) from++;
  const { next, words, isNumbered } = endOfStreet(scan, from);
  if (words > 0 && (from > at || isNumbered)) claimAddress(scan, at, next, 0.65);
};

/** `37 Parva Domus 6896, Pesconuovo, Latvia`: a name between two numbers, with a city behind it. */
export const findBetweenNumbers = (scan: Scan, at: number): void => {
  const { tokens } = scan;
  let from = at;
  while (isNumber(scan, from) && from < at + 2) from++;
  if (tokens.kind[from] !== KIND.TITLE) return;
  const { next, words, isNumbered } = endOfStreet(scan, from);
  if (words === 0 || words > 4 || !isNumbered) return;
  if (tokens.start[from]! - tokens.end[from - 1]! > 2) return;
  // `3178 Rn. 22` cites a page.
  if (words === 1 && isDot(scan, from + 1) && tokens.end[from]! - tokens.start[from]! <= 3) return;
  // `1024 Jan 3 1994` is a line of a listing.
  for (let word = from; word < next; word++) if ((tokens.topics[word]! & TOPIC.MONTH) !== 0) return;
  const end = endOfTail(scan, next, tokens.end[next - 1]!, false);
  if (end > tokens.end[next - 1]! + 3) claim(scan, 'ADDRESS', tokens.start[at]!, end, 0.6);
};
