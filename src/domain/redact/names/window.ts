/** One window as the tagger sees it: its tokens, what the lexicon knows of them, and which of them can be part of a name. */
import { KIND, type Tokens } from '../tokens/tokens.ts';
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

/** Whether a token of a kind may be part of a name: never, if its flags say so, or always. */
const NEVER = 0;
const BY_FLAGS = 1;
const ALWAYS = 2;
const BY_KIND = Uint8Array.from({ length: 16 }, (_, kind) => {
  if (kind === KIND.LOWER) return BY_FLAGS;
  return kind === KIND.TITLE || kind === KIND.CAPITALS || kind === KIND.INITIAL || kind === KIND.MIXED ? ALWAYS : NEVER;
});

/** Every set of flags, for each of the three answers: 1 where the token may be part of a name. */
const FLAG_SETS = 2 * WORD.CUE;
const MAY_BE_NAME = Uint8Array.from({ length: 3 * FLAG_SETS }, (_, index) => {
  const flags = index % FLAG_SETS;
  const isName = ((flags & NAME) !== 0 && (flags & WORD.VERY_COMMON) === 0) || (flags & WORD.PARTICLE) !== 0;
  const answer = Math.floor(index / FLAG_SETS);
  return answer === ALWAYS || (answer === BY_FLAGS && isName) ? 1 : 0;
});

/** All bits for kinds that are words, none for others. */
const IS_WORD = Int32Array.from({ length: 16 }, (_, kind) => (kind <= KIND.CASELESS ? -1 : 0));

/** Letters in the longest words of names; beyond it stands something encoded. */
const LONGEST = 32;

/**
 * Looks up every word of the window. What kind of token comes next nobody can guess, so nothing here depends on it but by table:
 * a branch guessed wrong costs more than a look-up.
 */
export const look = (window: Window, tokens: Tokens, lexicon: Lexicon): void => {
  if (window.flags.length <= tokens.count) Object.assign(window, createWindow(tokens, tokens.count * 2));
  window.tokens = tokens;
  const { flags, candidates } = window;
  const { kind: kinds, hash: hashes, count } = tokens;
  const byKind = BY_KIND;
  const mayBeName = MAY_BE_NAME;
  const isWord = IS_WORD;
  const sets = FLAG_SETS;
  const tagged = TAGGED;
  let found = 0;
  for (let at = 0; at < count; at++) {
    const kind = kinds[at]!;
    const bits = lexicon.bitsOf(hashes[at]!) & tagged & isWord[kind]!;
    flags[at] = bits;
    candidates[found] = at;
    found += mayBeName[byKind[kind]! * sets + bits]!;
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
  if (tokens.end[at]! - tokens.start[at]! > LONGEST) return false;
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
