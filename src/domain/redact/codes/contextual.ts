/** Codes of letters and digits that only a word makes personal: passports, licences, records, bank codes, vehicles. */
import { TOPIC } from '../context/topics.ts';
import { claim, isNearest, type Scan, topicsAround } from '../scan.ts';

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const VIN_VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/** The ninth character is the weighted rest by 11. @see https://en.wikipedia.org/wiki/Vehicle_identification_number#Check-digit_calculation */
export const isVin = (code: string): boolean => {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const letter = VIN_LETTERS.indexOf(code[at]!);
    sum += WEIGHTS[at]! * (letter < 0 ? Number(code[at]) : VIN_VALUES[letter]!);
  }
  return 'X'.charCodeAt(0) === code.charCodeAt(8) ? sum % 11 === 10 : sum % 11 === Number(code[8]);
};

const VIN = /[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])/y;
const BIC = /[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/y;
/** Four letters of the bank, a zero, six of the branch. @see https://en.wikipedia.org/wiki/Indian_Financial_System_Code */
const IFSC = /[A-Z]{4}0[A-Z0-9]{6}(?![A-Za-z0-9])/y;
const CODE = /[A-Za-z0-9]+(?:[-/ ][A-Z0-9]{2,8}){0,4}(?![A-Za-z0-9])/y;

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

interface ContextualCode {
  readonly type: string;
  readonly topics: number;
  readonly least: number;
  readonly most: number;
  readonly reach: number;
}

const KINDS: readonly ContextualCode[] = [
  { type: 'PASSPORT', topics: TOPIC.PASSPORT, least: 6, most: 12, reach: 40 },
  { type: 'DRIVING_LICENCE', topics: TOPIC.LICENCE, least: 5, most: 24, reach: 40 },
  { type: 'BANK_ACCOUNT', topics: TOPIC.BANK, least: 8, most: 24, reach: 30 },
  { type: 'MEDICAL_RECORD', topics: TOPIC.MEDICAL, least: 5, most: 16, reach: 24 },
];

/** Years of a copyright, and what stands in the paragraph after the words "the LICENSE file", are no numbers of papers. */
const YEARS = /^(?:19|20)\d\d-(?:19|20)\d\d$/;
const PARAGRAPH = /\n\s*\n/;

/** `12JUN2031` tells when a passport expires. */
const DATE = /^\d{1,2}[-/ ]?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[-/ ]?(?:\d{2}){1,2}$/i;

const isNobodys = (code: string, type: string, text: string, start: number): boolean => {
  if (DATE.test(code)) return true;
  const digits = code.match(/\d/g)?.length ?? 0;
  if (type !== 'DRIVING_LICENCE') return digits < 3;
  return digits < 4 || YEARS.test(code) || PARAGRAPH.test(text.slice(Math.max(0, start - 24), start));
};

/** `member ID XEH884…`: the word that makes an id impersonal elsewhere belongs to this one. */
const isMembersId = (text: string, start: number): boolean =>
  /(?:member|patient|subscriber|policyholder)(?:'s)? id(?:entifier)?\b[^\p{L}\d]{0,4}(?:is |no\.? |number )?$/iu.test(
    text.slice(Math.max(0, start - 40), start),
  );

const OTHERS = TOPIC.IMPERSONAL | TOPIC.CARD | TOPIC.PHONE;

const ANY = TOPIC.ROUTING | TOPIC.BIC | TOPIC.VEHICLE | TOPIC.PASSPORT | TOPIC.LICENCE | TOPIC.MEDICAL | TOPIC.BANK;

/** Claims the code at `start`, the start of token `token`, under the word nearest to it; 0 when no such word is near. */
export const findContextualCode = (scan: Scan, start: number, token: number): number => {
  if (((scan.tokens.told | scan.keyTopics) & ANY) === 0) return 0;
  const around = topicsAround(scan, token);
  if ((around & ANY) === 0) return 0;
  const { text } = scan;
  const bic = matchAt(BIC, text, start);
  if (bic !== undefined && isNearest(scan, token, TOPIC.BIC, OTHERS, 30))
    return claim(scan, 'BIC', start, start + bic.length, 0.9);
  const ifsc = (around & TOPIC.ROUTING) === 0 ? undefined : matchAt(IFSC, text, start);
  if (ifsc !== undefined && isNearest(scan, token, TOPIC.ROUTING, OTHERS, 30))
    return claim(scan, 'BANK_ROUTING', start, start + ifsc.length, 0.9);
  const vin = matchAt(VIN, text, start);
  if (vin !== undefined && /\d/.test(vin) && /[A-Z]/.test(vin)) {
    const isNamed = isNearest(scan, token, TOPIC.VEHICLE, OTHERS, 40);
    if (isNamed) return claim(scan, 'VEHICLE_ID', start, start + vin.length, isVin(vin) ? 0.95 : 0.7);
  }
  // A word that tells what a number is ("MRN 83729104, DOB 04/11/1979") is not the beginning of one, unless tied to it ("MRN-0012345").
  if (scan.tokens.topics[token] !== 0 && text[scan.tokens.end[token]!] === ' ') return 0;
  for (const { type, topics, least, most, reach } of KINDS) {
    if ((around & topics) === 0) continue;
    const isNamed =
      isNearest(scan, token, topics, OTHERS & ~topics, reach) ||
      (type === 'MEDICAL_RECORD' && isMembersId(text, start));
    if (!isNamed) continue;
    const long = matchAt(CODE, text, start);
    const code = long !== undefined && long.length > most ? text.slice(start, scan.tokens.end[token]) : long;
    if (code === undefined || code.length < least || code.length > most || isNobodys(code, type, text, start)) continue;
    return claim(scan, type, start, start + code.length, 0.7);
  }
  return 0;
};
