/** Weighted sums over digits, which most national ids check themselves with. */

/** The sum of each digit times its weight; digits beyond the weights do not count. */
export const weightedSum = (digits: ArrayLike<number>, weights: readonly number[]): number => {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += digits[at]! * weights[at]!;
  return sum;
};

/** The number that digits `from` to `to` form. */
export const numberOf = (digits: ArrayLike<number>, from: number, to: number): number => {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + digits[at]!;
  return value;
};

/** Tells whether all of the first `count` digits are the same, which passes many checks and is nobody's number. */
export const isOneDigit = (digits: ArrayLike<number>, count: number): boolean => {
  for (let at = 1; at < count; at++) if (digits[at] !== digits[0]) return false;
  return true;
};

/** Tells whether two digits each for month and day make a date, as at `from` in many national ids. */
export const isMonthAndDay = (digits: ArrayLike<number>, from: number): boolean => {
  const month = numberOf(digits, from, from + 2);
  const day = numberOf(digits, from + 2, from + 4);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
};
