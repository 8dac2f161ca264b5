/** What a text is cut into: tokens of one window, in typed arrays. */

/** What a token looks like. Kinds up to `CASELESS` are plain words. */
export const KIND = {
  LOWER: 0,
  TITLE: 1,
  CAPITALS: 2,
  INITIAL: 3,
  MIXED: 4,
  CASELESS: 5,
  NUMBER: 6,
  /** Letters and digits, or anything with an underscore. */
  ALPHANUMERIC: 7,
  PUNCTUATION: 8,
  NEWLINE: 9,
  /** Before the first and after the last token, for those who look around. */
  OUTSIDE: 10,
  /** `camelCase` or `PascalCase` with two humps or more: an identifier, not a name. */
  CAMEL: 11,
  /** A placeholder that an earlier redaction left. */
  PLACEHOLDER: 12,
} as const;

/** Tokens of one window, all filled in by `tokenise`. */
export interface Tokens {
  count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Of a word, its folded hash; of a number, a value by its length; of punctuation, its code unit. */
  readonly hash: Int32Array;
  readonly kind: Uint8Array;
  /** Of a word, the topics it tells of. */
  readonly topics: Int32Array;
  /** Of a word, the lexicon's flags. */
  readonly flags: Int32Array;
  /** Indices of the tokens at which a detector may find something, in order; they are few. */
  readonly anchors: Int32Array;
  anchorCount: number;
  /** Indices of the tokens that can be part of a name, in order. */
  readonly candidates: Int32Array;
  candidateCount: number;
  /** All topics that any word of the window tells: what is not among them need not be looked for. */
  told: number;
  /** How many marks there are that code is full of, and how many tokens at which a closer look may tell code. */
  codeMarks: number;
  mayTellCode: number;
  /** True when something in the window hides text: zero-width or full-width characters, `%40`, `&#64;`, `\u0040`. */
  hides: boolean;
}

/**
 * The longest text that is cut into tokens at once, in code units: a window of 16 Ki with what the next one sees again, each of whose
 * code units may be four once it is plain, as in `⒇`.
 */
export const MOST_UNITS = 4 * (16_384 + 512);

/** Rules look at most so many tokens behind the one that they begin at without asking how many there are. */
export const LOOK_AHEAD = 8;

const column = (): Int32Array => new Int32Array(MOST_UNITS + LOOK_AHEAD);

/**
 * The tokens of the window that is looked at. There is one such object, reused from window to window, so that compiled code knows where
 * its arrays lie and how long they are; memory that no text needs is never touched.
 */
export const TOKENS: Tokens = {
  count: 0,
  start: column(),
  end: column(),
  hash: column(),
  kind: new Uint8Array(MOST_UNITS + LOOK_AHEAD),
  topics: column(),
  flags: column(),
  anchors: column(),
  anchorCount: 0,
  candidates: column(),
  candidateCount: 0,
  told: 0,
  codeMarks: 0,
  mayTellCode: 0,
  hides: false,
};

const COLUMNS = ['start', 'end', 'hash', 'kind', 'topics', 'flags', 'anchors', 'candidates'] as const;

/** Does work that cuts a text of at most `length` code units into tokens, and puts back the tokens that were there before. */
export const keepTokens = <Result>(length: number, work: () => Result): Result => {
  const { count, anchorCount, candidateCount, told, codeMarks, mayTellCode, hides } = TOKENS;
  const overwritten = Math.min(count, 4 * length) + LOOK_AHEAD;
  const kept = COLUMNS.map((name) => TOKENS[name].slice(0, overwritten));
  const result = work();
  COLUMNS.forEach((name, at) => {
    TOKENS[name].set(kept[at]!);
  });
  Object.assign(TOKENS, { count, anchorCount, candidateCount, told, codeMarks, mayTellCode, hides });
  return result;
};
