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
import { createDesk, type Desk, layText } from './desk.ts';
import { createHashTable, type HashTable } from './hash-table.ts';
import { bounds, boundsFound, hashesTo, hashOn, NO_HASH, readPlain } from './word-bounds.ts';

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
  /** What lists have marked the words with, the places of those that have a mark, and how many of these there are. */
  readonly marks: Uint8Array;
  readonly marked: Int32Array;
  markedCount: number;
  /** How many lists the words are marked for: those made later have not been looked at. */
  lists: number;
  /** Characters of each sentence, surrounding space not counted. */
  readonly sentenceLengths: readonly number[];
  /** Characters inside ``` fences, and whether the last fence is still open. */
  readonly codeLength: number;
  readonly inOpenCode: boolean;
  /** Letters beyond ASCII. */
  readonly scripts: Scripts;
  /** U+FFFD, and UTF-8 read as Latin-1: signs of text decoded wrongly. */
  readonly garbled: number;
}

const STEM_CHARS = 5;

/** Hash of one word, as `readWords` gives it (FNV-1a over case-folded UTF-16 units). */
export const hashWord = (word: string): number => {
  let hash = NO_HASH;
  for (let at = 0; at < word.length; at += 1) hash = hashOn(hash, fold(word.charCodeAt(at)));
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

/** Reads a text, on a desk of its own unless one is given. Linear in its length. */
export const readWords = (text: string, desk = createDesk()): Words => {
  const { length } = text;
  layText(desk, text);
  const { codes } = desk;
  const sentenceLengths: number[] = [];
  const scripts = noScripts();
  let garbled = 0;
  let codeLength = 0;
  /** Where the code begins whose fence is open, or -1. */
  let codeStart = -1;
  let sentence = 0;
  let firstOfSentence = 0;
  let bound = 0;
  let at = 0;
  for (;;) {
    at = readPlain(codes, at, bound);
    bound = boundsFound();
    if (at >= length) break;
    const code = codes[at]!;
    // Where a word begins or ends, unless what follows says otherwise.
    bounds[bound] = at;
    if (code >= 0x80 && isWordUnit(code)) {
      if (isWide(code)) {
        // A character of a script without spaces is a word, and ends the one before it.
        bound += bound & 1;
        bounds[bound] = at;
        bounds[bound + 1] = at + 1;
        bound += 2;
        hashesTo[at] = hashOn(NO_HASH, fold(code));
        countScript(scripts, code);
        at += 1;
        continue;
      }
      at = readLetters(codes, at, (bound & 1) === 1 ? hashesTo[at - 1]! : NO_HASH, scripts);
      bound |= 1;
      continue;
    }
    if ((bound & 1) === 1) {
      if (joinsWord(code) && isWordUnit(codes[at + 1]!)) {
        hashesTo[at] = hashOn(hashesTo[at - 1]!, fold(code));
        at += 1;
        continue;
      }
      bound += 1;
    }
    const count = bound >> 1;
    const isFence = code === BACKTICK && codes[at + 1] === BACKTICK && codes[at + 2] === BACKTICK;
    if (isFence || code === NEWLINE || (isEndMark(code) && endsSentence(codes, at, count))) {
      if (codeStart < 0 && count > firstOfSentence) {
        const end = isFence || code === NEWLINE ? at : at + 1;
        sentenceLengths.push(withoutSpaceAtEnd(codes, end) - bounds[2 * firstOfSentence]!);
        writeRows(desk, firstOfSentence, count, sentence);
        firstOfSentence = count;
        sentence += 1;
      }
    } else if (code === 0xfffd || (code >= 0x80 && code < 0xc0 && at > 0 && isDoubled(codes[at - 1]!))) garbled += 1;
    if (isFence && codeStart >= 0) {
      codeLength += at - codeStart;
      codeStart = -1;
      writeRows(desk, firstOfSentence, count, IN_CODE);
      firstOfSentence = count;
    } else if (isFence) codeStart = at + 3;
    at += isFence ? 3 : 1;
  }
  bounds[bound] = length;
  const count = (bound + 1) >> 1;
  const inOpenCode = codeStart >= 0;
  if (inOpenCode) codeLength += length - codeStart;
  else if (count > firstOfSentence)
    sentenceLengths.push(withoutSpaceAtEnd(codes, length) - bounds[2 * firstOfSentence]!);
  writeRows(desk, firstOfSentence, count, inOpenCode ? IN_CODE : sentence);
  const { hashes, stems, starts, ends, sentences, marks, marked } = desk;
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
    marked,
    markedCount: 0,
    lists: 0,
    sentenceLengths,
    codeLength,
    inOpenCode,
    scripts,
    garbled,
  };
};

/** Reads letters beyond ASCII of scripts with spaces, in a word that has this hash before them; returns where they end. */
const readLetters = (codes: Uint16Array, from: number, before: number, scripts: Scripts): number => {
  let hash = before;
  let at = from;
  let code = codes[at]!;
  do {
    countScript(scripts, code);
    hash = hashOn(hash, fold(code));
    hashesTo[at] = hash;
    at += 1;
    code = codes[at]!;
  } while (code >= 0x80 && isWordUnit(code) && !isWide(code));
  return at;
};

/** The sentence of words in code. */
const IN_CODE = -1;

/** Writes the rows of the words of one sentence. */
const writeRows = (desk: Desk, from: number, to: number, sentence: number): void => {
  const { hashes, stems, starts, ends, sentences } = desk;
  for (let word = from; word < to; word += 1) {
    const start = bounds[2 * word]!;
    const end = bounds[2 * word + 1]!;
    const beyondStem = end - start - STEM_CHARS;
    starts[word] = start;
    ends[word] = end;
    hashes[word] = hashesTo[end - 1]!;
    // The end of the stem or that of the word, whichever comes first.
    stems[word] = hashesTo[start + STEM_CHARS - 1 + (beyondStem & (beyondStem >> 31))]!;
    sentences[word] = sentence;
  }
};

const withoutSpaceAtEnd = (codes: Uint16Array, end: number): number => {
  let at = end;
  while (at > 0 && isSpace(codes[at - 1]!)) at -= 1;
  return at;
};

/** Â and Ã before a mark: UTF-8 read as Latin-1. */
const isDoubled = (code: number): boolean => code === 0xc2 || code === 0xc3;

/** Marks that may end a sentence: `!`, `.`, `?` and the full-width ones. */
const isEndMark = (code: number): boolean =>
  code === 33 || code === FULL_STOP || code === 63 || code === 0x3002 || code === 0xff01 || code === 0xff1f;

/** Whether the mark at `at`, which so many words stand before, ends a sentence: not in `3.5`, `example.com` or `Dr. Who`. */
const endsSentence = (codes: Uint16Array, at: number, wordsBefore: number): boolean => {
  const code = codes[at]!;
  if (code > 0x80) return true;
  if (!closes(codes[at + 1]!)) return false;
  if (code !== FULL_STOP || wordsBefore === 0) return true;
  const start = bounds[2 * wordsBefore - 2]!;
  const end = bounds[2 * wordsBefore - 1]!;
  if (end !== at) return true;
  // A single letter is an initial, unless the text began with it.
  const isInitial = end - start === 1 && at > 1 && codes[start]! > 57;
  return !isInitial && !(end - start < 7 && ABBREVIATIONS.get(hashesTo[end - 1]!) !== 0);
};
