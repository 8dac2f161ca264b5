/** Brazilian ids: CPF of people, CNPJ of companies. */
import { isOneDigit, weightedSum } from '../checks/weighted.ts';
import { numericId } from './numeric.ts';

const checkDigit = (digits: ArrayLike<number>, weights: readonly number[]): number => {
  const rest = weightedSum(digits, weights) % 11;
  return rest < 2 ? 0 : 11 - rest;
};

const isCpf = (digits: ArrayLike<number>): boolean =>
  !isOneDigit(digits, 11) &&
  checkDigit(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[9] &&
  checkDigit(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[10];

const isCnpj = (digits: ArrayLike<number>): boolean =>
  !isOneDigit(digits, 14) &&
  checkDigit(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[12] &&
  checkDigit(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digits[13];

/** Ids of digits. */
export const BRAZIL_NUMERIC = [
  numericId('BR_CPF', 11, 'cpf', isCpf, [[3, 3, 3, 2]], true),
  numericId('BR_CNPJ', 14, 'cnpj', isCnpj, [[2, 3, 3, 4, 2]], true),
];
