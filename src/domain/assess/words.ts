/**
 * A text read once, for every assessor: its words as hashes with their places, and its sentences. One pass over the
 * characters instead of a dozen regular expressions is what keeps all assessors together under 100 µs for 4 KB.
 */
import {
  closes,
  countScript,
  fold,
  isSpace,
  isWide,
  isWordUnit,
  joinsWord,
  noScripts,
  type Scripts,
} from './characters.ts';
import { createHashTable, type HashTable } from './hash-table.ts';

/**
 * What one pass over a text found. Words are case-folded before hashing; offsets are UTF-16 code units. The columns are
 * longer than `count`, and belong to the desk that the text was read on: they hold until the next text is read there.
 */
export interface Words {
  readonly text: string;
  /** Words in the text. One more row follows them, which equals no word and no sentence. */
  readonly count: number;
  /** The text's UTF-16 units: reading these is far cheaper than asking a string that redaction pieced together. */
  readonly codes: Uint16Array;
  /** One 32-bit hash a word; equal words have equal hashes, whatever their case. */
  readonly hashes: Int32Array;
  /** Hash of each word's first five characters: `reset`, `resets` and `resetting` share one. */
  readonly stems: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Which sentence each word stands in; sentences count from 0 and code blocks have none (-1). */
  readonly sentences: Int32Array;
  /** What lexicons have marked the words with, and how many of them: those built later have not. */
  readonly marks: Uint8Array;
  lexicons: number;
  /** Characters of each sentence, surrounding space not counted. */
  readonly sentenceLengths: readonly number[];
  /** Characters inside ``` fences, and whether the last fence is still open. */
  readonly codeLength: number;
  readonly inOpenCode: boolean;
  readonly scripts: Scripts;
  /** U+FFFD, and UTF-8 read as Latin-1: signs of text decoded wrongly. */
  readonly garbled: number;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const STEM_CHARS = 5;

/** Hash of one word, as `readWords` gives it (FNV-1a over case-folded UTF-16 units). */
export const hashWord = (word: string): number => {
  let hash = FNV_OFFSET;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ fold(word.charCodeAt(at)), FNV_PRIME);
  return hash;
};

const hashCodes = (codes: Uint16Array, start: number, end: number): number => {
  let hash = FNV_OFFSET;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ fold(codes[at]!), FNV_PRIME);
  return hash;
};

/** A list of words separated by spaces, as a table to look words up in. */
export const wordTable = (words: string): HashTable =>
  createHashTable(words.split(/\s+/).map((word) => [hashWord(word), 1]));

/** A full stop after one of these ends no sentence. */
const ABBREVIATIONS = wordTable(
  'mr mrs ms dr prof sr jr st vs etc e.g i.e eg ie no fig approx inc ltd co dept est al cf z.b bzw ca nr usw art p pp',
);

const BACKTICK = 96;
const NEWLINE = 10;
const FULL_STOP = 46;
const SPACE = 32;
/** ASCII: letters and digits as their folded selves, everything else as zero. */
const ASCII_WORD = Uint8Array.from({ length: 128 }, (_, code) => (isWordUnit(code) ? fold(code) : 0));

/**
 * Where a text is read: memory for its characters and words, kept from call to call, as making and collecting such columns
 * costs more than all the hashing. Sized for one word a character, for scripts without spaces.
 */
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
});

/** Zeros after the text, so that looking one or two characters ahead never sees what was read here before. */
const CODES_AFTER = 2;

const seat = (desk: Desk, length: number): Desk => {
  if (desk.codes.length < length + CODES_AFTER) {
    desk.codes = new Uint16Array(length + CODES_AFTER);
    desk.bytes = Buffer.from(desk.codes.buffer);
    for (const column of ['hashes', 'stems', 'starts', 'ends', 'sentences'] as const)
      desk[column] = new Int32Array(length + 1);
    desk.marks = new Uint8Array(length + 1);
  }
  return desk;
};

