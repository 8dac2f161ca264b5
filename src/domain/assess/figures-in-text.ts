/** The figures of a text as numbers: `1,234.50`, `12%`, `$3.5`; those in code, links, ids and placeholders left out. */
import type { Words } from './words.ts';

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const COMMA = 44;

/** A figure, and whether it is only a part: of a time of day or a date, with which nobody calculates. */
export interface Figure {
  readonly value: number;
  readonly isPart: boolean;
}

/** The figures in order. The mark of thousands is the comma, that of decimals the point; `1.234.567` is no figure. */
export const figuresOf = ({ text, count, codes, starts, ends, sentences }: Words): readonly Figure[] => {
  const figures: Figure[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = starts[at]!;
    if (!isDigit(codes[start]!) || sentences[at]! < 0) continue;
    let end = ends[at]!;
    let digits = text.slice(start, end);
    // Thousands: the reader of words splits at commas.
    while (
      text.charCodeAt(end) === COMMA &&
      starts[at + 1] === end + 1 &&
      isThousand(text, starts[at + 1]!, ends[at + 1]!)
    ) {
      at += 1;
      digits += text.slice(starts[at], ends[at]);
      end = ends[at]!;
    }
    if (isOrdinal(text, start, end) || isPartOfName(text, start, end)) continue;
    const figure = Number(digits.replace(/(?:%|st|nd|rd|th|k|m|bn|x|ms|s|h|gb|mb|kb|kg|km|am|pm)$/i, ''));
    if (Number.isFinite(figure)) figures.push({ value: figure, isPart: isPartOfTime(text, start, end) });
  }
  return figures;
};

/** Three digits, perhaps with decimals: the rest of a number with marked thousands. */
const isThousand = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < start + 3; at += 1) if (!isDigit(text.charCodeAt(at)) || at >= end) return false;
  return end === start + 3 || text.charCodeAt(start + 3) === 46;
};

/** `1.` and `2)` at the beginning of a line count the line. */
const isOrdinal = (text: string, start: number, end: number): boolean => {
  const next = text.charCodeAt(end);
  if (next !== 46 && next !== 41) return false;
  let before = start - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 42)) before -= 1;
  return before < 0 || text.charCodeAt(before) === 10;
};

/** Figures joined to letters by a hyphen, slash or underscore are parts of names, links and ids: `gpt-4`, `/v2/`. */
const isPartOfName = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  const joins = (code: number): boolean => code === 45 || code === 47 || code === 95 || code === 61 || code === 35;
  const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
  return (
    (joins(before) && isLetter(text.charCodeAt(start - 2))) || (joins(after) && isLetter(text.charCodeAt(end + 1)))
  );
};

/** Figures joined to others by a colon, a hyphen or a slash: `07:40`, `2026-11-02`. */
const isPartOfTime = (text: string, start: number, end: number): boolean => {
  const joins = (code: number): boolean => code === 58 || code === 45 || code === 47;
  return (
    (joins(text.charCodeAt(start - 1)) && isDigit(text.charCodeAt(start - 2))) ||
    (joins(text.charCodeAt(end)) && isDigit(text.charCodeAt(end + 1)))
  );
};
