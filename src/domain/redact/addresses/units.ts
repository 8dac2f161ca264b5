/** Flats, suites and boxes, with the street before them, and military mail. */
import { claim, type Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { isDot, isNumber, isPlaceWord } from './places.ts';
import { claimAddress, endOfTail } from './tail.ts';

const BOX = /(?:P\.?\s?O\.?\s?|Post Office |PSC \d{1,5},? |Unit \d{1,5},? )$/i;

/** The line before a unit: `57 Askelund 1`, with a number at either end. */
const startOfLineBefore = (scan: Scan, at: number): number => {
  const { tokens } = scan;
  let back = at - 1;
  while (back >= 0 && (tokens.kind[back] === KIND.NEWLINE || tokens.kind[back] === KIND.PUNCTUATION) && back > at - 4)
    back--;
  let first = at;
  let hasNumber = false;
  let words = 0;
  for (; back >= 0 && words < 7; back--) {
    if (isNumber(scan, back)) {
      hasNumber = true;
      first = back;
      if (words > 0 && !isNumber(scan, back - 1)) break;
    } else if (
      isPlaceWord(scan, back, false) ||
      isDot(scan, back) ||
      (tokens.kind[back] === KIND.LOWER && first < at)
    ) {
      words++;
      if (tokens.kind[back] !== KIND.LOWER && !isDot(scan, back)) first = back;
    } else break;
  }
  return hasNumber && words > 0 ? first : at;
};

/** Whether the tokens lie in the address claimed last. */
const isClaimed = ({ tokens, claims }: Scan, first: number, last: number): boolean => {
  const claimed = claims.at(-1);
  return claimed?.type === 'ADDRESS' && claimed.start <= tokens.start[first]! && claimed.end >= tokens.end[last]!;
};

/** `Apt. 12`, `Suite 322` and the street before it; `P.O. Box 12`. */
export const findUnit = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  let next = at + 1;
  if (isDot(scan, next)) next++;
  if (tokens.hash[next] === 35 && tokens.kind[next] === KIND.PUNCTUATION) next++;
  if (next >= tokens.count || tokens.start[next]! - tokens.end[at]! > 3 || !isNumber(scan, next)) return;
  const start = tokens.start[at]!;
  if (/^box$/i.test(text.slice(start, tokens.end[at]))) {
    const before = BOX.exec(text.slice(Math.max(scan.from, start - 18), start));
    if (before === null) return;
    const end = endOfTail(scan, next + 1, tokens.end[next]!, tokens.kind[at] === KIND.LOWER);
    claim(scan, 'ADDRESS', start - before[0].length, end, 0.85);
    return;
  }
  const first = startOfLineBefore(scan, at);
  if (first === at && tokens.kind[at] === KIND.LOWER) return;
  const confidence = first < at ? 0.8 : 0.6;
  // What follows has been looked at already: in a list of units it would be for each of them.
  if (isClaimed(scan, first, next)) claim(scan, 'ADDRESS', tokens.start[first]!, tokens.end[next]!, confidence);
  else claimAddress(scan, first, next + 1, confidence);
};

/** `fpo aa 18532`, `APO AP 96201`: military mail, which has no city. */
const MILITARY = /(?:[\p{L}\d.]{2,12} [\p{L}\d-]{2,20}\s{1,3})?(?:APO|FPO|DPO),? A[AEP] \d{5}(?:-\d{4})?/iu;

export const findMilitary = (scan: Scan, at: number): void => {
  const { text, tokens } = scan;
  const from = Math.max(scan.from, tokens.start[at]! - 36);
  const match = MILITARY.exec(text.slice(from, tokens.end[at]! + 14));
  if (match !== null) claim(scan, 'ADDRESS', from + match.index, from + match.index + match[0].length, 0.85);
};
