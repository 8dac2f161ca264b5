/** The view of a window in which hidden text is plain: no zero-width characters, ASCII digits, decoded escapes. */
import { CHARACTER, classOf } from './characters.ts';

/** A window's plain text, and where each of its code units comes from in the whole text. */
export interface PlainView {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** What was encoded twice or thrice is decoded at once: `%2540`, `&amp;#64;`, `\\u0040`. */
const ESCAPES =
  /%(?:25){0,3}([2-7][0-9A-Fa-f])|&(?:amp;){0,2}(?:#[xX]([0-9A-Fa-f]{2,6})|#(\d{2,7})|(commat|period|hyphen|plus|lowbar|nbsp));|\\{1,4}(?:u([0-9A-Fa-f]{4})|x([2-7][0-9A-Fa-f]))/y;

const NAMED: Readonly<Record<string, string>> = {
  commat: '@',
  period: '.',
  hyphen: '-',
  plus: '+',
  lowbar: '_',
  nbsp: ' ',
};

const decodeEscape = (match: RegExpExecArray): string => {
  const [, percent, hex, decimal, name, unicode, byte] = match;
  if (name !== undefined) return NAMED[name]!;
  const code = decimal === undefined ? Number.parseInt((percent ?? hex ?? unicode ?? byte)!, 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' ';
};

/** Digits of any script to ASCII: in Unicode the ten digits of a script follow each other, zero first. */
const asciiDigit = (character: string): string => {
  let zero = character.codePointAt(0)!;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && character.codePointAt(0)! - zero < 9) zero--;
  return String((character.codePointAt(0)! - zero) % 10);
};

/** Characters that are shown as nothing. */
const INVISIBLE = /^(?:\p{Cf}|\p{Default_Ignorable_Code_Point}|\p{Variation_Selector})$/u;

const plainOf = (character: string): string => {
  if (INVISIBLE.test(character)) return '';
  const compatible = character.normalize('NFKC');
  if (/^[0-9A-Za-z]+$/.test(compatible)) return compatible;
  return /^\p{Nd}$/u.test(character) ? asciiDigit(character) : compatible;
};

/** Builds the view of `text` from `from` to `to`. */
export const normaliseWindow = (text: string, from: number, to: number): PlainView => {
  const starts: number[] = [];
  const ends: number[] = [];
  let plain = '';
  for (let at = from; at < to; ) {
    const code = text.charCodeAt(at);
    let taken = 1;
    let shown = text[at]!;
    if (code === 37 || code === 38 || code === 92) {
      ESCAPES.lastIndex = at;
      const encoded = ESCAPES.exec(text);
      if (encoded !== null) {
        taken = encoded[0].length;
        shown = decodeEscape(encoded);
      }
    } else if (classOf(code) === CHARACTER.SPECIAL) {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      taken = character.length;
      shown = plainOf(character);
    }
    for (let unit = 0; unit < shown.length; unit++) {
      starts.push(at);
      ends.push(at + taken);
    }
    plain += shown;
    at += taken;
  }
  return { text: plain, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
};
