/** The code units of one window, in an array: reading a string that may be a slice of another, or joined from parts, is slower. */
import { Buffer } from 'node:buffer';
import { MOST_UNITS } from './tokens.ts';

/** Spaces stand behind the last code unit, so that every token ends without a question and may look so far ahead. */
const SPACES_BEHIND = 4;

/** The code units of the window that was copied last. */
export const UNITS = new Uint16Array(MOST_UNITS + SPACES_BEHIND);
const bytes = Buffer.from(UNITS.buffer);

/** Shorter texts are copied one by one, because the call alone costs as much as so many steps. */
const BULK = 96;

const SPACE = 32;

/** Copies the code units of `text` from `from` to `to` into `UNITS`, with spaces behind them. Throws for more than `MOST_UNITS`. */
export const copyUnits = (text: string, from: number, to: number): void => {
  const length = to - from;
  if (length > MOST_UNITS) throw new RangeError(`more than ${MOST_UNITS} code units`);
  if (length < BULK) for (let at = 0; at < length; at++) UNITS[at] = text.charCodeAt(from + at);
  else bytes.write(from === 0 && to === text.length ? text : text.slice(from, to), 0, length * 2, 'utf16le');
  for (let at = length; at < length + SPACES_BEHIND; at++) UNITS[at] = SPACE;
};
