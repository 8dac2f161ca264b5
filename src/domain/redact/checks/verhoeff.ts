/** The Verhoeff check of Aadhaar numbers. @see https://en.wikipedia.org/wiki/Verhoeff_algorithm */

/** Multiplication in the dihedral group of ten elements, row by row. */
const PRODUCT = '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';

/** The permutation applied to each further digit, row by row, eight rows. */
const PERMUTATION = '01234567891576283094580379614289160435279453126870428657390127938064157046913258';

/** Tells whether the first `count` digits pass. */
export const passesVerhoeff = (digits: ArrayLike<number>, count: number): boolean => {
  let check = 0;
  for (let at = 0; at < count; at++) {
    const permuted = Number(PERMUTATION[(at % 8) * 10 + digits[count - 1 - at]!]);
    check = Number(PRODUCT[check * 10 + permuted]);
  }
  return check === 0;
};
