/** National ids with letters: the pattern's check must pass, and where that is not enough, a word must name them. */

import { TOPIC } from '../context/topics.ts';
import type { CodedId } from '../locales/coded.ts';
import { COMMONWEALTH_CODED } from '../locales/commonwealth.ts';
import { EUROPE_CODED } from '../locales/europe-coded.ts';
import { UNITED_KINGDOM_CODED } from '../locales/united-kingdom.ts';
import { UNITED_STATES_CODED } from '../locales/united-states.ts';
import { claim, hasKeyTopic, isAfterWord, type Scan } from '../scan.ts';
import { isDigitCode } from '../tokens/characters.ts';

const IDS: readonly CodedId[] = [
  ...EUROPE_CODED,
  ...UNITED_KINGDOM_CODED,
  ...COMMONWEALTH_CODED,
  ...UNITED_STATES_CODED,
];

const DIGIT_FIRST = IDS.filter(({ beginsWithDigit }) => beginsWithDigit);
const LETTER_FIRST = IDS.filter(({ beginsWithLetter }) => beginsWithLetter);

const REACH = 50;

/** Claims the id that starts at `start`, the start of token `token`; 0 when there is none. */
export const findNationalCode = (scan: Scan, start: number, token: number): number => {
  const isDigitFirst = isDigitCode(scan.text.charCodeAt(start));
  for (const { type, pattern, check, standsAlone, words } of isDigitFirst ? DIGIT_FIRST : LETTER_FIRST) {
    pattern.lastIndex = start;
    const match = pattern.exec(scan.text);
    if (match === null || !check(match[0])) continue;
    const isNamed = isAfterWord(scan, token, words, REACH) || hasKeyTopic(scan, token, TOPIC.NATIONAL);
    const stands = standsAlone && (isNamed || match[0] === match[0].toUpperCase());
    if (stands || isNamed) return claim(scan, type, start, start + match[0].length, isNamed ? 0.95 : 0.8);
  }
  return 0;
};
