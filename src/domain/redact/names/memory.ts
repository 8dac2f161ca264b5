/** Whom one document names: a name seen once with confidence is recognised wherever one of its words comes again. */

import { KIND, type Tokens } from '../tokens/tokens.ts';
import { WORD } from './lexicon.ts';

/** How a known word may come again: only with a capital within a sentence, as `Grace` may, or in any case. */
const CAPITAL = 1;
const ANY_CASE = 2;

/** A word that turned out to be somebody's: how it may come again, and in which window it was learned. */
interface Lesson {
  readonly hash: number;
  readonly how: number;
  readonly window: number;
}

/** What is known of a document's people while it is looked through, window by window; words are known by their hashes. */
export interface NameMemory {
  /** The latest lesson of each word. */
  readonly known: Map<number, Lesson>;
  /** Bits of the hashes of `known`: most words are not known, and that is seen here. */
  readonly bits: Int32Array;
  /** What was learned so far, in order. */
  readonly lessons: Lesson[];
  /** The window in which something was learned last. */
  learnedIn: number;
  /** Words that would be somebody's if the document named somebody so, in all windows so far. */
  passed: Int32Array;
  passedCount: number;
  /** Where in `passed` each window's words begin. */
  readonly windowStarts: number[];
}

/** Nobody is known. */
export const createNameMemory = (): NameMemory => ({
  known: new Map(),
  bits: new Int32Array(MASKS),
  lessons: [],
  learnedIn: -1,
  passed: room,
  passedCount: 0,
  windowStarts: [],
});

/** Room for the words of most documents, which come one after the other; only what a document wrote there itself is ever read. */
let room = new Int32Array(1024);

const MASKS = 16;

const whatIsKnown = ({ known, bits }: NameMemory, hash: number) =>
  ((bits[(hash >>> 5) & (MASKS - 1)]! >>> (hash & 31)) & 1) === 0 ? undefined : known.get(hash);

const know = (memory: NameMemory, hash: number, how: number): void => {
  if ((whatIsKnown(memory, hash)?.how ?? 0) < how) learn(memory, { hash, how, window: memory.windowStarts.length - 1 });
};

const learn = (memory: NameMemory, lesson: Lesson): void => {
  const { known, bits, lessons } = memory;
  const { hash, window } = lesson;
  lessons.push(lesson);
  memory.learnedIn = window;
  known.set(hash, lesson);
  bits[(hash >>> 5) & (MASKS - 1)]! |= 1 << (hash & 31);
};

/** Notes the words of a name that stands at the tokens from `first` to `end` for certain. */
export const remember = (memory: NameMemory, tokens: Tokens, first: number, end: number): void => {
  for (let at = first; at < end; at++) {
    const own = tokens.flags[at]!;
    if (tokens.kind[at]! > KIND.MIXED || tokens.end[at]! - tokens.start[at]! < 3) continue;
    if ((own & (WORD.PARTICLE | WORD.TITLE)) !== 0) continue;
    if ((own & WORD.COMMON) === 0) know(memory, tokens.hash[at]!, ANY_CASE);
    else if ((own & (WORD.VERY_COMMON | WORD.ORGANISATION | WORD.PLACE)) === 0) {
      know(memory, tokens.hash[at]!, CAPITAL);
    }
  }
};

/** A capital that only begins a sentence, a line or a quotation says nothing. */
const isWithinSentence = (tokens: Tokens, at: number): boolean => {
  const before = at > 0 ? tokens.kind[at - 1]! : KIND.NEWLINE;
  return (
    before <= KIND.CASELESS ||
    before === KIND.PLACEHOLDER ||
    (before === KIND.PUNCTUATION && tokens.hash[at - 1] === 44)
  );
};

/** Tells whether the word at `at` could be one of a person whom the document names elsewhere. */
const mayRecur = (tokens: Tokens, at: number): boolean => {
  const kind = tokens.kind[at]!;
  if (tokens.end[at]! - tokens.start[at]! < 3) return false;
  const own = tokens.flags[at]!;
  if ((own & WORD.VERY_COMMON) !== 0) return false;
  if (kind === KIND.TITLE || kind === KIND.CAPITALS || kind === KIND.MIXED) return true;
  return kind === KIND.LOWER && (own & (WORD.FIRST | WORD.LAST)) !== 0 && (own & WORD.COMMON) === 0;
};

/** Tells whether the word at `at` is one of somebody whom the document has named. */
export const isRemembered = (memory: NameMemory, tokens: Tokens, at: number): boolean => {
  const known = whatIsKnown(memory, tokens.hash[at]!);
  if (known === undefined || !mayRecur(tokens, at)) return false;
  return known.how === ANY_CASE || (tokens.kind[at] !== KIND.LOWER && isWithinSentence(tokens, at));
};

/** A window begins. */
export const beginWindow = (memory: NameMemory): void => {
  memory.windowStarts.push(memory.passedCount);
};

/** Makes room for so many more words that are passed over. */
const makeRoom = (memory: NameMemory, words: number): void => {
  const needed = memory.passedCount + words;
  if (memory.passed.length >= needed) return;
  room = new Int32Array(needed * 2);
  room.set(memory.passed.subarray(0, memory.passedCount));
  memory.passed = room;
};

/** Notes the words of the window that nobody is called by so far. */
export const passOver = (memory: NameMemory, { hash, candidates, candidateCount }: Tokens): void => {
  makeRoom(memory, candidateCount);
  const { passed } = memory;
  let count = memory.passedCount;
  for (let next = 0; next < candidateCount; next++) passed[count++] = hash[candidates[next]!]!;
  memory.passedCount = count;
};

/** A window whose text stood there before: the same words are passed over. */
export const passAgain = (memory: NameMemory, words: Int32Array, from = 0, to: number = words.length): void => {
  beginWindow(memory);
  makeRoom(memory, to - from);
  for (let at = from; at < to; at++) memory.passed[memory.passedCount++] = words[at]!;
};

/** Tells whether a word passed over in the windows from `first` to before `end` turned out to be somebody's in a later one. */
export const areKnownNow = (memory: NameMemory, first: number, end: number): boolean => {
  const { windowStarts, learnedIn, passed, passedCount } = memory;
  for (let window = first; window < end && window < learnedIn; window++) {
    const to = windowStarts[window + 1] ?? passedCount;
    for (let at = windowStarts[window]!; at < to; at++) {
      if ((whatIsKnown(memory, passed[at]!)?.window ?? -1) > window) return true;
    }
  }
  return false;
};

/** What looking through a document left in its memory, for others that begin with the same texts. */
export type Kept = Pick<NameMemory, 'lessons' | 'passed' | 'windowStarts'>;

/** A copy that outlasts the document. */
export const keepMemory = ({ lessons, passed, passedCount, windowStarts }: NameMemory): Kept => ({
  lessons: lessons.slice(),
  passed: passed.slice(0, passedCount),
  windowStarts: windowStarts.slice(),
});

/** Takes over what the windows from `first` to before `end` of another document left; so far both were the same. */
export const takeOver = (
  memory: NameMemory,
  { lessons, passed, windowStarts }: Kept,
  first: number,
  end: number,
): void => {
  for (let window = first; window < end; window++) {
    passAgain(memory, passed, windowStarts[window], windowStarts[window + 1] ?? passed.length);
  }
  for (
    let next = lessons[memory.lessons.length];
    next !== undefined && next.window < end;
    next = lessons[memory.lessons.length]
  )
    learn(memory, next);
};
