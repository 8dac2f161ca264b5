/** What each UTF-16 code unit is to the tokeniser, and how it folds; worked out once per character, when first seen. */

/** The classes. `SPECIAL` marks characters that hide text from plain matching and call for the normalised view. */
export const CHARACTER = {
  UNKNOWN: 0,
  SPACE: 1,
  NEWLINE: 2,
  LOWER: 3,
  UPPER: 4,
  DIGIT: 5,
  LETTER: 6,
  MARK: 7,
  PUNCTUATION: 8,
  SPECIAL: 9,
} as const;

/** Where the bit of a class stands in an entry of `CHARACTERS`. */
const CLASS_SHIFT = 16;

/** The bit of a class, for asking about several classes at once. */
export const classBit = (kind: number): number => 1 << (CLASS_SHIFT + kind);

/** Set beside the class of what ends a word whatever follows: not of apostrophe, hyphen, underscore and marks. */
export const ENDS_WORD = 1 << CLASS_SHIFT;

/**
 * What is known of each code unit: the bit of its class in the upper half, and in the lower half the code unit in lower
 * case without diacritics. One table, so that the tokeniser reads memory once per character; 0 where not needed yet.
 */
export const CHARACTERS = new Int32Array(65_536);

/** Letters that canonical decomposition leaves whole, or that look like Latin ones, to their Latin base. */
const LOOKALIKES = new Map(
  'łl øo đd ıi аa еe оo рp сc уy хx іi ѕs јj һh ԁd ԛq ԝw οo αa νv ιi ρp ɡg ȷj'
    .split(' ')
    .map((pair) => [pair[0]!, pair[1]!] as const),
);

/** Latin, Greek and Cyrillic letters are folded to their base; Hangul and kana would fall apart into parts of a syllable. */
const hasAccents = (code: number): boolean =>
  (code >= 0xc0 && code < 0x250) || (code >= 0x370 && code < 0x530) || (code >= 0x1e00 && code < 0x2000);

/** What U+00C0 to U+00FF fold to, written out: Unicode's tables take milliseconds to open, and most texts never need more. */
const LATIN_FOLDED = 'aaaaaaæceeeeiiiiðnooooo×ouuuuyþßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþy';

const fold = (code: number): number => {
  if (code < 0xc0) return String.fromCharCode(code).toLowerCase().charCodeAt(0);
  if (code < 0x100) return LATIN_FOLDED.charCodeAt(code - 0xc0);
  const lower = String.fromCharCode(code).toLowerCase();
  const base = hasAccents(code) ? lower.normalize('NFD')[0]! : lower[0]!;
  return (LOOKALIKES.get(base) ?? base).charCodeAt(0);
};

/**
 * First and last of the ranges that hide text: characters shown as nothing, full-width forms, circled letters, the
 * surrogates of mathematical letters (d835) and of tags and variation selectors (db40).
 */
const HIDING_RANGES = [
  0xad, 0xad, 0x34f, 0x34f, 0x61c, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x200b, 0x200f, 0x202a,
  0x202e, 0x2060, 0x206f, 0x2460, 0x24ff, 0x3164, 0x3164, 0xd835, 0xd835, 0xdb40, 0xdb40, 0xfe00, 0xfe0f, 0xfeff,
  0xfeff, 0xff01, 0xff5e, 0xffa0, 0xffa0,
];

const isHiding = (code: number): boolean =>
  HIDING_RANGES.some((low, at) => at % 2 === 0 && code >= low && code <= HIDING_RANGES[at + 1]!);

/** Latin-1 without Unicode's tables, as all of it is classified at every cold start. */
const classifyLatin = (code: number): number => {
  if (code === 10 || code === 13) return CHARACTER.NEWLINE;
  if (code <= 32 || code === 0xa0) return CHARACTER.SPACE;
  if (code === 0xad) return CHARACTER.SPECIAL;
  if (code >= 48 && code <= 57) return CHARACTER.DIGIT;
  if (code === 0xaa || code === 0xba) return CHARACTER.LETTER;
  const isLatinLetter = code >= 0xc0 && code !== 0xd7 && code !== 0xf7;
  if ((code >= 97 && code <= 122) || code === 0xb5 || (isLatinLetter && code >= 0xdf)) return CHARACTER.LOWER;
  return (code >= 65 && code <= 90) || isLatinLetter ? CHARACTER.UPPER : CHARACTER.PUNCTUATION;
};

const classify = (code: number): number => {
  if (code < 0x100) return classifyLatin(code);
  const text = String.fromCharCode(code);
  if (code === 0x2028 || code === 0x2029) return CHARACTER.NEWLINE;
  if (isHiding(code)) return CHARACTER.SPECIAL;
  // Dashes, quotes and dots of running text, before patterns that take a millisecond to compile.
  if (code >= 0x2010 && code <= 0x2027) return CHARACTER.PUNCTUATION;
  if (/^\s$/.test(text)) return CHARACTER.SPACE;
  if (/^\p{Nd}$/u.test(text)) return CHARACTER.SPECIAL;
  if (/^\p{Ll}$/u.test(text)) return CHARACTER.LOWER;
  if (/^[\p{Lu}\p{Lt}]$/u.test(text)) return CHARACTER.UPPER;
  if (/^\p{L}$/u.test(text)) return CHARACTER.LETTER;
  if (/^\p{M}$/u.test(text)) return CHARACTER.MARK;
  return CHARACTER.PUNCTUATION;
};

const endsWord = (kind: number, code: number): boolean =>
  kind <= CHARACTER.NEWLINE ||
  (kind >= CHARACTER.PUNCTUATION && code !== 39 && code !== 45 && code !== 95 && code !== 0x2019);

/** Works out what a code unit is; beyond the end, where `charCodeAt` gives `NaN`, everything is space. */
export const lookUpCharacter = (code: number): number => {
  const known = CHARACTERS[code];
  if (known === undefined) return classBit(CHARACTER.SPACE) | ENDS_WORD | 32;
  if (known !== 0) return known;
  const kind = classify(code);
  const found = classBit(kind) | fold(code) | (endsWord(kind, code) ? ENDS_WORD : 0);
  CHARACTERS[code] = found;
  return found;
};

/** The class of a code unit. */
export const classOf = (code: number): number =>
  31 - CLASS_SHIFT - Math.clz32(CHARACTERS[code] || lookUpCharacter(code));

/** A code unit in lower case without diacritics. */
export const foldOf = (code: number): number => (CHARACTERS[code] || lookUpCharacter(code)) & 0xffff;

for (let code = 0; code < 256; code++) lookUpCharacter(code);

/** Tells whether a code unit can be part of a word: a letter, mark, digit or underscore. */
export const isWordCode = (code: number): boolean => {
  const kind = classOf(code);
  return (kind >= CHARACTER.LOWER && kind <= CHARACTER.MARK) || code === 95;
};

/** Tells whether a code unit is an ASCII digit. */
export const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;

/** Tells whether a code unit is an ASCII letter. */
export const isLetterCode = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
