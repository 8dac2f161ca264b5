/** Whole numbers as base64 of variable-length bytes: seven bits a byte, least significant first. */

/** Writes non-negative whole numbers up to 2^53. */
export const encodeVarints = (values: readonly number[]): string => {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = value;
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes).toString('base64');
};

/** Reads what `encodeVarints` wrote. Throws on a text that ends within a number. */
export const decodeVarints = (text: string): readonly number[] => {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of Buffer.from(text, 'base64')) {
    value += (byte & 0x7f) * scale;
    if (byte >= 0x80) {
      scale *= 0x80;
    } else {
      values.push(value);
      value = 0;
      scale = 1;
    }
  }
  if (scale !== 1) throw new RangeError('a stored sketch ends within a number');
  return values;
};

/** Folds whole numbers of either sign into non-negative ones: 0, -1, 1, -2… become 0, 1, 2, 3… */
export const zigzag = (value: number): number => (value >= 0 ? value * 2 : value * -2 - 1);

/** Undoes `zigzag`. */
export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
