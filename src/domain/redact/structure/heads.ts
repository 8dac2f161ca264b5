/** Tells what the heads of a table's columns say of the cells below them. */
import { topicsOfKey } from '../context/identifiers.ts';
import { TOPIC } from '../context/topics.ts';

/** Where a cell begins and ends in the text, without blanks and quotes. */
export interface Field {
  readonly start: number;
  readonly end: number;
}

/** A head: words or an identifier, nothing that a sentence or code has. */
const HEAD = /^[\p{L}_#][\p{L}\d_ .#/()-]{0,38}:?$/u;
/** Words in the longest head. */
export const MOST_HEAD_WORDS = 4;

/** Tables of people have one of these; without any, `name` heads the names of things, and `age` a row of numbers. */
const PERSONAL =
  TOPIC.PHONE |
  TOPIC.EMAIL |
  TOPIC.BIRTH |
  TOPIC.ADDRESS |
  TOPIC.SOCIAL_SECURITY |
  TOPIC.NATIONAL |
  TOPIC.BANK |
  TOPIC.CARD |
  TOPIC.MEDICAL |
  TOPIC.PASSPORT |
  TOPIC.LICENCE |
  TOPIC.PASSWORD;

const NAME_AND_AGE = TOPIC.PERSON | TOPIC.AGE;

/** What a column may tell; a column of tests that pass holds no passwords. */
const topicsOfHead = (head: string): number => {
  const topics = /^pass(?:es|ed)?$/i.test(head) ? 0 : topicsOfKey(head);
  return (topics & ~NOT_TELLING) === 0 ? 0 : topics;
};

const NOT_TELLING =
  TOPIC.IMPERSONAL | TOPIC.MONTH | TOPIC.NO_ADDRESS | TOPIC.UNIT | TOPIC.LINE | TOPIC.DOT | TOPIC.EMAIL;

/** Topics of the columns below a line of heads; undefined when it is none. */
export const readHeads = (text: string, cells: readonly Field[]): number[] | undefined => {
  const topics: number[] = [];
  let told = 0;
  for (const { start, end } of cells) {
    const head = text.slice(start, end);
    if (!HEAD.test(head) || head.split(' ').length > MOST_HEAD_WORDS) return undefined;
    topics.push(topicsOfHead(head));
    told |= topics.at(-1)! | (topicsOfKey(head) & TOPIC.EMAIL);
  }
  const isPersonal = (told & PERSONAL) !== 0 || (told & NAME_AND_AGE) === NAME_AND_AGE;
  const known = isPersonal ? ~0 : ~NAME_AND_AGE;
  return topics.map((one) => one & known);
};
