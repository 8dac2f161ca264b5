/** Words that tell what a number near them is: each topic is one bit, each word carries the bits of its topics. */

import { lateTable, type WordTable, wordsWithBits, wordTableOf } from '../tokens/wordtable.ts';
import { topicWords } from './topic-words.ts';

/** One bit per topic. */
export const TOPIC = {
  PHONE: 1 << 0,
  SOCIAL_SECURITY: 1 << 1,
  CARD: 1 << 2,
  BANK: 1 << 3,
  PASSPORT: 1 << 4,
  LICENCE: 1 << 5,
  BIRTH: 1 << 6,
  ROUTING: 1 << 7,
  /** National ids, tax ids and health ids: the locale's own words and check decide which. */
  NATIONAL: 1 << 8,
  MEDICAL: 1 << 9,
  PASSWORD: 1 << 10,
  TOKEN: 1 << 11,
  PIN: 1 << 12,
  CVV: 1 << 13,
  EXPIRY: 1 << 14,
  AGE: 1 << 15,
  BIC: 1 << 16,
  VEHICLE: 1 << 17,
  DEVICE: 1 << 18,
  /** Words that say a number is nobody's: orders, versions, sizes, times. */
  IMPERSONAL: 1 << 19,
  PERSON: 1 << 20,
  ADDRESS: 1 << 21,
  EMAIL: 1 << 22,
  /** What a phone number is for, when it follows the number: `555-0199 (office)`. */
  LINE: 1 << 23,
  STREET: 1 << 24,
  /** Street words that come first: rue, via, calle. */
  STREET_FIRST: 1 << 25,
  /** Suite, apartment, floor. */
  UNIT: 1 << 26,
  /** Words that no address has, though they may begin with a capital. */
  NO_ADDRESS: 1 << 27,
  POSTCODE: 1 << 28,
  /** What is written for the dot of an address that hides from harvesters. */
  DOT: 1 << 29,
  MONTH: 1 << 30,
  /** Military post offices. */
  MILITARY: 1 << 31,
} as const;

/** Bits of topics by word. */
export const TOPIC_WORDS: WordTable = lateTable(() =>
  wordTableOf(
    (Object.keys(TOPIC) as (keyof typeof TOPIC)[]).flatMap((name) => wordsWithBits(topicWords()[name], TOPIC[name])),
  ),
);

/** The topics of plain words at which something may begin; words of the others are asked for by what stands near them. */
export const ANCHOR_TOPICS =
  TOPIC.PASSWORD |
  TOPIC.TOKEN |
  TOPIC.DOT |
  TOPIC.MONTH |
  TOPIC.STREET |
  TOPIC.STREET_FIRST |
  TOPIC.UNIT |
  TOPIC.MILITARY |
  TOPIC.ADDRESS;

/** Builds the table now, so that the first text need not wait for it. */
export const prepareTopics = (): void => void TOPIC_WORDS.bitsOf(0);
