/** Writes prices in the notation of the price sheet, which src/domain/price/sheet.ts reads. */

/** Prices by code of the notation, in dollars per million tokens. */
export type Codes = Readonly<Record<string, number>>;

/** A number of dollars per million tokens as an exact decimal with at most six places; throws where a price is finer than that. */
export const decimal = (dollarsPerMillion: number): string => {
  const text = dollarsPerMillion.toFixed(6);
  // A price like 0.0375 or 1.7499999999999998 is meant in decimals: it must be within a billionth of what six places say.
  if (Math.abs(Number(text) - dollarsPerMillion) > 1e-9) {
    throw new Error(`a price of ${dollarsPerMillion} dollars per million tokens is finer than six decimals`);
  }
  return text.replace(/\.?0+$/, '').replace(/^0\./, '.') || '0';
};

/** `i3 o15 r.3`. */
export const words = (codes: Codes): string =>
  Object.entries(codes)
    .map(([code, amount]) => `${code}${decimal(amount)}`)
    .join(' ');
