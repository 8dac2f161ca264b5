/** The code units of one window, in an array: reading a string that may be a slice of another, or joined from parts, is slower. */
import { Buffer } from 'node:buffer';

let units = new Uint16Array(32_768);
let bytes = Buffer.from(units.buffer);

/** Shorter texts are copied one by one, because the call alone costs as much as so many steps. */
const BULK = 96;

const SPACE = 32;

/** Spaces stand behind the last code unit, so that every token ends without a question and may look so far ahead. */
const SPACES_BEHIND = 4;

/** The code units of `text` from `from` to `to`, spaces behind them; the array is the same at every call, until it grows. */
export const unitsOf = (text: string, from: number, to: number): Uint16Array => {
  const length = to - from;
  if (length + SPACES_BEHIND > units.length) {
    units = new Uint16Array(length * 2);
    bytes = Buffer.from(units.buffer);
  }
  if (length < BULK) for (let at = 0; at < length; at++) units[at] = text.charCodeAt(from + at);
  else bytes.write(from === 0 && to === text.length ? text : text.slice(from, to), 0, length * 2, 'utf16le');
  for (let at = length; at < length + SPACES_BEHIND; at++) units[at] = SPACE;
  return units;
};
