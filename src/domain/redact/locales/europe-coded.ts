/** Ids with letters of Germany, France, Spain and Italy. */
import { codedId } from './coded.ts';

const valueOfLetter = (letter: string): number => letter.charCodeAt(0) - 64;

/** The letter becomes two digits; products above nine are added digit by digit. @see https://de.wikipedia.org/wiki/Versicherungsnummer */
const isGermanInsurance = (code: string): boolean => {
  const letter = String(valueOfLetter(code[8]!)).padStart(2, '0');
  const digits = [...(code.slice(0, 8) + letter + code.slice(9, 11))].map(Number);
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
  const sum = digits.reduce((total, digit, at) => {
    const product = digit * weights[at]!;
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(code[11]);
};

const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Foreigners' first letter stands for a digit. @see https://es.wikipedia.org/wiki/N%C3%BAmero_de_identificaci%C3%B3n_fiscal */
const isNif = (code: string): boolean => {
  const first = 'XYZ'.indexOf(code[0]!);
  const digits = first < 0 ? code.slice(0, 8) : `${first}${code.slice(1, 8)}`;
  return NIF_LETTERS[Number(digits) % 23] === code[8];
};

/** What a character at an odd place (counted from one) of an Italian fiscal code is worth, for 0–9 and A–Z. */
const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22,
  25, 24, 23,
];

const isFiscalCode = (code: string): boolean => {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const character = code[at]!;
    const isDigit = character <= '9';
    const even = isDigit ? Number(character) : valueOfLetter(character) - 1;
    sum += at % 2 === 0 ? ODD_VALUES[isDigit ? even : even + 10]! : even;
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
};

/** Corsica's departments 2A and 2B count as 19 and 18. */
const isCorsicanNir = (code: string): boolean => {
  const body = Number(code.slice(0, 13).replace('2A', '19').replace('2B', '18'));
  return 97 - (body % 97) === Number(code.slice(13));
};

/** Ids with letters. */
export const EUROPE_CODED = [
  codedId(
    'DE_SOCIAL_SECURITY',
    '\\d{2} ?\\d{6} ?[A-Z] ?\\d{3}',
    'sozialversicherungsnummer rentenversicherungsnummer svnr sv',
    true,
    isGermanInsurance,
  ),
  codedId(
    'ES_NIF',
    '\\d{2}\\.?\\d{3}\\.?\\d{3}[ -]?[A-Za-z]|[XYZxyz][ -]?\\d{7}[ -]?[A-Za-z]',
    'nif dni nie',
    true,
    isNif,
  ),
  codedId(
    'IT_FISCAL_CODE',
    '[A-Za-z]{6}[0-9LMNPQRSTUVlmnpqrstuv]{2}[ABCDEHLMPRSTabcdehlmprst][0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]',
    'fiscale codice cf',
    true,
    isFiscalCode,
  ),
  codedId(
    'FR_NIR',
    '[12] ?\\d{2} ?\\d{2} ?2[AB] ?\\d{3} ?\\d{3} ?\\d{2}',
    'nir insee sécu sécurité',
    true,
    isCorsicanNir,
  ),
];
