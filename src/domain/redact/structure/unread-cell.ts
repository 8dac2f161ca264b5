/** What a cell is taken for by its head alone, in a table with more cells than are looked at. */
import { TOPIC } from '../context/topics.ts';
import type { Span } from '../span.ts';
import { endOfPlaceholder } from '../tokens/placeholder.ts';
import type { Cell } from './cell.ts';

/** The head that says the most comes first. */
const TYPES: readonly (readonly [topics: number, type: string])[] = [
  [TOPIC.CARD, 'CREDIT_CARD'],
  [TOPIC.SOCIAL_SECURITY, 'SSN'],
  [TOPIC.BIRTH, 'DATE_OF_BIRTH'],
  [TOPIC.PASSPORT | TOPIC.NATIONAL, 'PASSPORT'],
  [TOPIC.LICENCE, 'DRIVING_LICENCE'],
  [TOPIC.MEDICAL, 'MEDICAL_RECORD'],
  [TOPIC.ROUTING, 'BANK_ROUTING'],
  [TOPIC.BANK, 'BANK_ACCOUNT'],
  [TOPIC.EXPIRY, 'CARD_EXPIRY'],
  [TOPIC.VEHICLE, 'VEHICLE_ID'],
  [TOPIC.DEVICE, 'DEVICE_ID'],
  [TOPIC.PHONE, 'PHONE'],
  [TOPIC.ADDRESS | TOPIC.STREET | TOPIC.STREET_FIRST, 'ADDRESS'],
];

const DIGIT = /\d/;
const LETTER = /\p{L}/u;

/**
 * The whole of a cell, since it is better to mask too much than what nobody looked at; undefined for one that was masked before and
 * for one that tells nothing. Secrets are known as such without a look.
 */
export const spanOfUnreadCell = (text: string, { start, end, topics }: Cell): Span | undefined => {
  if (text.charCodeAt(start) === 91 && endOfPlaceholder(text, start) > 0) return undefined;
  const value = text.slice(start, end);
  const isNumbered = DIGIT.test(value);
  if (isNumbered && (topics & TOPIC.IMPERSONAL) === 0) {
    const type = TYPES.find(([told]) => (topics & told) !== 0)?.[1];
    if (type !== undefined) return { type, start, end, confidence: 0.6 };
  }
  return (topics & TOPIC.PERSON) !== 0 && !isNumbered && LETTER.test(value)
    ? { type: 'PERSON', start, end, confidence: 0.6 }
    : undefined;
};
