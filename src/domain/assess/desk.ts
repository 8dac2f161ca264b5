/**
 * Where a text is read: memory for its characters and words, kept from call to call, as making and collecting such columns
 * costs more than all the hashing.
 */

/**
 * Most characters of one text that are read. Longer ones are read at both ends: an answer's beginning tells refusals,
 * its end tells truncation and loops. Sixteen thousand keep the slowest call within half a millisecond.
 */
export const MAX_READ_CHARS = 16_384;

/** Longest text that a desk takes: two ends and the line between them. */
export const MAX_DESK_CHARS = MAX_READ_CHARS + 1;

/** Columns with a row for each word; sized for one word a character, for scripts without spaces. */
export interface Desk {
  codes: Uint16Array;
  /** The memory of `codes` as bytes, to copy texts into. */
  bytes: Buffer;
  hashes: Int32Array;
  stems: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  sentences: Int32Array;
  marks: Uint8Array;
  marked: Int32Array;
}

/** A desk, which grows with the longest text read on it. */
export const createDesk = (): Desk => ({
  codes: new Uint16Array(0),
  bytes: Buffer.alloc(0),
  hashes: new Int32Array(0),
  stems: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  sentences: new Int32Array(0),
  marks: new Uint8Array(0),
  marked: new Int32Array(0),
});

/** Zeros after the text: they end its reading, and looking ahead never sees what was read here before. */
const CODES_AFTER = 2;

/**
 * Puts a text on a desk.
 * @throws RangeError for one that is longer than `MAX_DESK_CHARS`
 */
export const layText = (desk: Desk, text: string): void => {
  const { length } = text;
  if (length > MAX_DESK_CHARS) throw new RangeError(`a desk takes ${MAX_DESK_CHARS} characters, got ${length}`);
  if (desk.codes.length < length + CODES_AFTER) {
    desk.codes = new Uint16Array(length + CODES_AFTER);
    desk.bytes = Buffer.from(desk.codes.buffer);
    for (const column of ['hashes', 'stems', 'starts', 'ends', 'sentences', 'marked'] as const)
      desk[column] = new Int32Array(length + 1);
    desk.marks = new Uint8Array(length + 1);
  }
  desk.bytes.write(text, 'utf16le');
  desk.codes.fill(0, length, length + CODES_AFTER);
};
