/** Cuts a text into overlapping windows and runs the detectors on each, so that memory stays small and time linear. */
import type { Vocabulary } from './context/vocabulary.ts';
import type { Scan } from './scan.ts';
import { findPrivateKeys } from './secrets/pem.ts';
import { type Span, settle } from './span.ts';
import { CHARACTER, classOf } from './tokens/characters.ts';
import { normaliseWindow } from './tokens/normalise.ts';
import { tokenise } from './tokens/tokenise.ts';
import { TOKENS } from './tokens/tokens.ts';

/** Sizes in UTF-16 code units. */
export interface WindowSizes {
  readonly window: number;
  /** How much of a window the next one sees again; must exceed the longest multi-word finding with its context. */
  readonly overlap: number;
}

/** 16 Ki code units are about 4,000 tokens, whose arrays fit a core's second-level cache. */
export const DEFAULT_SIZES: WindowSizes = { window: 16_384, overlap: 512 };

/** How far back from a window's end a blank is looked for, so as not to cut a word. */
const LOOK_BACK = 256;

const cutBefore = (text: string, at: number, floor: number): number => {
  if (at >= text.length) return text.length;
  for (let cut = at; cut > Math.max(floor, at - LOOK_BACK); cut--) {
    if (classOf(text.charCodeAt(cut - 1)) <= CHARACTER.NEWLINE) return cut;
  }
  return at;
};

/** What looks at one window's tokens. */
export type WindowDetector = (scan: Scan) => void;

/** What is left of a claim that lost text to another may begin or end with blanks. */
const trim = (text: string, span: Span): Span[] => {
  let { start, end } = span;
  while (start < end && classOf(text.charCodeAt(start)) <= CHARACTER.NEWLINE) start++;
  while (end > start && classOf(text.charCodeAt(end - 1)) <= CHARACTER.NEWLINE) end--;
  if (start === end) return [];
  return start === span.start && end === span.end ? [span] : [{ ...span, start, end }];
};

const isTrim = (text: string, { start, end }: Span): boolean =>
  start < end &&
  classOf(text.charCodeAt(start)) > CHARACTER.NEWLINE &&
  classOf(text.charCodeAt(end - 1)) > CHARACTER.NEWLINE;

/** What a window is looked at with. */
export interface Inspection {
  readonly detect: WindowDetector;
  /** Topics of the key the text stands under. */
  readonly keyTopics: number;
  /** Called before each window with where it begins; may throw to stop. */
  readonly onWindow: (from: number) => void;
  /** Looks into decoded text. */
  readonly inspect?: ((text: string) => readonly Span[]) | undefined;
  /** What is known of words. */
  readonly vocabulary: Vocabulary;
  readonly sizes?: WindowSizes;
}

const NONE: Span[] = [];

/** Shorter texts hold no private key. */
const MIN_KEY = 60;

/** Detects over `text`. Spans are disjoint and in order. */
export const detectInWindows = (text: string, inspection: Inspection): Span[] => {
  const { detect, onWindow, vocabulary, inspect, sizes = DEFAULT_SIZES } = inspection;
  const tokens = TOKENS;
  let claims = text.length > MIN_KEY ? findPrivateKeys(text) : NONE;
  for (let from = 0; from < text.length; ) {
    onWindow(from);
    const keyTopics = from === 0 ? inspection.keyTopics : 0;
    const to = cutBefore(text, from + sizes.window, from);
    tokenise(text, vocabulary, from, to);
    /** A window's claims are its own, so that what a detector does with them does not grow with the text. */
    let found: Span[] = [];
    if (tokens.hides) {
      const view = normaliseWindow(text, from, Math.min(text.length, to + sizes.overlap));
      tokenise(view.text, vocabulary);
      detect({
        text: view.text,
        tokens,
        from: 0,
        to: view.text.length,
        keyTopics,
        failedLooks: 0,
        claims: found,
        inspect,
      });
      found = found.map((span) => ({ ...span, start: view.starts[span.start]!, end: view.ends[span.end - 1]! }));
    } else {
      detect({ text, tokens, from, to, keyTopics, failedLooks: 0, claims: found, inspect });
    }
    if (claims.length === 0) claims = found;
    else for (const span of found) claims.push(span);
    if (to >= text.length) break;
    from = Math.max(from + 1, cutBefore(text, to - sizes.overlap, from));
  }
  if (claims.length === 0) return NONE;
  const settled = settle(claims);
  return settled.every((span) => isTrim(text, span)) ? settled : settled.flatMap((span) => trim(text, span));
};
