/** One window as the tagger sees it: its tokens, what the lexicon knows of them, and which of them can be part of a name. */
import { KIND, type Tokens } from '../tokens/tokenise.ts';
import type { Run } from './collapse.ts';
import { type Lexicon, TAGGED, WORD } from './lexicon.ts';

/** The arrays are reused from window to window and only grow. */
export interface Window {
  tokens: Tokens;
  /** The lexicon's flags of each token. */
  flags: Int32Array;
  /** The tokens that can be part of a name, in order. */
  candidates: Int32Array;
  candidateCount: number;
}

/** Room for a window of `capacity` tokens. */
export const createWindow = (tokens: Tokens, capacity = 8192): Window => ({
  tokens,
  flags: new Int32Array(capacity),
  candidates: new Int32Array(capacity),
  candidateCount: 0,
});

const NAME = WORD.FIRST | WORD.LAST;

/** Tells whether a token may be part of a name, given the best that may stand before it. */
const mayBeName = (kind: number, flags: number): boolean => {
  switch (kind) {
    case KIND.TITLE:
    case KIND.CAPITALS:
    case KIND.INITIAL:
    case KIND.MIXED:
      return true;
    case KIND.LOWER:
      return ((flags & NAME) !== 0 && (flags & WORD.VERY_COMMON) === 0) || (flags & WORD.PARTICLE) !== 0;
    default:
      return false;
  }
};

/** Letters in the longest words of names; beyond it stands something encoded. */
const LONGEST = 32;

/** Looks up every word of the window. */
export const look = (window: Window, tokens: Tokens, lexicon: Lexicon): void => {
  if (window.flags.length < tokens.count) Object.assign(window, createWindow(tokens, tokens.count * 2));
  window.tokens = tokens;
  const { flags, candidates } = window;
  const { start: starts, end: ends, kind: kinds, hash: hashes, count } = tokens;
  let found = 0;
  for (let at = 0; at < count; at++) {
    const kind = kinds[at]!;
    if (kind > KIND.CASELESS) {
      flags[at] = 0;
      continue;
    }
    const bits = lexicon.bitsOf(hashes[at]!) & TAGGED;
    flags[at] = bits;
    if (mayBeName(kind, bits) && ends[at]! - starts[at]! <= LONGEST) candidates[found++] = at;
  }
  window.candidateCount = found;
};

/** Follows the tokens that moved when runs of them became placeholders. */
export const moveCandidates = (window: Window, runs: readonly Run[]): void => {
  const { candidates, candidateCount } = window;
  let kept = 0;
  let next = 0;
  let shift = 0;
  for (let index = 0; index < candidateCount; index++) {
    const at = candidates[index]!;
    while (next < runs.length && runs[next]!.end <= at) {
      shift += runs[next]!.end - runs[next]!.first - 1;
      next++;
    }
    if (next === runs.length || at < runs[next]!.first) candidates[kept++] = at - shift;
  }
  window.candidateCount = kept;
};

/** Tells whether the tagger must decide about the token at `at`, after a token that is a person's or not. */
export const isCandidate = ({ tokens, flags }: Window, at: number, followsPerson: boolean): boolean => {
  const kind = tokens.kind[at]!;
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
