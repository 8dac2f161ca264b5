/** British ids: NHS number, national insurance number, taxpayer reference. */
import { weightedSum } from '../checks/weighted.ts';
import { codedId } from './coded.ts';
import { numericId } from './numeric.ts';

/** @see https://www.datadictionary.nhs.uk/attributes/nhs_number.html */
const isNhs = (digits: ArrayLike<number>): boolean => {
  const check = (11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check !== 10 && check === digits[9];
};

/** The check digit comes first: the remainder picks it from this row. */
const UTR_CHECKS = '21987654321';

const isUtr = (digits: ArrayLike<number>): boolean => {
  const sum = weightedSum(Array.from(digits).slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]);
  return Number(UTR_CHECKS[sum % 11]) === digits[0];
};

/** Ids of digits. */
export const UNITED_KINGDOM_NUMERIC = [
  numericId('UK_NHS', 10, 'nhs', isNhs, [[3, 3, 4]]),
  numericId('UK_UTR', 10, 'utr taxpayer tax', isUtr, [[5, 5]]),
];

/** Prefixes never given are left out. @see https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110 */
export const UNITED_KINGDOM_CODED = [
  codedId(
    'UK_NINO',
    '(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    'nino insurance ni nationalinsurance',
    true,
  ),
];
