/** Tells where an encoded character may hide something, so that the window is read decoded. */

const BACKSLASH = 92;

const HEX_AFTER = /(?:25){0,3}[2-7][0-9A-Fa-f]/y;
const ENTITY_AFTER = /(?:amp;){0,2}(?:#[xX]?[0-9A-Fa-f]{2,6}|commat|period|hyphen|plus|lowbar|nbsp);/y;
const ESCAPE_AFTER = /\\{0,3}(?:u(?:00[2-7]|200|ff)|x[2-7])[0-9A-Fa-f]/iy;

const matchesAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** True where an encoded character starts that may hide something: `%40`, `&#64;`, `\u0040`, `\x40`, and these encoded again. */
export const isEncoded = (text: string, at: number, code: number): boolean =>
  (code === 37 && matchesAt(HEX_AFTER, text, at + 1)) ||
  (code === 38 && matchesAt(ENTITY_AFTER, text, at + 1)) ||
  (code === BACKSLASH && matchesAt(ESCAPE_AFTER, text, at + 1));
