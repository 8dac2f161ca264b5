/** Texts as UTF-8, in memory that is kept: what is hashed or compressed needs its bytes for a moment only. */
import { transcode } from 'node:buffer';

/** Longer texts get memory of their own, so that one large request does not fill ours for good. */
const MAX_KEPT_CHARACTERS = 256 * 1024;

/** A character of Latin-1 takes two bytes of UTF-8 at most, any UTF-16 code unit two of UTF-16. */
const MOST_BYTES = 2;

let kept = Buffer.allocUnsafeSlow(16 * 1024);

/** Characters beyond Latin-1: V8 knows of most texts that there are none, and does not look. */
const BEYOND_LATIN = /[\u0100-\uffff]/;

/**
 * What `use` makes of a text's UTF-8, which is overwritten afterwards. Half of a character becomes U+FFFD, as with `Buffer.from`.
 *
 * Texts beyond Latin-1 (a typographic quotation mark is enough) are copied as they are and converted by `transcode`, in a third of
 * the time of `Buffer.from`; the others are written in place.
 */
export const withUtf8 = <T>(text: string, use: (bytes: Uint8Array) => T): T => {
  const room = roomFor(text.length * MOST_BYTES);
  if (!BEYOND_LATIN.test(text)) return use(room.subarray(0, room.write(text)));
  return use(transcoded(room.subarray(0, room.write(text, 'utf16le'))) ?? Buffer.from(text));
};

/** Undefined where the text holds half of a character. */
const transcoded = (utf16: Buffer): Uint8Array | undefined => {
  try {
    return transcode(utf16, 'ucs2', 'utf8');
  } catch {
    return undefined;
  }
};

const roomFor = (bytes: number): Buffer => {
  if (bytes <= kept.length) return kept;
  const larger = Buffer.allocUnsafeSlow(bytes);
  if (bytes <= MAX_KEPT_CHARACTERS * MOST_BYTES) kept = larger;
  return larger;
};
