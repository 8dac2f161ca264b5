/**
 * Ascending whole numbers as bits: the steps from each to the next, in Rice's code. Of numbers that lie evenly within a range that is
 * within half a bit of the least there can be: a thousand of 40 bits take four kilobytes.
 * @see https://datatracker.ietf.org/doc/html/rfc9639#name-coded-residual (the same code in FLAC)
 */

/** Bits of a step that are written as they are: those of a usual step, which is the range divided by how many there are. */
const plainBits = (count: number, range: number): number => Math.max(0, Math.floor(Math.log2(range / count)));

/** The numbers, each at most once, least first, none of them as large as `range`. */
export const writeAscending = (numbers: readonly number[], range: number): Buffer => {
  const plain = plainBits(numbers.length, range);
  const unit = 2 ** plain;
  // A step of n units takes n bits and one more, and all steps together are shorter than the range.
  const bytes = Buffer.alloc(COUNT_BYTES + Math.ceil((numbers.length * (plain + 1) + range / unit) / 8));
  bytes.writeUInt16BE(numbers.length);
  let at = COUNT_BYTES * 8;
  let before = 0;
  for (const number of numbers) {
    const step = number - before;
    before = number;
    at += Math.floor(step / unit);
    setBit(bytes, at++);
    for (let place = unit / 2; place >= 1; place /= 2) {
      if (Math.floor(step / place) % 2 === 1) setBit(bytes, at);
      at += 1;
    }
  }
  return bytes.subarray(0, Math.ceil(at / 8));
};

/** What was written. @throws Error when it is cut short */
export const readAscending = (bytes: Buffer, range: number): readonly number[] => {
  const count = bytes.readUInt16BE();
  const unit = 2 ** plainBits(count, range);
  let at = COUNT_BYTES * 8;
  let number = 0;
  return Array.from({ length: count }, () => {
    for (; !isSet(bytes, at); at++) {
      if (at >= bytes.length * 8) throw new Error(`numbers end after ${bytes.length} bytes; restore the row`);
      number += unit;
    }
    at += 1;
    for (let place = unit / 2; place >= 1; place /= 2) if (isSet(bytes, at++)) number += place;
    return number;
  });
};

const COUNT_BYTES = 2;

const setBit = (bytes: Buffer, at: number): void => {
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
};
const isSet = (bytes: Buffer, at: number): boolean => ((bytes[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0;
