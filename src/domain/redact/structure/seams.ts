/** Values that are split over neighbouring strings, as streams of deltas and lists of text parts split them. */
import type { Span } from '../span.ts';
import { isDigitCode } from '../tokens/characters.ts';
import type { Leaf } from './leaves.ts';

/** Keys under which one text comes in pieces. */
const PIECE_KEYS: ReadonlySet<string> = new Set([
  // A list alone, also as `POST /v1/redact` takes it.
  ...['', 'json'],
  ...['text', 'content', 'delta', 'deltas', 'textDelta', 'text_delta', 'chunk', 'chunks', 'token', 'tokens', 'parts'],
  ...['arguments', 'partial_json', 'input_json', 'output_text', 'input_text', 'output', 'input'],
  ...['completion', 'response', 'generated_text', 'thinking', 'reasoning', 'reasoning_content', 'transcript'],
]);

/** So many characters to either side of a seam are read together: longer than any value that people split. */
const REACH = 80;

/** The end of a piece, and where that end begins in it. */
interface Piece {
  readonly leaf: number;
  readonly text: string;
  readonly offset: number;
}

/** What a seam's find leaves in the leaf with this number. */
export type OnFind = (leaf: number, span: Span) => void;

const isBlank = (code: number): boolean => code === 32 || code === 45;

/** Words and numbers do not go on beyond a blank, but groups of digits do. */
const isTied = (left: string, right: string): boolean => {
  const last = left.charCodeAt(left.length - 1);
  const first = right.charCodeAt(0);
  if (last > 32 && first > 32) return true;
  const digitBefore = isDigitCode(last) || (isBlank(last) && isDigitCode(left.charCodeAt(left.length - 2)));
  const digitBehind = isDigitCode(first) || (isBlank(first) && isDigitCode(right.charCodeAt(1)));
  return digitBefore && digitBehind;
};

const TELLING = /[@\d]/;

/** Reports each part of a find that lies in more than one piece: the first becomes the placeholder, the others vanish. */
const report = (span: Span, pieces: readonly Piece[], onFind: OnFind): void => {
  let from = 0;
  let isFirst = true;
  for (const { leaf, text, offset } of pieces) {
    const start = Math.max(span.start, from) - from;
    const end = Math.min(span.end, from + text.length) - from;
    from += text.length;
    if (start >= end) continue;
    if (isFirst && span.end <= from) return;
    const place = { type: span.type, confidence: span.confidence, start: start + offset, end: end + offset };
    onFind(leaf, isFirst ? place : { ...place, replacement: '' });
    isFirst = false;
  }
};

/** Pieces in a row between which values may go on. */
interface Run {
  /** Who said the last of them, where that is known. */
  speaker: string | undefined;
  pieces: Piece[];
  length: number;
  /** Characters that were not read together with those before them yet. */
  fresh: number;
}

/** Reads strings together that stand under one key, one after the other. */
export interface Seams {
  read(leaf: Leaf, at: number): void;
  /** Call it behind the last leaf. */
  finish(): void;
}

/** Joins pieces as long as a value may go on from one to the next, and has them inspected together. */
export const createSeams = (inspect: (text: string) => readonly Span[], onFind: OnFind): Seams => {
  const runs = new Map<string, Run>();
  const flush = (run: Run): void => {
    if (run.fresh === 0) return;
    run.fresh = 0;
    const joined = run.pieces.map(({ text }) => text).join('');
    if (!TELLING.test(joined)) return;
    for (const span of inspect(joined)) if (span.quote === undefined) report(span, run.pieces, onFind);
  };
  const add = (run: Run, piece: Piece): void => {
    run.pieces.push(piece);
    run.length += piece.text.length;
  };
  /** Leaves the last `REACH` characters, with which the pieces to come are read. */
  const trim = (run: Run): void => {
    let first = 0;
    while (run.length - run.pieces[first]!.text.length >= REACH) run.length -= run.pieces[first++]!.text.length;
    if (first > 0) run.pieces = run.pieces.slice(first);
  };
  return {
    read: ({ kind, text, underKey, speaker }, at) => {
      if (kind !== 'string' || text === '' || !PIECE_KEYS.has(underKey)) return;
      const run = runs.get(underKey);
      const tail = { leaf: at, text: text.slice(-REACH), offset: Math.max(0, text.length - REACH) };
      if (run === undefined) {
        runs.set(underKey, { pieces: [tail], length: tail.text.length, fresh: 0, speaker });
        return;
      }
      // What one says does not go on in what another says; deltas tell a role in the first of them at most.
      const isOthers = speaker !== undefined && run.speaker !== undefined && speaker !== run.speaker;
      run.speaker = speaker ?? run.speaker;
      const goesOn = !isOthers && isTied(run.pieces.at(-1)!.text, text);
      if (goesOn) {
        add(run, { leaf: at, text: text.slice(0, REACH), offset: 0 });
        run.fresh += Math.min(text.length, REACH);
      }
      if (!goesOn || run.fresh >= REACH) {
        flush(run);
        trim(run);
      }
      if (!goesOn || text.length > REACH) {
        run.pieces = [tail];
        run.length = tail.text.length;
      }
    },
    finish: () => {
      for (const run of runs.values()) flush(run);
    },
  };
};
