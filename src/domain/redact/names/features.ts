/** What the tagger looks at around one token; training and run time share it, so a change here needs a new model. */
import { foldOf } from '../tokens/characters.ts';
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { WORD } from './lexicon.ts';

/** The labels: outside, first and further token of a person, any other name. */
export const LABEL = { OUTSIDE: 0, BEGIN: 1, INSIDE: 2, OTHER: 3 } as const;

/** Room for all features of one token. */
export const MOST_FEATURES = 80;

/** Mixes a feature's number and two values into a hash whose low bits are as good as any. */
const combine = (feature: number, a: number, b: number): number => {
  const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ Math.imul(b + feature, 0x85ebca77), 0x2c1b3c6d) + feature;
  return mixed ^ (mixed >>> 15);
};

/** Letters of a word that count: longer ones are no names. */
const LETTERS = 16;
const BOUNDARY = 94;

const letters = new Int32Array(LETTERS + 2);

/** How many features, of those of the word itself, know which word it is and not only what it is like. */
export const IDENTITY_FEATURES = 2;

/** What a word has that its hash does not tell: a hyphen (1), an apostrophe (2), letters beyond ASCII (4). */
const marksOf = (text: string, start: number, end: number): number => {
  const stop = Math.min(end, start + LETTERS);
  let marks = 0;
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === 45) marks |= 1;
    else if (code === 39 || code === 0x2019) marks |= 2;
    else if (code > 127) marks |= 4;
  }
  return marks;
};

/**
 * Writes what a word tells by itself into `out` and returns how many features that is: the word, its flags, its parts of three
 * and four letters. They are the same wherever the word stands, so their sum is worked out once.
 */
export const wordFeatures = (
  out: Int32Array,
  text: string,
  start: number,
  end: number,
  hash: number,
  kind: number,
  own: number,
): number => {
  out[0] = combine(1, hash, 0);
  out[1] = combine(2, hash, kind);
  const marks = marksOf(text, start, end);
  let length = 0;
  letters[length++] = BOUNDARY;
  for (let at = start; at < end && length <= LETTERS; at++) letters[length++] = foldOf(text.charCodeAt(at));
  letters[length++] = BOUNDARY;
  const size = Math.min(end - start, 12);
  out[2] = combine(3, own, kind);
  out[3] = combine(4, own, (kind << 4) | size);
  out[4] = combine(5, marks, (kind << 4) | size);
  let count = 5;
  const last = letters[length - 2]!;
  const secondLast = letters[length - 3]!;
  const thirdLast = letters[Math.max(0, length - 4)]!;
  const ending = (thirdLast << 20) ^ (secondLast << 10) ^ last;
  out[count++] = combine(6, (secondLast << 16) | last, kind);
  out[count++] = combine(7, ending, kind);
  out[count++] = combine(8, ending, own);
  for (let at = 0; at + 3 <= length; at++) {
    const three = Math.imul(Math.imul(letters[at]!, 0x01000193) ^ letters[at + 1]!, 0x01000193) ^ letters[at + 2]!;
    out[count++] = combine(9, three, kind === KIND.LOWER ? 1 : 0);
    if (at + 4 <= length) out[count++] = combine(10, three, letters[at + 3]!);
  }
  return count;
};

/** Flags that matter for neighbours: fewer, so that counts stay dense. */
const BRIEF = WORD.FIRST | WORD.LAST | WORD.COMMON | WORD.TITLE | WORD.PLACE | WORD.ORGANISATION | WORD.CUE;

/** A token or what stands for one beyond the window's ends. */
const kindAt = (tokens: Tokens, at: number): number => (at < 0 || at >= tokens.count ? KIND.OUTSIDE : tokens.kind[at]!);

const hashAt = (tokens: Tokens, at: number): number =>
  at < 0 ? at : at >= tokens.count ? at - tokens.count + 64 : tokens.hash[at]!;

/** Capitalised words count one, lower-case ones sixteen. */
const CASES = new Uint8Array(16);
CASES[KIND.LOWER] = 16;
for (const kind of [KIND.TITLE, KIND.CAPITALS, KIND.MIXED]) CASES[kind] = 1;

/** How capitals and lower-case words mix around a token: headlines and shouting tell little by case. */
const caseAround = ({ kind, count }: Tokens, index: number): number => {
  const to = Math.min(count, index + 5);
  let cases = 0;
  for (let at = Math.max(0, index - 4); at < to; at++) cases += CASES[kind[at]!]!;
  return Math.min(cases & 15, 3) * 4 + Math.min(cases >>> 4, 3);
};

/**
 * Writes the features of the first look at token `index` into `out` and returns how many there are; with what the word tells by
 * itself they are enough to see that most capitals are no names. `previous` is the label given to the token before.
 */
