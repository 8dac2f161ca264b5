/** What the tagger looks at around one token; training and run time share it, so a change here needs a new model. */
import { foldOf } from '../tokens/characters.ts';
import { KIND, type Tokens } from '../tokens/tokenise.ts';
import { WORD } from './lexicon.ts';

/** The labels: outside, first and further token of a person, any other name. */
export const LABEL = { OUTSIDE: 0, BEGIN: 1, INSIDE: 2, OTHER: 3 } as const;

/** How many features the first look has: enough to see that most capitals are no names. */
export const FIRST_LOOK_COUNT = 14;

/** How many features describe one token. */
export const FEATURE_COUNT = 38;

/** Which features know the word itself: training drops them now and then, so that context carries weight too. */
export const WORD_FEATURES: ReadonlySet<number> = new Set([1, 16, 17, 22, 32]);

/** Mixes a feature's number and two values into a hash whose low bits are as good as any. */
const combine = (feature: number, a: number, b: number): number => {
  const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ Math.imul(b + feature, 0x85ebca77), 0x2c1b3c6d) + feature;
  return mixed ^ (mixed >>> 15);
};

/** A hash of the folded last (or first) code units of a token. */
const affix = (text: string, from: number, to: number): number => {
  let hash = 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ foldOf(text.charCodeAt(at)), 0x01000193);
  return hash;
};

/** Flags that matter for neighbours: fewer, so that counts stay dense. */
const brief = (flags: number): number =>
  flags & (WORD.FIRST | WORD.LAST | WORD.COMMON | WORD.TITLE | WORD.PLACE | WORD.ORGANISATION);

/** How capitals and lower-case words mix around a token: headlines and shouting tell little by case. */
const caseAround = (tokens: Tokens, index: number): number => {
  let upper = 0;
  let lower = 0;
  const to = Math.min(tokens.count, index + 5);
  for (let at = Math.max(0, index - 4); at < to; at++) {
    const kind = tokens.kind[at]!;
    if (kind === KIND.TITLE || kind === KIND.CAPITALS || kind === KIND.MIXED) upper++;
    else if (kind === KIND.LOWER) lower++;
  }
  return Math.min(upper, 3) * 4 + Math.min(lower, 3);
};

/** A token or what stands for one beyond the window's ends. */
const kindAt = (tokens: Tokens, at: number): number => (at < 0 || at >= tokens.count ? KIND.OUTSIDE : tokens.kind[at]!);

const hashAt = (tokens: Tokens, at: number): number =>
  at < 0 || at >= tokens.count ? at - tokens.count + (at < 0 ? tokens.count : 64) : tokens.hash[at]!;

/**
 * Writes the features of the first look at token `index` into `out`. `flags` holds the lexicon's flags of every token of
 * the window; `previous` is the label given to the token before.
 */
export const computeFirstLook = (
  out: Int32Array,
  text: string,
  tokens: Tokens,
  flags: Int32Array,
  index: number,
  previous: number,
): void => {
  const start = tokens.start[index]!;
  const end = tokens.end[index]!;
  const length = end - start;
  const word = tokens.hash[index]!;
  const kind = tokens.kind[index]!;
  const own = flags[index]!;
  const left = hashAt(tokens, index - 1);
  const right = hashAt(tokens, index + 1);
  const leftKind = kindAt(tokens, index - 1);
  const rightKind = kindAt(tokens, index + 1);
  const leftFlags = index > 0 ? flags[index - 1]! : 0;
  const rightFlags = index + 1 < tokens.count ? flags[index + 1]! : 0;
  const around = caseAround(tokens, index);
  const kinds = (kind << 4) | rightKind;
  const suffix3 = affix(text, length > 3 ? end - 3 : start, end);
  out[0] = combine(1, kind, around);
  out[1] = combine(2, word, 0);
  out[2] = combine(3, left, kind);
  out[3] = combine(4, right, kind);
  out[4] = combine(11, suffix3, kind);
  out[5] = combine(10, affix(text, start, length > 3 ? start + 3 : end), 0);
  out[6] = combine(16, previous, (own << 4) | kind);
  out[7] = combine(17, own, (around << 4) | kind);
  out[8] = combine(18, (leftFlags << 12) | own, (leftKind << 4) | kind);
  out[9] = combine(19, (own << 12) | rightFlags, kinds);
  out[10] = combine(20, previous * 65_536 + own, (rightFlags << 4) | rightKind);
  out[11] = combine(21, left, own);
  out[12] = combine(22, right, own);
  out[13] = combine(25, left, kinds);
};

/** Writes the other features behind those of the first look; `beforePrevious` is the label of the token before the last. */
export const computeRest = (
  out: Int32Array,
  text: string,
  tokens: Tokens,
  flags: Int32Array,
  index: number,
  previous: number,
  beforePrevious: number,
): void => {
  const start = tokens.start[index]!;
  const end = tokens.end[index]!;
  const length = end - start;
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
  const leftFlags = index > 0 ? flags[index - 1]! : 0;
  const left2Flags = index > 1 ? flags[index - 2]! : 0;
  const rightFlags = index + 1 < tokens.count ? flags[index + 1]! : 0;
  const right2Flags = index + 2 < tokens.count ? flags[index + 2]! : 0;
  const kinds = (kind << 4) | rightKind;
  const suffix3 = affix(text, length > 3 ? end - 3 : start, end);
  const glued =
    (leftKind !== KIND.OUTSIDE && tokens.end[index - 1] === start ? 1 : 0) +
    (rightKind !== KIND.OUTSIDE && tokens.start[index + 1] === end ? 2 : 0);
  out[14] = combine(5, left2, 0);
  out[15] = combine(6, right2, 0);
  out[16] = combine(7, left, word);
  out[17] = combine(8, word, right);
  out[18] = combine(9, (leftKind << 8) | kinds, (left2Kind << 4) | right2Kind);
  out[19] = combine(12, affix(text, length > 2 ? end - 2 : start, end), kind);
  out[20] = combine(13, previous, kind);
  out[21] = combine(14, previous * 4 + beforePrevious, (kind << 4) | leftKind);
  out[22] = combine(15, previous, word);
  out[23] = combine(23, left, Math.imul(left2, 31) + brief(own));
  out[24] = combine(24, affix(text, length > 4 ? end - 4 : start, end), kind);
  out[25] = combine(26, right, Math.imul(right2, 31) + (own & 5));
  out[26] = combine(27, Math.min(length, 12), (kind << 16) | own);
  out[27] = combine(28, previous, right);
  out[28] = combine(29, (brief(rightFlags) << 12) | brief(right2Flags), (rightKind << 8) | (right2Kind << 4) | kind);
  out[29] = combine(30, previous, left);
  out[30] = combine(31, (own << 12) | rightFlags, previous * 16 + kind);
  out[31] = combine(32, (rightFlags << 12) | leftFlags, kinds);
  out[32] = combine(33, word, kind);
  out[33] = combine(34, (own << 2) | glued, (leftKind << 8) | kinds);
  out[34] = combine(35, (brief(left2Flags) << 12) | brief(leftFlags), (own << 4) | kind);
  out[35] = combine(36, suffix3, own);
  out[36] = combine(37, left, right);
  out[37] = combine(38, Math.imul(left2, 31) + left, previous * 16 + kind);
};
