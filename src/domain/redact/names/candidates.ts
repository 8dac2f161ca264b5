/** Which tokens can be part of a name: those the tagger must decide about. */
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { WORD } from './lexicon.ts';

const NAME = WORD.FIRST | WORD.LAST;

/** Whether a word in lower case may be part of a name, by the lexicon's flags. */
export const mayBeNameInLowerCase = (flags: number): boolean =>
  ((flags & NAME) !== 0 && (flags & WORD.VERY_COMMON) === 0) || (flags & WORD.PARTICLE) !== 0;

const IN_ANY_CASE: readonly number[] = [KIND.TITLE, KIND.CAPITALS, KIND.INITIAL, KIND.MIXED];

/** 1 where a token may be part of a name: two entries for each kind, for what may not and what may be one in lower case. */
export const MAY_BE_NAME = Uint8Array.from({ length: 32 }, (_, index) => {
  const kind = index >> 1;
  return IN_ANY_CASE.includes(kind) || (kind === KIND.LOWER && index % 2 === 1) ? 1 : 0;
});

/** Letters in the longest words of names; beyond it stands something encoded. */
const LONGEST = 32;

/** Tells whether the tagger must decide about the token at `at`, after a token that is a person's or not. */
export const isCandidate = (
  { kind: kinds, start, end, flags }: Tokens,
  at: number,
  followsPerson: boolean,
): boolean => {
  if (end[at]! - start[at]! > LONGEST) return false;
  const kind = kinds[at]!;
  const own = flags[at]!;
  if (kind === KIND.TITLE) return followsPerson || (own & (WORD.VERY_COMMON | NAME)) !== WORD.VERY_COMMON;
  if (kind !== KIND.LOWER) return true;
  if (followsPerson) return true;
  if ((own & NAME) === 0 || (own & WORD.VERY_COMMON) !== 0) return false;
  return (own & WORD.COMMON) === 0 || isCued(flags, at);
};

/** In lower case, a name that is a common word too is looked at only after a word such as `hi`, `named` or `sister`. */
const isCued = (flags: Int32Array, at: number): boolean =>
  (at > 0 && (flags[at - 1]! & WORD.CUE) !== 0) || (at > 1 && (flags[at - 2]! & WORD.CUE) !== 0);