/** Reads a text in one pass, on a desk of its own unless one is given. Linear in its length; callers bound that. */
export const readWords = (text: string, desk = createDesk()): Words => {
  const { codes, bytes, hashes, stems, starts, ends, sentences, marks } = seat(desk, text.length);
  bytes.write(text, 'utf16le');
  codes.fill(0, text.length, text.length + CODES_AFTER);
  let count = 0;
  const sentenceLengths: number[] = [];
  const scripts = noScripts();
  const { length } = text;
  let asciiLetters = 0;
  let garbled = 0;
  let codeLength = 0;
  let inOpenCode = false;
  let sentenceStart = -1;
  let sentence = 0;
  let lastInk = -1;

  let at = 0;
  while (at < length) {
    const code = codes[at]!;
    if (code === SPACE) {
      if (inOpenCode) codeLength += 1;
      at += 1;
      continue;
    }
    if (code < 0x80 ? ASCII_WORD[code] === 0 : !isWordUnit(code)) {
      const isFence = code === BACKTICK && codes[at + 1] === BACKTICK && codes[at + 2] === BACKTICK;
      const ends_ =
        isFence ||
        code === NEWLINE ||
        (isEndMark(code) &&
          endsSentence(codes, code, at, count === 0 ? -1 : starts[count - 1]!, count === 0 ? -1 : ends[count - 1]!));
      if (code !== NEWLINE && !isFence && !isSpace(code)) lastInk = at;
      if (ends_ && sentenceStart >= 0) {
        sentenceLengths.push(lastInk - sentenceStart + 1);
        sentence += 1;
        sentenceStart = -1;
      }
      if (code === 0xfffd || (code >= 0x80 && code < 0xc0 && at > 0 && isDoubled(codes[at - 1]!))) garbled += 1;
      if (isFence) inOpenCode = !inOpenCode;
      else if (inOpenCode) codeLength += 1;
      at += isFence ? 3 : 1;
      continue;
    }
    const start = at;
    let hash = FNV_OFFSET;
    let stem = 0;
    let unit = code;
    for (;;) {
      // Most characters of most words are ASCII letters: this inner loop is where the time goes.
      let folded = unit < 0x80 ? ASCII_WORD[unit]! : 0;
      while (folded !== 0) {
        hash = Math.imul(hash ^ folded, FNV_PRIME);
        // All ones within the stem: a branch would be guessed wrong at every other word.
        const isStem = (at - start - STEM_CHARS) >> 31;
        stem = (hash & isStem) | (stem & ~isStem);
        at += 1;
        unit = codes[at]!;
        folded = unit < 0x80 ? ASCII_WORD[unit]! : 0;
      }
      if (unit === SPACE) break;
      if (unit >= 0x80 && isWordUnit(unit)) {
        // A character of a script without spaces is a word, and ends the one before it.
        const wide = isWide(unit);
        if (wide && at > start) break;
        countScript(scripts, unit);
        hash = Math.imul(hash ^ fold(unit), FNV_PRIME);
        at += 1;
        if (at - start <= STEM_CHARS) stem = hash;
        if (wide) break;
      } else if (joinsWord(unit) && isWordUnit(codes[at + 1]!)) {
        hash = Math.imul(hash ^ fold(unit), FNV_PRIME);
        at += 1;
        if (at - start <= STEM_CHARS) stem = hash;
      } else break;
      unit = codes[at]!;
    }
    // Letters or digits throughout, as a rule: the first one decides.
    if (code > 64 && code < 0x80) asciiLetters += at - start;
    lastInk = at - 1;
    if (inOpenCode) codeLength += at - start;
    else if (sentenceStart < 0) sentenceStart = start;
    hashes[count] = hash;
    stems[count] = stem;
    starts[count] = start;
    ends[count] = at;
    sentences[count] = inOpenCode ? -1 : sentence;
    count += 1;
  }
  if (sentenceStart >= 0) sentenceLengths.push(lastInk - sentenceStart + 1);
  scripts.latin += asciiLetters;
  hashes[count] = 0;
  stems[count] = 0;
  starts[count] = -1;
  ends[count] = -1;
  sentences[count] = -2;
  return {
    text,
    count,
    codes,
    hashes,
    stems,
    starts,
    ends,
    sentences,
    marks,
    lexicons: 0,
    sentenceLengths,
    codeLength,
    inOpenCode,
    scripts,
    garbled,
  };
};

/** Â and Ã before a mark: UTF-8 read as Latin-1. */
const isDoubled = (code: number): boolean => code === 0xc2 || code === 0xc3;

/** Marks that may end a sentence: `!`, `.`, `?` and the full-width ones. */
const isEndMark = (code: number): boolean =>
  code === 33 || code === FULL_STOP || code === 63 || code === 0x3002 || code === 0xff01 || code === 0xff1f;

/** Whether the mark at `at` ends a sentence: not in `3.5`, `example.com` or `Dr. Who`. */
const endsSentence = (codes: Uint16Array, code: number, at: number, start: number, end: number): boolean => {
  if (code > 0x80) return true;
  if (!closes(codes[at + 1]!)) return false;
  if (code !== FULL_STOP || end !== at) return true;
  // A single letter is an initial, unless the text began with it.
  const isInitial = end - start === 1 && at > 1 && codes[start]! > 57;
  return !isInitial && !(end - start < 7 && ABBREVIATIONS.get(hashCodes(codes, start, end)) !== 0);
};
