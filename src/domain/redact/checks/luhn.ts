/** The Luhn check of card numbers, IMEIs and several national ids. */

/** Tells whether the first `count` digits pass. @see https://en.wikipedia.org/wiki/Luhn_algorithm */
export const passesLuhn = (digits: ArrayLike<number>, count = digits.length): boolean => {
  let sum = 0;
  let doubled = false;
  for (let at = count - 1; at >= 0; at--) {
    let digit = digits[at]!;
    if (doubled) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
    doubled = !doubled;
  }
  return sum % 10 === 0;
};
