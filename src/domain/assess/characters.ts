/** What each character of a text is to a reader of words: part of a word, a space, the end of a sentence. */

/** Letters by script, for telling languages apart. */
export interface Scripts {
  latin: number;
  cyrillic: number;
  greek: number;
  arabic: number;
  hebrew: number;
  devanagari: number;
  thai: number;
  hangul: number;
  kana: number;
  han: number;
}

/** No letters yet. */
export const noScripts = (): Scripts => ({
  latin: 0,
  cyrillic: 0,
  greek: 0,
  arabic: 0,
  hebrew: 0,
  devanagari: 0,
  thai: 0,
  hangul: 0,
  kana: 0,
  han: 0,
});

/** Case-folds one UTF-16 unit of the scripts that have case; the table of Unicode would cost more than it tells here. */
export const fold = (code: number): number => {
  if (code < 0x80) return code >= 65 && code <= 90 ? code + 32 : code;
  if ((code >= 0xc0 && code <= 0xde) || (code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f)) {
    return code + 32;
  }
  if (code >= 0x400 && code <= 0x40f) return code + 80;
  return code === 0x2019 ? 39 : code;
};

const isAsciiWord = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_')
  isAsciiWord[char.charCodeAt(0)] = 1;

/** Whether the character is one of a script written without spaces, where each character stands for a word. */
export const isWide = (code: number): boolean =>
  code >= 0x3040 && (code <= 0x30ff || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff));

/** Whether the character is a letter, a digit or an underscore. 0 (the end) is none. */
export const isWordUnit = (code: number): boolean => {
  if (code < 0x80) return isAsciiWord[code] === 1;
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code < 0x2000) return code !== 0xd7 && code !== 0xf7;
  if (code <= 0x2bff || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff20)) return false;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffd);
};

export const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xa0;

/** Marks that hold a word together when letters or digits stand on both sides: `can't`, `3.14`, `e.g`. */
export const joinsWord = (code: number): boolean => code === 39 || code === 0x2019 || code === 46;

/** Whether the character may follow the mark that ends a sentence: space, the end (0), or a closing mark. */
export const closes = (code: number): boolean =>
  code === 0 ||
  isSpace(code) ||
  code === 34 ||
  code === 39 ||
  code === 41 ||
  code === 93 ||
  code === 42 ||
  code === 0x201d;

/** Counts a letter to its script. */
export const countScript = (scripts: Scripts, code: number): void => {
  if (code < 0x250) scripts.latin += 1;
  else if (code >= 0x370 && code < 0x400) scripts.greek += 1;
  else if (code >= 0x400 && code < 0x530) scripts.cyrillic += 1;
  else if (code >= 0x590 && code < 0x600) scripts.hebrew += 1;
  else if (code >= 0x600 && code < 0x780) scripts.arabic += 1;
  else if (code >= 0x900 && code < 0x980) scripts.devanagari += 1;
  else if (code >= 0xe00 && code < 0xe80) scripts.thai += 1;
  else if (code >= 0xac00 && code < 0xd7b0) scripts.hangul += 1;
  else if (code >= 0x3040 && code < 0x3100) scripts.kana += 1;
  else if (code >= 0x1e00 && code < 0x1f00) scripts.latin += 1;
  else if (isWide(code)) scripts.han += 1;
};
