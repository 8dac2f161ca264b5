/** Which issuers' ranges and lengths a card number may have. */

const leading = (digits: ArrayLike<number>, count: number): number => {
  let value = 0;
  for (let at = 0; at < count; at++) value = value * 10 + digits[at]!;
  return value;
};

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/**
 * Tells whether the first digits are an issuer's range and the count of digits is one that issuer uses.
 * @see https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)
 */
export const isCardRange = (digits: ArrayLike<number>, count: number): boolean => {
  const two = leading(digits, 2);
  const three = leading(digits, 3);
  const four = leading(digits, 4);
  if (digits[0] === 4) return count === 13 || count === 16 || count === 19;
  if (within(two, 51, 55) || within(four, 2221, 2720)) return count === 16;
  if (two === 34 || two === 37) return count === 15;
  if (four === 6011 || two === 65 || within(three, 644, 649)) return count === 16 || count === 19;
  if (within(three, 300, 305) || two === 36 || two === 38 || two === 39) return count === 14 || count === 16;
  if (within(four, 3528, 3589)) return count === 16 || count === 19;
  if (four === 1800 || four === 2131) return count === 15;
  if (two === 62 || two === 81) return count >= 16 && count <= 19;
  if (within(four, 2200, 2204)) return count >= 16 && count <= 19;
  return two === 60 && count === 16;
};

/** Ranges that only count beside a word such as "card": Maestro reaches over too many prefixes to stand alone. */
export const isCardRangeInContext = (digits: ArrayLike<number>, count: number): boolean => {
  const two = leading(digits, 2);
  if (two === 50 || within(two, 56, 69)) return count >= 12 && count <= 19;
  return within(digits[0]!, 2, 6) && count >= 13 && count <= 19;
};
