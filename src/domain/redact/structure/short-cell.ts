/** What a cell of a few digits or a date is under its head: told at once, because a table may have very many of them. */
import { TOPIC } from '../context/topics.ts';
import type { Span } from '../span.ts';
import type { Cell } from './cell.ts';

/** Longer numbers are looked at like any text. */
const MOST_DIGITS = 6;

interface ShortKind {
  readonly type: string;
  readonly topics: number;
  readonly least: number;
  readonly most: number;
}

const KINDS: readonly ShortKind[] = [
  { type: 'AGE', topics: TOPIC.AGE, least: 1, most: 3 },
  { type: 'CVV', topics: TOPIC.CVV, least: 3, most: 4 },
  { type: 'PIN', topics: TOPIC.PIN, least: 4, most: MOST_DIGITS },
  { type: 'PASSWORD', topics: TOPIC.PASSWORD, least: 4, most: MOST_DIGITS },
  { type: 'MEDICAL_RECORD', topics: TOPIC.MEDICAL, least: 5, most: MOST_DIGITS },
  { type: 'BANK_ACCOUNT', topics: TOPIC.BANK, least: MOST_DIGITS, most: MOST_DIGITS },
  { type: 'BANK_ROUTING', topics: TOPIC.ROUTING, least: MOST_DIGITS, most: MOST_DIGITS },
  { type: 'PASSPORT', topics: TOPIC.PASSPORT, least: MOST_DIGITS, most: MOST_DIGITS },
  { type: 'DRIVING_LICENCE', topics: TOPIC.LICENCE, least: MOST_DIGITS, most: MOST_DIGITS },
];

const isDigits = (text: string, { start, end }: Cell): boolean => {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
};

/** Nobody is older. */
const MOST_YEARS = 124;

const LEAST_DATE = 6;
const MOST_DATE = 10;
const DATE = /^(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:(?:19|20)\d\d|\d\d))$/;

/** The span of a cell of at most six digits, or of a date of birth; null when such a cell is nothing, undefined when the cell is something else. */
export const spanOfShortCell = (text: string, cell: Cell): Span | null | undefined => {
  const { start, end, topics } = cell;
  const length = end - start;
  if ((topics & TOPIC.BIRTH) !== 0 && length >= LEAST_DATE && length <= MOST_DATE && DATE.test(text.slice(start, end)))
    return { type: 'DATE_OF_BIRTH', start, end, confidence: 0.9 };
  if (length > MOST_DIGITS || !isDigits(text, cell)) return length < 2 ? null : undefined;
  if ((topics & TOPIC.IMPERSONAL) !== 0) return null;
  const kind = KINDS.find((one) => (topics & one.topics) !== 0 && length >= one.least && length <= one.most);
  if (kind === undefined || (kind.type === 'AGE' && Number(text.slice(start, end)) > MOST_YEARS)) return null;
  return { type: kind.type, start, end, confidence: 0.7 };
};
