/** IBANs, written together or in groups: the country's length and mod 97, or the length and a word such as "account". */
import { ibanLength, passesMod97 } from '../checks/iban.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, type Scan } from '../scan.ts';
import { isDigitCode, isLetterCode, isWordCode } from '../tokens/characters.ts';

const MAX_LENGTH = 76;

const isSeparator = (code: number): boolean =>
  code === 32 ||
  code === 45 ||
  code === 46 ||
  code === 10 ||
  code === 9 ||
  code === 0xa0 ||
  code === 0x202f ||
  code === 95;

/** One in a hundred hashes passes mod 97: lower-case letters up to f among the digits are a hash, not a bank's code. */
const HASH_LIKE = /^[a-f]{2}(?=\d*[a-f])[0-9a-f]+$/;

/** Letters and digits of the candidate, without what parts them. */
const value = new Uint8Array(34);

const textOf = (length: number): string => String.fromCharCode(...value.subarray(0, length));

/** Claims the IBAN at `start`, which is the start of token `token`; 0 when there is none. */
export const findIban = (scan: Scan, start: number, token: number): number => {
  const { text } = scan;
  const first = text.charCodeAt(start);
  const second = text.charCodeAt(start + 1);
  if (!isLetterCode(first) || !isLetterCode(second)) return 0;
  const length = ibanLength(first, second);
  if (length === 0) return 0;
  let at = start;
  let count = 0;
  let digits = 0;
  let separators = 0;
  let isRegular = true;
  for (; at < start + MAX_LENGTH && count < length; at++) {
    const code = text.charCodeAt(at);
    const isDigit = isDigitCode(code);
    if (isDigit || isLetterCode(code)) {
      if (!isDigit && (count === 2 || count === 3)) return 0;
      if (isDigit) digits++;
      value[count++] = code;
      separators = 0;
    } else if (isSeparator(code) && count > 0 && ++separators <= 3) {
      if (count % 4 !== 0 || separators > 1 || code === 46 || code === 10 || code === 95) isRegular = false;
    } else break;
  }
  if (count !== length || digits < 10 || isLetterOrDigit(text.charCodeAt(at))) return 0;
  const isNamed = isAfter(scan, token, TOPIC.BANK, 30);
  const code = textOf(length);
  if (passesMod97(code) && (isNamed || !HASH_LIKE.test(code))) return claim(scan, 'IBAN', start, at, 0.99);
  return isRegular && isNamed ? claim(scan, 'IBAN', start, at, 0.7) : 0;
};

const isLetterOrDigit = (code: number): boolean => code !== 95 && isWordCode(code);
