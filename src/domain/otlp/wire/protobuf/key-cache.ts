/**
 * Texts that come again and again: the names of attributes, a few dozen in thousands of spans. Telling them by their bytes spares
 * making the same string anew each time, and the engine finding out that it knows it.
 */

/** A power of two. Clients use some hundred names; what falls into the same slot takes turns. */
const SLOTS = 2_048;

/** Longest text that is kept; with all slots taken that is 128 KB. */
const MAX_LENGTH = 64;

interface Slot {
  readonly bytes: Uint8Array;
  readonly text: string;
}

const slots: (Slot | undefined)[] = new Array<Slot | undefined>(SLOTS);

/** The UTF-8 text between two places of a buffer. */
export const cachedText = (bytes: Buffer, start: number, end: number): string => {
  const length = end - start;
  if (length > MAX_LENGTH) return bytes.toString('utf8', start, end);
  // FNV-1a, which is enough to spread names. @see http://www.isthe.com/chongo/tech/comp/fnv/
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  const index = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const slot = slots[index];
  if (slot !== undefined && isSame(slot.bytes, bytes, start, length)) return slot.text;
  const text = bytes.toString('utf8', start, end);
  slots[index] = { bytes: Uint8Array.prototype.slice.call(bytes, start, end), text };
  return text;
};

const isSame = (known: Uint8Array, bytes: Buffer, start: number, length: number): boolean => {
  if (known.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (known[at] !== bytes[start + at]) return false;
  return true;
};
