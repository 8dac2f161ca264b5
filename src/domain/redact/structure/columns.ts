/** Reads the cells of tables in a text: the head of a column says what stands below it, as a key in JSON does. */
import { TOPIC } from '../context/topics.ts';
import type { Cell } from './cell.ts';
import { type Field, MOST_HEAD_WORDS, readHeads } from './heads.ts';
import { readInsertedCells } from './inserts.ts';

/** Longer lines are no rows of a table that tells nothing. */
const MAX_LINE = 2_000;
const MAX_HEAD_LINE = 4_000;
const MAX_COLUMNS = 250;

/** Longer lines with blanks behind their commas are paragraphs. */
const MAX_SENTENCE = 600;

/** The first cell of a head and the mark behind it. */
const FIRST_CELL = /(?:\|\s?)?["'*`]{0,2}[\p{L}_#][\p{L}\d_ .#/()-]{0,38}?["'*`]{0,2}(?:\s?[|;,]| {2,}|\t)/uy;

const RULER = /^\s?:?-{2,}:?$/;

const LETTER = /[\p{L}_#|"'*`]/u;

/** What a code unit of ASCII may be in a line of heads. */
const IN_HEADS = { NOTHING: 0, WORD: 1, BLANK: 2, MARK: 3 } as const;

/** The letters, digits and marks of heads, with what is trimmed from them; what is not ASCII may be a letter. */
const HEAD_MARKS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if ('|;,\t'.includes(character)) return IN_HEADS.MARK;
  if (' \r'.includes(character)) return IN_HEADS.BLANK;
  return /[\w.#/()"'*`:-]/.test(character) ? IN_HEADS.WORD : IN_HEADS.NOTHING;
});

/** So far a line of heads has no more than `MAX_COLUMNS` of them, with a mark behind each. */
const MAX_LOOK = 2 * MAX_COLUMNS;

/**
 * Tells whether heads may stand from `start` to `end`: a mark, few words between two of them, and nothing that heads have not.
 * Asked of every line of every text, it sees most fail after four words.
 */
const mayBeHeads = (text: string, start: number, end: number): boolean => {
  const to = Math.min(end, start + MAX_LOOK);
  let words = 0;
  let hasMark = false;
  let before: number = IN_HEADS.BLANK;
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at);
    const what = code < 128 ? HEAD_MARKS[code]! : IN_HEADS.WORD;
    if (what === IN_HEADS.NOTHING) return false;
    if (what === IN_HEADS.WORD) {
      if (before !== IN_HEADS.WORD && ++words > MOST_HEAD_WORDS) return false;
    } else if (what === IN_HEADS.MARK || before === IN_HEADS.BLANK) {
      words = 0;
      hasMark = true;
    }
    before = what;
  }
  return hasMark;
};

/** Letters in the longest head, with blanks, quotes and marks around it to spare. */
const LONGEST_HEAD = 60;

/** Tells whether two more cells may stand behind the first comma, at `from`, the next of them a head's: most commas are of sentences. */
const mayGoOn = (text: string, from: number, line: number, end: number): boolean => {
  if (text.charCodeAt(from) === 32 && end - line > MAX_SENTENCE) return false;
  const comma = text.indexOf(',', from);
  return comma >= 0 && comma < end && comma - from <= LONGEST_HEAD;
};

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 13;
const isWrapping = (code: number): boolean => code === 34 || code === 39 || code === 42 || code === 96;

const trimmed = (text: string, from: number, to: number): Field => {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  while (end - start > 1 && isWrapping(text.charCodeAt(start)) && text.charCodeAt(start) === text.charCodeAt(end - 1)) {
    start++;
    end--;
  }
  return { start, end };
};

/** The end of a cell that begins at `from`: before the next mark, of which those in quotes do not count. */
const endOfCell = (text: string, from: number, to: number, mark: string): number => {
  if (text.charCodeAt(from) === 34) {
    const closing = text.indexOf('"', from + 1);
    if (closing > from && closing < to && (closing + 1 === to || text.startsWith(mark, closing + 1)))
      return closing + 1;
  }
  const end = text.indexOf(mark, from);
  return end < 0 || end > to ? to : end;
};

const split = (text: string, from: number, to: number, mark: string): Field[] => {
  const cells: Field[] = [];
  for (let at = from; at <= to && cells.length <= MAX_COLUMNS; ) {
    const end = endOfCell(text, at, to, mark);
    cells.push(trimmed(text, at, end));
    at = end + mark.length;
    if (mark === '  ') while (at < to && isSpace(text.charCodeAt(at))) at++;
  }
  if (mark === '|' || mark === '  ') {
    if (cells.length > 1 && cells[0]!.start === cells[0]!.end) cells.shift();
    if (cells.length > 1 && cells.at(-1)!.start === cells.at(-1)!.end) cells.pop();
  }
  return cells;
};

/** What may be found in a cell without a digit. */
const IN_WORDS =
  TOPIC.PERSON | TOPIC.PASSWORD | TOPIC.TOKEN | TOPIC.ADDRESS | TOPIC.STREET | TOPIC.STREET_FIRST | TOPIC.BIC;

const hasDigit = (text: string, { start, end }: Field): boolean => {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
};

