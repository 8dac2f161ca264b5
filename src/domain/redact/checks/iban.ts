/** IBANs: the length each country uses and the mod-97 check. */
import { topicWords } from '../context/topic-words.ts';

const LETTERS = 26;

const placeOf = (first: number, second: number): number => ((first | 32) - 97) * LETTERS + (second | 32) - 97;

/** Lengths by the two letters of a country. @see https://www.swift.com/standards/data-standards/iban-international-bank-account-number */
let lengths: Uint8Array | undefined;

const readLengths = (): Uint8Array => {
  const read = new Uint8Array(LETTERS * LETTERS);
  for (const entry of topicWords().IBAN_LENGTH.split(' '))
    read[placeOf(entry.charCodeAt(0), entry.charCodeAt(1))] = Number(entry.slice(2));
  return read;
};

/** How long an IBAN is whose country has these two letters of ASCII, in any case; 0 for a country without IBANs. */
export const ibanLength = (first: number, second: number): number => {
  lengths ??= readLengths();
  return lengths[placeOf(first, second)]!;
};

/** Tells whether letters and digits without separators pass mod 97, as ISO 13616 defines it. */
export const passesMod97 = (iban: string): boolean => {
  let remainder = 0;
  for (let at = 0; at < iban.length; at++) {
    const code = iban.charCodeAt((at + 4) % iban.length);
    remainder = code <= 57 ? (remainder * 10 + code - 48) % 97 : (remainder * 100 + (code & 0xdf) - 55) % 97;
  }
  return remainder === 1;
};
