/**
 * Puts many texts into few requests: a detector takes 100 KB at once and bills 300 characters at least, and most texts of a call are
 * short. What it finds is led back to the text and place it came from.
 */

/** Something found in a chunk: places in characters of it. */
export interface ChunkFinding {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** A piece of one text within a chunk. */
interface Piece {
  /** Which text, and where in it the piece begins. */
  readonly text: number;
  readonly from: number;
  /** Where in the chunk it stands. */
  readonly start: number;
  readonly end: number;
}

export interface Chunk {
  readonly content: string;
  readonly pieces: readonly Piece[];
}

/** @see https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DetectPiiEntities.html */
export const MAX_CHUNK_BYTES = 100_000;

/** What a piece of a text that was cut sees again of the one before: longer than any name or address. */
const OVERLAP = 200;

/** Between two texts, so that nothing is found across them. */
const JOINT = '\n\n';

/**
 * A character outside of the basic plane counts as one for services that count code points and as two for JavaScript. A letter-like
 * stand-in of one unit and no more bytes makes both the same, whichever a service counts; the text itself is not changed.
 */
const ASTRAL = /[\u{10000}-\u{10FFFF}]/gu;
const levelled = (text: string): string => text.replace(ASTRAL, '\u25a1\u25a1');

/** Chunks of at most `maxBytes` of UTF-8. Texts that are too long are cut at blanks, with an overlap. */
export const toChunks = (texts: readonly string[], maxBytes = MAX_CHUNK_BYTES): readonly Chunk[] => {
  const chunks: { content: string; bytes: number; pieces: Piece[] }[] = [];
  const add = (piece: string, text: number, from: number): void => {
    const bytes = Buffer.byteLength(piece);
    let chunk = chunks.at(-1);
    if (chunk === undefined || chunk.bytes + JOINT.length + bytes > maxBytes) {
      chunk = { content: '', bytes: 0, pieces: [] };
      chunks.push(chunk);
    }
    if (chunk.content !== '') {
      chunk.content += JOINT;
      chunk.bytes += JOINT.length;
    }
    chunk.pieces.push({ text, from, start: chunk.content.length, end: chunk.content.length + piece.length });
    chunk.content += piece;
    chunk.bytes += bytes;
  };
  texts.forEach((raw, text) => {
    const level = levelled(raw);
    for (let from = 0; from < level.length; ) {
      const to = endOfPiece(level, from, maxBytes);
      add(level.slice(from, to), text, from);
      if (to >= level.length) break;
      from = Math.max(from + 1, to - OVERLAP);
    }
  });
  return chunks;
};

/** The most that fits from `from` on, up to a blank where one is near. */
const endOfPiece = (text: string, from: number, maxBytes: number): number => {
  // Three bytes a unit at most: what is levelled has no surrogates.
  const sure = from + Math.floor(maxBytes / 3);
  if (sure >= text.length) return text.length;
  let to = sure;
  let bytes = Buffer.byteLength(text.slice(from, to));
  while (to < text.length && bytes + 3 <= maxBytes) {
    const next = Math.min(text.length, to + Math.max(1, Math.floor((maxBytes - bytes) / 3)));
    bytes += Buffer.byteLength(text.slice(to, next));
    to = next;
  }
  if (to >= text.length) return to;
  const blank = text.lastIndexOf(' ', to);
  return blank > to - OVERLAP && blank > from ? blank : to;
};

/** Leads findings of a chunk back: for each text, what was found in it. Findings across two texts belong to nobody. */
export const inTexts = (
  { pieces }: Chunk,
  findings: readonly ChunkFinding[],
): readonly (ChunkFinding & { readonly text: number })[] =>
  findings.flatMap((finding) => {
    const piece = pieces.find(({ start, end }) => finding.start >= start && finding.end <= end);
    if (piece === undefined || finding.end <= finding.start) return [];
    const shift = piece.from - piece.start;
    return [{ ...finding, text: piece.text, start: finding.start + shift, end: finding.end + shift }];
  });