const markAfter = (text: string, at: number): string => {
  const last = text[at - 1]!;
  return last === ' ' ? '  ' : last;
};

/** Looks at the line alone: what no line of a long table has would be looked for to the end of the text, for every row. */
const isSpaced = (text: string, from: number, to: number): boolean => text.slice(from, to).includes(', ');

const isRuler = (text: string, cells: readonly Field[]): boolean =>
  cells.every(({ start, end }) => RULER.test(text.slice(start, end)));

/** Tells whether there may be tables or statements in a text at all: most texts have neither lines nor brackets. */
export const mayHoldCells = (text: string): boolean => text.includes('\n') || text.includes('(');

/** The blanks before the first mark of a table that stands in a list or comes from a database's shell. */
const MOST_INDENT = 8;

const SPACE = 32;

const nextBar = (text: string, from: number): number => {
  const bar = text.indexOf('|', from);
  return bar < 0 ? text.length : bar;
};

const endOfIndent = (text: string, line: number): number => {
  let at = line;
  while (text.charCodeAt(at) === 32 && at < line + MOST_INDENT) at++;
  return at;
};

/** `user,password`: of two columns only identifiers without a blank between them are heads, for sentences have one comma too. */
const PAIR = /["']?[\w-]{1,40}["']?,["']?[\w-]{1,40}["']?\r?\n/y;

const isPairOfHeads = (text: string, start: number): boolean => {
  PAIR.lastIndex = start;
  return PAIR.test(text);
};

/** The mark between the heads of the line, which begin at `start`; undefined when no heads stand there. */
const markOfHeads = (text: string, line: number, start: number, end: number): string | undefined => {
  if (end - start < 7 || end - line > MAX_HEAD_LINE || !mayBeHeads(text, start, end) || !LETTER.test(text[start]!))
    return undefined;
  FIRST_CELL.lastIndex = start;
  if (!FIRST_CELL.test(text) || FIRST_CELL.lastIndex >= end) return undefined;
  const mark = text[start] === '|' ? '|' : markAfter(text, FIRST_CELL.lastIndex);
  if (start > line && mark !== '|') return undefined;
  const isMissing = mark === ',' && !mayGoOn(text, FIRST_CELL.lastIndex, start, end) && !isPairOfHeads(text, start);
  return isMissing ? undefined : mark;
};

/** Lines between two rows of a table under telling heads that are none: a ruler, the rest of a note with breaks, a blank line. */
const MOST_BETWEEN = 3;

/** The cells of all tables that lines of `text` make, and of rows that SQL inserts. */
export function* readCells(text: string): Generator<Cell> {
  yield* readInsertedCells(text);
  let bar = -1;
  for (let line = 0, next = 0; line < text.length; line = next) {
    const end = text.indexOf('\n', line);
    if (end < 0) return;
    next = end + 1;
    let start = line;
    if (text.charCodeAt(line) === SPACE) {
      // Most lines with an indent are code, and have no bar.
      if (bar < line) bar = nextBar(text, line);
      if (bar > end) continue;
      start = endOfIndent(text, line);
    }
    const mark = markOfHeads(text, line, start, end);
    if (mark === undefined) continue;
    const heads = split(text, start, end, mark);
    const isPair = mark === ',' && heads.length === 2;
    if (heads.length < 2 || (isPair && !isPairOfHeads(text, start))) continue;
    const topics = readHeads(text, heads);
    if (topics === undefined) continue;
    const isTelling = topics.some((one) => one !== 0);
    if (isPair && !isTelling) continue;
    const isHeadSpaced = isSpaced(text, start, end);
    let between = 0;
    for (let at = next; at < text.length; ) {
      const stop = text.indexOf('\n', at);
      const rowEnd = stop < 0 ? text.length : stop;
      // A long note in one row takes nothing from the rows behind it.
      if (!isTelling && rowEnd - at > MAX_LINE) break;
      const row = split(text, at, rowEnd, mark);
      // A line of prose with commas has no rows below it, and one of a table that tells nothing is no head of the next.
      const isLike = (isTelling && between === 0 && !isPair) || isSpaced(text, at, rowEnd) === isHeadSpaced;
      const isRow = row.length >= heads.length && row.length <= heads.length + (isPair ? 0 : 2) && isLike;
      if (!isRow && (!isTelling || ++between > MOST_BETWEEN)) break;
      at = rowEnd + 1;
      if (!isRow) continue;
      if (isTelling && !isRuler(text, row)) yield* cellsOf(text, row, topics);
      between = 0;
      next = at;
    }
  }
}

/** A row with more cells than heads has a mark inside one of them, and a cell may stand under either head. */
function* cellsOf(text: string, row: readonly Field[], topics: readonly number[]): Generator<Cell> {
  const extra = row.length - topics.length;
  for (let at = 0; at < row.length; at++) {
    let told = 0;
    for (let head = Math.max(0, at - extra); head <= at && head < topics.length; head++) told |= topics[head]!;
    const cell = row[at]!;
    if (told === 0 || cell.end === cell.start) continue;
    if ((told & IN_WORDS) !== 0 || hasDigit(text, cell)) yield { ...cell, topics: told };
  }
}
