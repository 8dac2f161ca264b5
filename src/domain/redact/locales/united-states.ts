/** US ids beside the social security number: providers, prescribers, Medicare, bank routing. */
import { passesLuhn } from '../checks/luhn.ts';
import { numberOf, weightedSum } from '../checks/weighted.ts';
import { codedId } from './coded.ts';
import { numericId } from './numeric.ts';

/** The prefix that makes an NPI's digits a card-like number. @see https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand */
const NPI_PREFIX = [8, 0, 8, 4, 0];

const isNpi = (digits: ArrayLike<number>): boolean =>
  (digits[0] === 1 || digits[0] === 2) && passesLuhn([...NPI_PREFIX, ...Array.from(digits).slice(0, 10)]);

/** Federal Reserve districts, thrifts, electronic and cheques. @see https://en.wikipedia.org/wiki/ABA_routing_transit_number */
const isRouting = (digits: ArrayLike<number>): boolean => {
  const prefix = numberOf(digits, 0, 2);
  const isDistrict = prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
  return isDistrict && weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
};

const isDea = (code: string): boolean => {
  const digits = [...code.slice(2)].map(Number);
  return (digits[0]! + digits[2]! + digits[4]! + 2 * (digits[1]! + digits[3]! + digits[5]!)) % 10 === digits[6];
};

/** Ids of digits. */
export const UNITED_STATES_NUMERIC = [
  numericId('BANK_ROUTING', 9, 'routing aba rtn transit routingnumber abarouting', isRouting),
  numericId('US_NPI', 10, 'npi', isNpi),
];

/** Ids with letters. @see https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-format.pdf */
export const UNITED_STATES_CODED = [
  codedId('US_DEA', '[ABCDEFGHJKLMPRSTUX][A-Z9]\\d{7}', 'dea', false, isDea),
  codedId(
    'US_MBI',
    '[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}',
    'mbi medicare beneficiary',
    false,
  ),
];