export const firstLook = (out: Int32Array, tokens: Tokens, index: number, previous: number): number => {
  const { flags } = tokens;
  const kind = tokens.kind[index]!;
  const own = flags[index]!;
  const leftKind = kindAt(tokens, index - 1);
  const rightKind = kindAt(tokens, index + 1);
  const leftFlags = index > 0 ? flags[index - 1]! : 0;
  const rightFlags = index + 1 < tokens.count ? flags[index + 1]! : 0;
  out[0] = combine(20, kind, caseAround(tokens, index));
  out[1] = combine(21, hashAt(tokens, index - 1), kind);
  out[2] = combine(22, hashAt(tokens, index + 1), kind);
  out[3] = combine(23, previous, (own << 4) | kind);
  out[4] = combine(24, (leftFlags << 12) | own, (leftKind << 4) | kind);
  out[5] = combine(25, (own << 12) | rightFlags, (kind << 4) | rightKind);
  return 6;
};

/** How far back the word is looked for that a mark stands after: `"name": "` has four tokens before the value. */
const REACH = 5;

/** The nearest word before a token, whatever marks stand between; its distance too. */
const wordBefore = (tokens: Tokens, index: number): number => {
  for (let at = index - 1; at >= 0 && at >= index - REACH; at--) {
    const kind = tokens.kind[at]!;
    if (kind !== KIND.PUNCTUATION && kind !== KIND.NEWLINE) return Math.imul(tokens.hash[at]!, 31) + (index - at);
  }
  return 0;
};

/** Writes the other features into `out` and returns how many; `beforePrevious` is the label of the token before the last. */
export const closerLook = (
  out: Int32Array,
  tokens: Tokens,
  index: number,
  previous: number,
  beforePrevious: number,
): number => {
  const { flags } = tokens;
  const word = tokens.hash[index]!;
  const kind = tokens.kind[index]!;
  const own = flags[index]!;
  const left = hashAt(tokens, index - 1);
  const left2 = hashAt(tokens, index - 2);
  const right = hashAt(tokens, index + 1);
  const right2 = hashAt(tokens, index + 2);
  const leftKind = kindAt(tokens, index - 1);
  const left2Kind = kindAt(tokens, index - 2);
  const rightKind = kindAt(tokens, index + 1);
  const right2Kind = kindAt(tokens, index + 2);
  const leftFlags = (index > 0 ? flags[index - 1]! : 0) & BRIEF;
  const left2Flags = (index > 1 ? flags[index - 2]! : 0) & BRIEF;
  const rightFlags = (index + 1 < tokens.count ? flags[index + 1]! : 0) & BRIEF;
  const right2Flags = (index + 2 < tokens.count ? flags[index + 2]! : 0) & BRIEF;
  const kinds = (kind << 4) | rightKind;
  const brief = own & BRIEF;
  const glued =
    (leftKind !== KIND.OUTSIDE && tokens.end[index - 1] === tokens.start[index] ? 1 : 0) +
    (rightKind !== KIND.OUTSIDE && tokens.start[index + 1] === tokens.end[index] ? 2 : 0);
  const around = caseAround(tokens, index);
  out[0] = combine(32, left, word);
  out[1] = combine(33, word, right);
  out[2] = combine(34, (leftKind << 8) | kinds, (left2Kind << 4) | right2Kind);
  out[3] = combine(35, previous * 4 + beforePrevious, (kind << 4) | leftKind);
  out[4] = combine(36, previous, word);
  out[5] = combine(37, own, (around << 4) | kind);
  out[6] = combine(38, left, own);
  out[7] = combine(39, right, own);
  out[8] = combine(40, left, Math.imul(left2, 31) + brief);
  out[9] = combine(41, right, Math.imul(right2, 31) + (own & (WORD.FIRST | WORD.LAST)));
  out[10] = combine(42, previous, right);
  out[11] = combine(43, previous, left);
  out[12] = combine(44, (rightFlags << 16) | right2Flags, (rightKind << 8) | (right2Kind << 4) | kind);
  out[13] = combine(45, (own << 16) | rightFlags, previous * 16 + kind);
  out[14] = combine(46, (rightFlags << 16) | leftFlags, kinds);
  out[15] = combine(47, (own << 2) | glued, (leftKind << 8) | kinds);
  out[16] = combine(48, (left2Flags << 16) | leftFlags, (own << 4) | kind);
  out[17] = combine(49, left, right);
  out[18] = combine(50, Math.imul(left2, 31) + left, previous * 16 + kind);
  out[19] = combine(51, wordBefore(tokens, index), kind);
  return 20;
};

/** Which of the closer look know the word itself: training drops them now and then, so that context carries weight too. */
export const WORDY: ReadonlySet<number> = new Set([0, 1, 4]);
