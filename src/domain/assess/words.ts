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

/** What one pass over a text found. Words are case-folded before hashing; offsets are UTF-16 code units. */
export interface Words {
  readonly text: string;
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
  /** Characters of each sentence, surrounding space not counted. */
  readonly sentenceLengths: readonly number[];
  /** Characters inside ``` fences, and whether the last fence is still open. */
  readonly codeLength: number;
  readonly inOpenCode: boolean;
  readonly scripts: Scripts;
  /** U+FFFD characters: signs of text decoded wrongly. */
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
 * Where words are noted down before their number is known; kept between readings, as nothing else runs meanwhile and a
 * growing array costs more than all the hashing. Sized for one word a character, for scripts without spaces.
 */
const desk = {
  hashes: new Int32Array(0),
  stems: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  sentences: new Int32Array(0),
};

const deskFor = (length: number): typeof desk => {
  if (desk.hashes.length < length) {
    for (const column of ['hashes', 'stems', 'starts', 'ends', 'sentences'] as const)
      desk[column] = new Int32Array(length);
  }
  return desk;
};

const codesOf = (text: string): Uint16Array => {
  const codes = new Uint16Array(text.length);
  Buffer.from(codes.buffer).write(text, 'utf16le');
  return codes;
};

/** Reads a text in one pass. Linear in its length; callers bound that. */
export const readWords = (text: string): Words => {
  const { hashes, stems, starts, ends, sentences } = deskFor(text.length);
  const codes = codesOf(text);
  let count = 0;
  const sentenceLengths: number[] = [];
  const scripts = noScripts();
  const { length } = text;
  let asciiLetters = 0;
  let garbled = 0;
  let codeLength = 0;
  let inOpenCode = false;
  let sentenceStart = -1;
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
        sentenceStart = -1;
      }
      if (code === 0xfffd) garbled += 1;
      if (isFence) inOpenCode = !inOpenCode;
      else if (inOpenCode) codeLength += 1;
      at += isFence ? 3 : 1;
      continue;
    }
    const start = at;
    let hash = FNV_OFFSET;
    let stem = 0;
    if (isWide(code)) {
      hash = Math.imul(hash ^ code, FNV_PRIME);
      countScript(scripts, code);
      at += 1;
    } else {
      while (at < length) {
        const unit = codes[at]!;
        let folded = unit < 0x80 ? ASCII_WORD[unit]! : 0;
        if (folded === 0) {
          if (unit >= 0x80 && isWordUnit(unit)) {
            if (isWide(unit)) break;
            countScript(scripts, unit);
          } else if (!joinsWord(unit) || at + 1 >= length || !isWordUnit(codes[at + 1]!)) break;
          folded = fold(unit);
        } else if (unit > 64) asciiLetters += 1;
        hash = Math.imul(hash ^ folded, FNV_PRIME);
        at += 1;
        if (at - start === STEM_CHARS) stem = hash;
      }
    }
    lastInk = at - 1;
    if (inOpenCode) codeLength += at - start;
    else if (sentenceStart < 0) sentenceStart = start;
    hashes[count] = hash;
    stems[count] = stem === 0 ? hash : stem;
    starts[count] = start;
    ends[count] = at;
    sentences[count] = inOpenCode ? -1 : sentenceLengths.length;
    count += 1;
  }
  if (sentenceStart >= 0) sentenceLengths.push(lastInk - sentenceStart + 1);
  scripts.latin += asciiLetters;
  return {
    text,
    codes,
    hashes: hashes.slice(0, count),
    stems: stems.slice(0, count),
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    sentences: sentences.slice(0, count),
    sentenceLengths,
    codeLength,
    inOpenCode,
    scripts,
    garbled,
  };
};

/** Marks that may end a sentence: `!`, `.`, `?` and the full-width ones. */
const isEndMark = (code: number): boolean =>
  code === 33 || code === FULL_STOP || code === 63 || code === 0x3002 || code === 0xff01 || code === 0xff1f;

/** Whether the mark at `at` ends a sentence: not in `3.5`, `example.com` or `Dr. Who`. */
const endsSentence = (codes: Uint16Array, code: number, at: number, start: number, end: number): boolean => {
  if (code > 0x80) return true;
  if (at + 1 < codes.length && !closes(codes[at + 1]!)) return false;
  if (code !== FULL_STOP || end !== at) return true;
  // A single letter is an initial, unless the text began with it.
  const isInitial = end - start === 1 && at > 1 && codes[start]! > 57;
  return !isInitial && !(end - start < 7 && ABBREVIATIONS.get(hashCodes(codes, start, end)) !== 0);
};
