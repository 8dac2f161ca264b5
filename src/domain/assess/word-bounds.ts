/**
 * Finds where words begin and end, and hashes them on the way. A branch that depends on the text is guessed wrong at every other
 * word, which costs more than all else; so each character of plain text is taken through the same steps, whatever it is, and only
 * the few that may mean more (marks that end sentences, lines, letters beyond ASCII) are left to the caller.
 */
import { fold, isWordUnit } from './characters.ts';
import { MAX_DESK_CHARS } from './desk.ts';

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** The hash that a word has with one more unit: FNV-1a over case-folded UTF-16 units. */
export const hashOn = (hash: number, folded: number): number => Math.imul(hash ^ folded, FNV_PRIME);

/** The hash of no units. */
export const NO_HASH = FNV_OFFSET;

/** Kinds of characters: ASCII letters and digits as their folded selves, these two, and all else that stands between words as zero. */
const TO_LOOK_AT = 1;
const KINDS = new Uint8Array(0x10000).fill(TO_LOOK_AT, 0x80);
for (let code = 0; code < 0x80; code += 1) KINDS[code] = isWordUnit(code) ? fold(code) : 0;
for (const mark of "\0\n`.!?'") KINDS[mark.charCodeAt(0)] = TO_LOOK_AT;

/**
 * For each character of the text read last, the hash of its word up to there; and where words begin and end, in turn. They are
 * constants of this file, not parts of a desk and not what is exported, as then the code below has their addresses in it: two fifths
 * less time.
 */
const HASHES = new Int32Array(MAX_DESK_CHARS + 1);
const BOUNDS = new Int32Array(2 * MAX_DESK_CHARS + 2);
export const hashesTo = HASHES;
export const bounds = BOUNDS;

/** Bounds found so far: an odd number within a word. */
let found = 0;
export const boundsFound = (): number => found;

/**
 * Reads on from a place, where so many bounds were found, to the next character that is to be looked at. Sums end in `| 0`, which spares
 * them a check for overflow, and a character meets the hash as late as it can, which each next one waits for.
 */
export const readPlain = (codes: Uint16Array, from: number, boundsBefore: number): number => {
  let bound = boundsBefore | 0;
  /** All ones within a word, else zero. */
  let within = (bound << 31) >> 31;
  let hash = within === 0 ? 0 : HASHES[from - 1]!;
  let at = from | 0;
  let kind = KINDS[codes[at]!]!;
  while (kind !== TO_LOOK_AT) {
    const isWord = (0 - kind) >> 31;
    hash = Math.imul(hash ^ (kind ^ (FNV_OFFSET & ~within)), FNV_PRIME & isWord);
    HASHES[at] = hash;
    // Written at each character, kept where words begin and end.
    BOUNDS[bound] = at;
    bound = (bound - (isWord ^ within)) | 0;
    within = isWord;
    at = (at + 1) | 0;
    kind = KINDS[codes[at]!]!;
  }
  found = bound;
  return at;
};
