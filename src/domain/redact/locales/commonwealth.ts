/** Canadian, Australian and Indian ids. */
import { passesLuhn } from '../checks/luhn.ts';
import { passesVerhoeff } from '../checks/verhoeff.ts';
import { isOneDigit, weightedSum } from '../checks/weighted.ts';
import { codedId } from './coded.ts';
import { numericId } from './numeric.ts';

/** Numbers beginning with 0 or 8 are not given to people. */
const isSin = (digits: ArrayLike<number>): boolean => digits[0] !== 0 && digits[0] !== 8 && passesLuhn(digits, 9);

const isTfn = (digits: ArrayLike<number>): boolean => weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;

/** One is taken from the first digit before weighing. @see https://abr.business.gov.au/Help/AbnFormat */
const isAbn = (digits: ArrayLike<number>): boolean =>
  (weightedSum(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;

const isMedicare = (digits: ArrayLike<number>): boolean =>
  digits[0]! >= 2 && digits[0]! <= 6 && weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digits[8];

const isAadhaar = (digits: ArrayLike<number>): boolean =>
  digits[0]! >= 2 && !isOneDigit(digits, 12) && passesVerhoeff(digits, 12);

const BASE_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Every second character counts twice; the digits of each product in base 36 are added. */
const isGstin = (code: string): boolean => {
  let sum = 0;
  for (let at = 0; at < 14; at++) {
    const product = BASE_36.indexOf(code[at]!) * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return BASE_36[(36 - (sum % 36)) % 36] === code[14];
};

/** Ids of digits. */
export const COMMONWEALTH_NUMERIC = [
  numericId('CA_SIN', 9, 'sin socialinsurance insurance nas', isSin, [[3, 3, 3]]),
  numericId('AU_TFN', 9, 'tfn tax taxfile', isTfn, [[3, 3, 3]]),
  numericId('AU_ABN', 11, 'abn business', isAbn, [[2, 3, 3, 3]]),
  numericId('AU_MEDICARE', 10, 'medicare', isMedicare, [[4, 5, 1]]),
  numericId('IN_AADHAAR', 12, 'aadhaar aadhar uidai uid', isAadhaar, [[4, 4, 4]], true),
];

/** Ids with letters. */
export const COMMONWEALTH_CODED = [
  codedId('IN_GSTIN', '\\d{2}[A-Z]{5}\\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]', 'gstin gst', true, isGstin),
  codedId('IN_PAN', '[A-Z]{3}[ABCFGHLJPT][A-Z]\\d{4}[A-Z]', 'pan tax', true),
];
