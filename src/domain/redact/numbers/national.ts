/** National ids of digits: the check must pass, and a word or the way they are grouped must say what they are. */
import { TOPIC } from '../context/topics.ts';
import { BRAZIL_NUMERIC } from '../locales/brazil.ts';
import { COMMONWEALTH_NUMERIC } from '../locales/commonwealth.ts';
import { EUROPE_AND_JAPAN_NUMERIC } from '../locales/europe-numeric.ts';
import type { NumericId } from '../locales/numeric.ts';
import { UNITED_KINGDOM_NUMERIC } from '../locales/united-kingdom.ts';
import { UNITED_STATES_NUMERIC } from '../locales/united-states.ts';
import { claim, hasKeyTopic, isAfter, isAfterWord, isBefore, type Scan } from '../scan.ts';
import { type DigitRun, isContiguous, isGrouped } from './run.ts';

const IDS: readonly NumericId[] = [
  ...UNITED_STATES_NUMERIC,
  ...UNITED_KINGDOM_NUMERIC,
  ...COMMONWEALTH_NUMERIC,
  ...BRAZIL_NUMERIC,
  ...EUROPE_AND_JAPAN_NUMERIC,
];

const BY_COUNT: readonly (readonly NumericId[])[] = Array.from({ length: 25 }, (_, count) =>
  IDS.filter((id) => id.count === count),
);

const TOPICS = TOPIC.NATIONAL | TOPIC.ROUTING | TOPIC.SOCIAL_SECURITY;
const REACH = 50;
/** In a list of numbers some pass a check by chance. */
const SPACE = 32;

/** Claims the run as the first id whose check and word, or check and grouping, fit; 0 when none does. */
export const findNationalNumber = (run: DigitRun, scan: Scan): number => {
  const candidates = BY_COUNT[run.count]!;
  if (candidates.length === 0 || run.plus || run.parenthesis) return 0;
  const isNamed =
    (run.topics & TOPICS) !== 0 &&
    (isAfter(scan, run.token, TOPICS, REACH) ||
      isBefore(scan, run.token, run.end, TOPICS) ||
      hasKeyTopic(scan, run.token, TOPICS));
  let fallback: NumericId | undefined;
  for (const id of candidates) {
    const isWritten = id.groups.some((groups) => isGrouped(run, ...groups)) && !(run.cut && run.separator === SPACE);
    if (!isWritten && !isContiguous(run)) continue;
    if (!(isNamed || (isWritten && id.standsAlone)) || !id.check(run.digits)) continue;
    if (isNamed && isAfterWord(scan, run.token, id.words, REACH)) return claim(scan, id.type, run.start, run.end, 0.95);
    if (isWritten && id.standsAlone) return claim(scan, id.type, run.start, run.end, 0.9);
    if (isNamed && hasKeyTopic(scan, run.token, TOPICS)) fallback ??= id;
  }
  return fallback === undefined ? 0 : claim(scan, fallback.type, run.start, run.end, 0.7);
};
