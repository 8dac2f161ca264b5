/** Ids of digits of Germany, France, the Netherlands, Poland and Sweden, and Japan's. */
import { passesLuhn } from '../checks/luhn.ts';
import { isMonthAndDay, isOneDigit, numberOf, weightedSum } from '../checks/weighted.ts';
import { numericId } from './numeric.ts';

/** ISO 7064 mod 11,10; among the first ten digits one comes twice or three times. @see https://de.wikipedia.org/wiki/Steuerliche_Identifikationsnummer */
const isGermanTaxId = (digits: ArrayLike<number>): boolean => {
  const counts = new Uint8Array(10);
  let product = 10;
  for (let at = 0; at < 10; at++) {
    counts[digits[at]!]!++;
    let sum = (digits[at]! + product) % 10;
    if (sum === 0) sum = 10;
    product = (sum * 2) % 11;
  }
  const most = Math.max(...counts);
  return digits[0] !== 0 && most >= 2 && most <= 3 && (11 - product) % 10 === digits[10];
};

/** Sex, year and month of birth, department, place, serial, and 97 minus the rest of all that by 97. */
const isFrenchNir = (digits: ArrayLike<number>): boolean => {
  const month = numberOf(digits, 3, 5);
  const isMonth = (month >= 1 && month <= 12) || (month >= 20 && month <= 42);
  return (
    (digits[0] === 1 || digits[0] === 2) && isMonth && 97 - (numberOf(digits, 0, 13) % 97) === numberOf(digits, 13, 15)
  );
};

/** The eleven test. @see https://nl.wikipedia.org/wiki/Burgerservicenummer */
const isBsn = (digits: ArrayLike<number>): boolean =>
  !isOneDigit(digits, 9) && weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;

/** The century is added to the month: 20, 40, 60 or 80. */
const isPesel = (digits: ArrayLike<number>): boolean => {
  const month = numberOf(digits, 2, 4) % 20;
  const day = numberOf(digits, 4, 6);
  const check = (10 - (weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && check === digits[10];
};

const isNip = (digits: ArrayLike<number>): boolean =>
  weightedSum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digits[9];

/** Coordination numbers add 60 to the day. */
const isSwedishDate = (digits: ArrayLike<number>, from: number): boolean => {
  const day = numberOf(digits, from + 4, from + 6) % 60;
  const month = numberOf(digits, from + 2, from + 4);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
};

const isPersonnummer = (digits: ArrayLike<number>): boolean => isSwedishDate(digits, 0) && passesLuhn(digits, 10);

const isLongPersonnummer = (digits: ArrayLike<number>): boolean => {
  const century = numberOf(digits, 0, 2);
  const short = Array.from(digits).slice(2, 12);
  return century >= 18 && century <= 20 && isMonthAndDay(digits, 4) && passesLuhn(short, 10);
};

/** @see https://en.wikipedia.org/wiki/Individual_Number */
const isMyNumber = (digits: ArrayLike<number>): boolean => {
  const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return digits[11] === (rest <= 1 ? 0 : 11 - rest);
};

/** Ids of digits. */
export const EUROPE_AND_JAPAN_NUMERIC = [
  numericId(
    'DE_TAX_ID',
    11,
    'steuerid steueridnummer idnr identifikationsnummer steueridentifikationsnummer steuer tin taxid tax',
    isGermanTaxId,
    [
      [2, 3, 3, 3],
      [2, 9],
    ],
  ),
  numericId(
    'FR_NIR',
    15,
    'nir insee sécu sécurité securite sociale vitale',
    isFrenchNir,
    [[1, 2, 2, 2, 3, 3, 2]],
    true,
  ),
  numericId('NL_BSN', 9, 'bsn bsnnummer burgerservicenummer sofinummer', isBsn, [
    [4, 2, 3],
    [3, 3, 3],
  ]),
  numericId('PL_PESEL', 11, 'pesel', isPesel),
  numericId('PL_NIP', 10, 'nip', isNip, [
    [3, 3, 2, 2],
    [3, 2, 2, 3],
  ]),
  numericId('SE_PERSONNUMMER', 10, 'personnummer personnr samordningsnummer', isPersonnummer, [[6, 4]], true),
  numericId('SE_PERSONNUMMER', 12, 'personnummer personnr samordningsnummer', isLongPersonnummer, [[8, 4]], true),
  numericId('JP_MY_NUMBER', 12, 'mynumber マイナンバー 個人番号', isMyNumber, [[4, 4, 4]]),
];
