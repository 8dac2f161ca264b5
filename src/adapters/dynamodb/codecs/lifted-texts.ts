/**
 * What people and models wrote, apart from the structure around it. Prose is most of a row, and it is compressed by brotli, which
 * knows the words of common languages: a chat of 3.9 KB takes 1.32 KB, with zstd and a dictionary of ours 1.55. Structure is
 * compressed with a dictionary that knows our fields (packed-text.ts), which brotli does not.
 */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Shorter texts are names and labels, and stay where they are. */
const LEAST_CHARACTERS = 20;

/** Stands in a document for a text that was lifted out; a text that looks like it is lifted, too. */
const LIFTED = '\u0001';
/** Between texts; one that holds it stays where it is. */
const SEPARATOR = '\u0000';

/** Documents as JSON without their prose, and the prose. */
export interface Lifted {
  readonly structure: string;
  readonly texts: readonly string[];
}

/** The value as JSON, its longer texts lifted out in the order in which they stand. */
export const liftTexts = (value: unknown): Lifted => {
  const texts: string[] = [];
  const structure = JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== 'string' || !isLifted(member)) return member;
    texts.push(member);
    return LIFTED;
  });
  return { structure, texts };
};

const isLifted = (text: string): boolean =>
  text === LIFTED || (text.length >= LEAST_CHARACTERS && !text.includes(SEPARATOR) && text.isWellFormed());

/** The value that was taken apart. */
export const placeTexts = ({ structure, texts }: Lifted): unknown => {
  if (texts.length === 0) return JSON.parse(structure);
  let at = 0;
  return JSON.parse(structure, (_, member: unknown) => (member === LIFTED ? texts[at++] : member));
};

/** How hard brotli searches: fast is for prose so long that more would keep its sender waiting. */
const QUALITY = { fast: 5, good: 10, best: 11 } as const;

/** Bytes up to which brotli searches well: it takes 0.25 µs for each, 4 ms at most. */
const LONG_BYTES = 16_000;

/** What the best search takes off a good one at most, at three times its time: a share of the bytes that it made. */
const BEST_SAVES = 0.035;

/**
 * What suits prose of some kilobytes. A context for each literal takes a third of the time, and says as much as it saves: less of 4 KB,
 * and 1 % more of 8. A distance that is told up to its last three bits has a shorter alphabet, which saves another hundredth.
 * @see https://www.rfc-editor.org/rfc/rfc7932#section-4 (NPOSTFIX)
 */
const SHORT_PROSE = {
  [constants.BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING]: 1,
  [constants.BROTLI_PARAM_NPOSTFIX]: 3,
};

/**
 * Prose as bytes. Where those are only just too many, because leaving out `excess` of them would save a write unit, it is searched
 * once more.
 */
export const packTexts = (texts: readonly string[], excessOf: (bytes: number) => number): Uint8Array => {
  const prose = Buffer.from(texts.join(SEPARATOR));
  if (prose.length > LONG_BYTES) return compress(prose, QUALITY.fast);
  const good = compress(prose, QUALITY.good, SHORT_PROSE);
  if (excessOf(good.length) > good.length * BEST_SAVES) return good;
  const best = compress(prose, QUALITY.best, SHORT_PROSE);
  return best.length < good.length ? best : good;
};

const compress = (prose: Uint8Array, quality: number, more: Readonly<Record<number, number>> = {}): Uint8Array =>
  brotliCompressSync(prose, {
    params: {
      ...more,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: prose.length,
    },
  });

export const unpackTexts = (bytes: Uint8Array): readonly string[] =>
  brotliDecompressSync(bytes).toString().split(SEPARATOR);
